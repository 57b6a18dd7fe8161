/** From arguments to an exit code; whatever is thrown becomes one clear sentence. */
import type { ExitCode } from '../../reports/report.ts';
import { UnwritableFile } from '../endpoint/output-file.ts';
import { TargetProblem } from '../endpoint/problem.ts';
import { SecretKeeper } from '../transcript/secret-keeper.ts';
import { visible, visibleLine } from '../transcript/visible-text.ts';
import { type Command, invocation, program } from './command.ts';
import type { CommandContext, Context, Output } from './context.ts';
import { didYouMean } from './did-you-mean.ts';
import { commandHelp, programHelp } from './help.ts';
import { Interrupted } from './interruption.ts';
import { shown } from './option-table.ts';
import { UsageMistake } from './usage-mistake.ts';

/** The program: its commands and its version. */
export interface Program {
  readonly commands: readonly Command[];
  readonly version: string;
}

/** Never rejects. A stack trace is shown under EC2_CONFORMANCE_DEBUG=1 alone. */
export async function runProgram(
  args: readonly string[],
  { commands, version }: Program,
  given: Context,
): Promise<ExitCode> {
  const [name, ...rest] = args;
  const context = discreet(given);
  try {
    if (name === '--version') return print(context, `${version}\n`);
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      return help(rest, commands, context, name === undefined);
    }
    const found = findCommand(name, commands);
    if (asksForHelp(rest)) return print(context, commandHelp(found));
    return await found.start(rest, context);
  } catch (problem) {
    return explain(problem, context);
  }
}

/** The context with outputs that print no secret which the command learns of. */
function discreet(context: Context): CommandContext {
  const secrets = new SecretKeeper();
  const guarded = (output: Output): Output => ({
    get isTTY() {
      return output.isTTY === true;
    },
    get columns() {
      return output.columns ?? 80;
    },
    write: (text) => output.write(secrets.printable(text)),
  });
  return { ...context, secrets, stdout: guarded(context.stdout), stderr: guarded(context.stderr) };
}

/** Without any argument the help is a response to wrong usage. */
function help(rest: readonly string[], commands: readonly Command[], context: Context, isMistake: boolean): ExitCode {
  const [topic] = rest;
  if (isMistake) {
    context.stderr.write(programHelp(commands));
    return 2;
  }
  return print(context, topic === undefined ? programHelp(commands) : commandHelp(findCommand(topic, commands)));
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function findCommand(name: string, commands: readonly Command[]): Command {
  const found = commands.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = commands.map((one) => one.name);
  const what = name.startsWith('-') ? 'Options come after a command; there is no command' : 'There is no command';
  throw new UsageMistake(
    `${what} ${shown(name)}.${didYouMean(name, names)} There are ${names.join(', ')}. See ${invocation} --help.`,
  );
}

function print({ stdout }: Context, text: string): ExitCode {
  stdout.write(text);
  return 0;
}

/** An internal error has no exit code of its own: it leaves the run incomplete. */
function explain(problem: unknown, { stderr, environment, secrets }: CommandContext): ExitCode {
  if (problem instanceof TargetProblem) {
    stderr.write(`${program}: ${problem.message}\n`);
    return problem.kind === 'configuration' ? 2 : 4;
  }
  if (problem instanceof Interrupted) {
    stderr.write(`${program}: ${problem.message}\n`);
    return 3;
  }
  const isUsage = problem instanceof UsageMistake || problem instanceof UnwritableFile;
  const message = problem instanceof Error ? problem.message : String(problem);
  const isDebug = environment['EC2_CONFORMANCE_DEBUG'] === '1';
  stderr.write(
    isUsage
      ? `${program}: ${visibleLine(message)}\n`
      : `${program}: a mistake of this program, not of the target: ${secrets.quote(message.split('\n')[0] ?? '')}\n${isDebug ? '' : 'Set EC2_CONFORMANCE_DEBUG=1 to see where, and report it.\n'}`,
  );
  if (isDebug && problem instanceof Error) stderr.write(`${visible(problem.stack ?? '')}\n`);
  return isUsage ? 2 : 3;
}
