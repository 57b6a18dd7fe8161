/**
 * The command in this process, for tests of what it does. It waits less for changes than a user's would;
 * run-process.ts starts a process of its own, for tests that are about the process, about late changes, or about
 * a recording, which has to be replayed with the patience that it was made with.
 */
import { allCommands, catalogue } from '../../harness/cli/command-list.ts';
import { runProgram } from '../../harness/cli/program.ts';
import { packageVersion } from '../../harness/package/package-facts.ts';
import { type Said, seedFor } from './run-process.ts';

/** Enough to tell waiting from not waiting; what is judged is never late here. */
const settleMs = 200;

/**
 * Runs `ec2-conformance` with these arguments and nothing in its environment but what is given; its suites run in a thread, as
 * compiled by `npm run build`. A run that names no seed gets one.
 */
export async function runHere(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const said = { out: '', error: '' };
  const code = await runProgram(
    [...args, ...seedFor(args)],
    { commands: await allCommands(), version: packageVersion() },
    {
      stdout: { write: (text) => (said.out += text) },
      stderr: { write: (text) => (said.error += text) },
      environment,
      catalogue,
      settleMs,
      interrupted: () => new Promise(() => undefined),
    },
  );
  return { code, ...said };
}
