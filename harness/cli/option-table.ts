/** Options as a table: the reader of arguments and the help are made from the same rows. */
import { didYouMean } from './did-you-mean.ts';
import { UsageMistake } from './usage-mistake.ts';

/** One option. Its name on the command line is the key in kebab case: `maxCalls` is `--max-calls`. */
export interface Option<Value> {
  /** What follows it in the help: `URL`; undefined for a flag, which takes none. */
  readonly takes: string | undefined;
  readonly help: string;
  /** True when it may be given more than once. */
  readonly repeats: boolean;
  /** The value when the option is not given. */
  readonly otherwise: Value;
  /** The value from the texts given, in order. Throws {@link UsageMistake}. */
  readonly read: (texts: readonly string[], name: string) => Value;
}

/** The options of a command by name. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command gets: each option's value under its key. */
export type ValuesOf<Table extends Options> = {
  readonly [Key in keyof Table]: Table[Key] extends Option<infer Value> ? Value : never;
};

/** `maxCalls` → `--max-calls`. */
export function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The words that give these options their values again, for a printed command; none for a value that is the default. */
export function optionWords<Table extends Options>(
  table: Table,
  values: ValuesOf<Table>,
  keys: readonly (keyof Table & string)[],
): readonly string[] {
  return keys.flatMap((key) => {
    const value: unknown = values[key];
    const name = optionName(key);
    if (value === undefined || value === table[key]?.otherwise) return [];
    if (value === true) return [name];
    return Array.isArray(value) ? value.flatMap((each) => [name, String(each)]) : [name, String(value)];
  });
}

/** An option without a value. */
export function flagOption(help: string): Option<boolean> {
  return { takes: undefined, help, repeats: false, otherwise: false, read: () => true };
}

/** An option with a text that must not be empty. */
export function textOption(takes: string, help: string): Option<string | undefined>;
export function textOption(takes: string, help: string, otherwise: string): Option<string>;
export function textOption(takes: string, help: string, otherwise?: string): Option<string | undefined> {
  return { takes, help, repeats: false, otherwise, read: ([given], name) => notEmpty(given, takes, name) };
}

/** May be given several times; each may hold several, separated by commas. */
export function listOption(takes: string, help: string): Option<readonly string[]> {
  return {
    takes,
    help,
    repeats: true,
    otherwise: [],
    read: (texts, name) =>
      texts
        .flatMap((given) => given.split(','))
        .map((one) => one.trim())
        .map((one) => notEmpty(one, takes, name)),
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** An option with a whole number within bounds. Reading throws {@link UsageMistake} for anything else. */
export function integerOption(takes: string, help: string, bounds: Bounds): Option<number | undefined>;
export function integerOption(takes: string, help: string, bounds: Bounds, otherwise: number): Option<number>;
export function integerOption(
  takes: string,
  help: string,
  bounds: Bounds,
  otherwise?: number,
): Option<number | undefined> {
  const isOne = (given: string): boolean => /^-?\d{1,15}$/.test(given);
  return numeric(takes, help, { ...bounds, otherwise, isOne, what: 'a whole number' });
}

/** `--wait`: of every command that talks to a server. */
export const waitOption = integerOption(
  'SECONDS',
  'wait up to this long for a server that is still starting: one that refuses or resets connections, or responds with 502 or 503',
  { least: 1, most: 3_600 },
);

/** An option with a decimal number. */
export function decimalOption(takes: string, help: string, bounds: Bounds): Option<number | undefined> {
  const isOne = (given: string): boolean => /^\d{1,15}(\.\d{1,9})?$/.test(given);
  return numeric(takes, help, { ...bounds, otherwise: undefined, isOne, what: 'a number' });
}

/** An option with one of these values. Reading throws {@link UsageMistake} for any other, and names the nearest. */
export function choiceOption<Value extends string>(
  values: readonly Value[],
  help: string,
  otherwise: NoInfer<Value>,
): Option<Value> {
  return {
    takes: values.join('|'),
    help,
    repeats: false,
    otherwise,
    read: ([given = ''], name) => {
      const found = values.find((value) => value === given);
      if (found === undefined) {
        throw new UsageMistake(`${name} takes ${values.join(', ')}, not ${shown(given)}.${didYouMean(given, values)}`);
      }
      return found;
    },
  };
}

interface Numeric extends Bounds {
  readonly otherwise: number | undefined;
  readonly isOne: (given: string) => boolean;
  readonly what: string;
}

function numeric(takes: string, help: string, kind: Numeric): Option<number | undefined> {
  return {
    takes,
    help,
    repeats: false,
    otherwise: kind.otherwise,
    read: ([given = ''], name) => {
      const value = Number(given);
      if (!kind.isOne(given) || value < kind.least || value > kind.most) {
        throw new UsageMistake(`${name} takes ${kind.what} from ${kind.least} to ${kind.most}, not ${shown(given)}.`);
      }
      return value;
    },
  };
}

function notEmpty(given: string | undefined, takes: string, name: string): string {
  if (given === undefined || given === '')
    throw new UsageMistake(`${name} is empty. Give it a value: ${name} ${takes}.`);
  return given;
}

/** An argument as a message may quote it: one line, short. */
export function shown(given: string): string {
  const line = given.replace(/[^\x20-\x7e\u00a0-\u{10ffff}]/gu, '?');
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}...` : line);
}
