#!/usr/bin/env node
/** The command `ec2-conformance`: the process around the program. */
import { createInterface } from 'node:readline/promises';
import { packageVersion } from '../package/package-facts.ts';
import { commandLine } from '../transcript/shell.ts';
import { catalogue, commandsFor } from './command-list.ts';
import type { Context } from './context.ts';
import { parentEnded } from './parent-watch.ts';
import { runProgram } from './program.ts';

/** A terminal signals the whole process group, and npx passes the signal on: the same signal twice, so soon, counts once. */
const echoMs = 500;

/** One for the whole process: a signal that comes early is known to whoever asks later. */
let interruption: Promise<void> | undefined;

function hearSignals(): Promise<void> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
    const hear = (signal: NodeJS.Signals) => {
      const isEcho = first?.signal === signal && performance.now() - first.at < echoMs;
      if (first !== undefined && !isEcho) endNow();
      first ??= { signal, at: performance.now() };
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  });
}

const context: Context = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  catalogue,
  interrupted: () => {
    interruption ??= hearSignals();
    return interruption;
  },
  parentEnded: () => parentEnded(process.env),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
};

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and the end of the input close it; the question itself would wait for ever.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

/** An option as it was given to the interrupted command, for a command that is printed. */
function given(name: string): readonly string[] {
  const words = process.argv.slice(2);
  const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
  return at < 0 ? [] : words.slice(at, words[at] === name && name !== '--insecure' ? at + 2 : at + 1);
}

/** A second signal does not wait for the clean-up. */
function endNow(): never {
  process.stderr.write(
    `\nStopped at once. What is left in the target is found and removed by: ${commandLine(['sweep', ...given('--out'), ...given('--insecure')])}\n`,
  );
  process.exit(130);
}

/** The reader of a pipe may stop before the end, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const args = process.argv.slice(2);
process.exitCode = await runProgram(args, { commands: await commandsFor(args[0]), version: packageVersion() }, context);
