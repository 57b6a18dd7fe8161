/** Help texts, made from the commands' own tables. */
import { type Command, invocation, program } from './command.ts';
import { usualOperation } from './operation-option.ts';
import { type Option, optionName } from './option-table.ts';

/** Exit codes of every command; the first column is what the shell sees. */
const exitCodes = [
  '0  conforms',
  '1  does not conform',
  '2  wrong usage or configuration, or output that cannot be written',
  '3  incomplete: nothing judged, a MUST could not be tested, interrupted, call limit reached',
  '4  the target could not be reached, and nothing was judged',
  '5  resources were left behind in the target',
];

/** All commands, one line each. */
export function programHelp(commands: readonly Command[]): string {
  const rows = commands.map((one): Row => [[one.name, ...one.takes].join(' '), one.about]);
  return [
    `Usage: ${program} COMMAND [options]`,
    '',
    `Tests whether an implementation of the EC2 Query API handles ${usualOperation}, or another --operation, as EC2 does.`,
    '',
    ...columns(rows),
    '',
    `Options of a command: ${invocation} COMMAND --help`,
    `Version: ${invocation} --version`,
    '',
    'Exit codes:',
    ...exitCodes.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** One command with all its options. */
export function commandHelp(one: Command): string {
  return [
    `Usage: ${[program, one.name, ...one.takes, '[options]'].join(' ')}`,
    '',
    one.about,
    ...(one.details ?? []),
    '',
    'Options:',
    ...columns(Object.entries(one.options).map(([key, option]): Row => [usage(key, option), described(option)])),
    '',
  ].join('\n');
}

type Row = readonly [name: string, about: string];

function usage(key: string, { takes }: Option<unknown>): string {
  return takes === undefined ? optionName(key) : `${optionName(key)} ${takes}`;
}

function described({ help, otherwise, repeats }: Option<unknown>): string {
  const given = typeof otherwise === 'string' || typeof otherwise === 'number';
  return `${help}${repeats ? '; may be repeated' : ''}${given ? ` (default: ${otherwise})` : ''}`;
}

function columns(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`);
}
