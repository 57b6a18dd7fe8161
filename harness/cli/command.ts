/** A subcommand: what the help says of it, what it takes, what it does. */
import type { ExitCode } from '../../reports/report.ts';
import { parseArguments } from './arguments.ts';
import type { CommandContext } from './context.ts';
import { flagOption, type Options, type ValuesOf } from './option-table.ts';
import { UsageMistake } from './usage-mistake.ts';

/** The name of the program in messages and help. */
export const program = 'ec2-conformance';

/** How it is called, in a checkout and in a project that has the package installed. */
export const invocation = `npx ${program}`;

/** The definition of a command: name, help, options, and what it runs. */
export interface CommandEntry<Table extends Options> {
  readonly name: string;
  /** Names of its positional arguments for the help, `[optional]`; as many may be given, any number of one with `…`. */
  readonly takes: readonly string[];
  /** One line for the list of commands. */
  readonly about: string;
  /** Further sentences for the command's own help. */
  readonly details?: readonly string[];
  readonly options: Table;
  readonly run: (values: ValuesOf<Table>, positionals: readonly string[], context: CommandContext) => Promise<ExitCode>;
}

/** A command whose option types are closed over, so that all of them fit in one list. */
export interface Command extends Omit<CommandEntry<Options>, 'run'> {
  /** Throws UsageMistake for wrong arguments. */
  readonly start: (args: readonly string[], context: CommandContext) => Promise<ExitCode>;
}

/** Makes a command of its definition. */
export function command<Table extends Options>(entry: CommandEntry<Table>): Command {
  const { run, ...rest } = entry;
  return {
    ...rest,
    options: { ...entry.options, help: flagOption('show this help') },
    start: async (args, context) => {
      const name = `${program} ${entry.name}`;
      const { values, positionals } = parseArguments(args, entry.options, name);
      const required = entry.takes.filter((one) => !one.startsWith('['));
      if (positionals.length < required.length) {
        throw new UsageMistake(`${name} needs ${required[positionals.length]}. See npx ${name} --help.`);
      }
      const extra = positionals[entry.takes.length];
      if (extra !== undefined && entry.takes.at(-1)?.includes('…') !== true) {
        const hint = 'operation' in entry.options ? ' An operation is named by --operation NAME.' : '';
        throw new UsageMistake(`${name} takes no argument ${JSON.stringify(extra)}.${hint} See npx ${name} --help.`);
      }
      return run(values, positionals, context);
    },
  };
}
