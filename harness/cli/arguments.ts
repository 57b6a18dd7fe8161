/** Reads a command's arguments by its option table. Every mistake names the argument and the next step. */
import { parseArgs } from 'node:util';
import { didYouMean } from './did-you-mean.ts';
import { type Option, type Options, optionName, shown, type ValuesOf } from './option-table.ts';
import { UsageMistake } from './usage-mistake.ts';

/** Option values and positional arguments of a command. */
export interface ParsedArguments<Table extends Options> {
  readonly values: ValuesOf<Table>;
  /** Arguments that are no options, in order; everything after `--` is among them. */
  readonly positionals: readonly string[];
}

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];

/** `command` is what messages send to for help. Throws {@link UsageMistake}. */
export function parseArguments<Table extends Options>(
  args: readonly string[],
  table: Table,
  command: string,
): ParsedArguments<Table> {
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(args, table)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') accept(token, table, given, command);
  }
  const values = Object.entries(table).map(([key, option]) => {
    const texts = given.get(key);
    return [key, texts === undefined ? option.otherwise : option.read(texts, optionName(key))];
  });
  return { values: Object.fromEntries(values) as ValuesOf<Table>, positionals };
}

/** node:util finds the tokens; which of them are allowed is decided here, for better messages than it gives. */
function tokensOf(args: readonly string[], table: Options) {
  const options = Object.fromEntries(
    Object.entries(table).map(([key, { takes }]) => [
      optionName(key).slice(2),
      { type: takes === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  return parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true }).tokens;
}

function accept(
  token: Extract<Token, { kind: 'option' }>,
  table: Options,
  given: Map<string, string[]>,
  command: string,
): void {
  const entry = Object.entries(table).find(([key]) => optionName(key) === `--${token.name}`);
  if (entry === undefined || !token.rawName.startsWith('--')) {
    const names = Object.keys(table).map(optionName);
    throw new UsageMistake(
      `${command} has no option ${shown(token.rawName)}.${didYouMean(token.rawName, names)} See npx ${command} --help.`,
    );
  }
  const [key, option] = entry;
  const texts = given.get(key) ?? [];
  if (texts.length > 0 && !option.repeats) throw new UsageMistake(`${token.rawName} is given twice. Give it once.`);
  given.set(key, [...texts, textOf(token, option, table)]);
}

function textOf(token: Extract<Token, { kind: 'option' }>, option: Option<unknown>, table: Options): string {
  const { rawName, value, inlineValue } = token;
  if (option.takes === undefined) {
    if (value !== undefined) throw new UsageMistake(`${rawName} takes no value. Leave out ${shown(value)}.`);
    return '';
  }
  const isOption =
    value !== undefined && inlineValue !== true && Object.keys(table).some((key) => optionName(key) === value);
  if (value === undefined || isOption) {
    throw new UsageMistake(`${rawName} needs a value. Write ${rawName} ${option.takes}.`);
  }
  return value;
}
