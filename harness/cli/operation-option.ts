/** `--operation`: which operation a command is about. */
import picomatch from 'picomatch';
import { operations } from '../../suites/operations.ts';
import type { OperationSuite } from '../operation/operation-suite.ts';
import { type RestrictedSuite, restrictToVersion } from '../operation/version-filter.ts';
import { commandLine } from '../transcript/shell.ts';
import type { Context } from './context.ts';
import { didYouMeanOneOf } from './did-you-mean.ts';
import { shown, textOption } from './option-table.ts';
import { UsageMistake } from './usage-mistake.ts';

/** The operation that is meant where none is named. */
export const usualOperation: string = Object.keys(operations)[0] ?? '';

/** The printed command that lists the requirements of an operation. */
export function printedListCommand(operation: string = usualOperation): string {
  return commandLine(['list', ...(operation === usualOperation ? [] : ['--operation', operation])]);
}

/** The set that `--operation` takes for a sweep over every action of EC2. */
export const everyOperation = 'every-operation';

/** Throws UsageMistake for an option of this name: it would say nothing in a sweep over every action. */
export function refuseInSweep(name: string): never {
  throw new UsageMistake(`${name} has no effect with --operation ${everyOperation}. Leave it out.`);
}

/** `--operation NAME`. */
export const operationOption = textOption('NAME', 'the operation under test', usualOperation);

/** `--operation NAME`, with sets and globs. */
export const operationsOption = textOption(
  'NAME',
  'the operations under test: a name, a glob of names, several with commas, or a set: security-group-rules, every-operation',
  usualOperation,
);

/** `--suite-version X.Y`. */
export const suiteVersionOption = textOption('X.Y', 'leave out requirements newer than this version');

/** What options ask of an operation. */
export interface SelectedSuite {
  readonly suite: OperationSuite;
  /** Present when an earlier version was asked for. */
  readonly heldBack?: RestrictedSuite;
}

interface AskedFor {
  readonly operation: string;
  readonly suiteVersion: string | undefined;
}

/** Throws UsageMistake for an operation that there is nothing about, for several, and for a version that never was. */
export async function selectedSuite(asked: AskedFor, context: Pick<Context, 'catalogue'>): Promise<SelectedSuite> {
  return restricted(await operationNamed(asked.operation, context), asked, context);
}

/** At least one, in the order of the catalogue. Throws UsageMistake for a name or a glob of which there is nothing. */
export async function selectedSuites(
  asked: AskedFor,
  context: Pick<Context, 'catalogue'>,
): Promise<readonly SelectedSuite[]> {
  const names = operationsNamed(asked.operation, context.catalogue);
  return Promise.all(names.map(async (name) => restricted(await loadOperation(name, context), asked, context)));
}

function restricted(
  suite: OperationSuite,
  { suiteVersion }: AskedFor,
  { catalogue: { versions } }: Pick<Context, 'catalogue'>,
): SelectedSuite {
  if (suiteVersion === undefined) return { suite };
  if (!versions.includes(suiteVersion)) {
    throw new UsageMistake(
      `There is no version ${shown(suiteVersion)} of the requirements. Give --suite-version ${versions.join(' or ')}.`,
    );
  }
  const { suite: held, ...heldBack } = restrictToVersion(suite, suiteVersion);
  return { suite: held, heldBack };
}

/** One operation alone. Throws UsageMistake where there is none of that name, or where several are named. */
export async function operationNamed(asked: string, context: Pick<Context, 'catalogue'>): Promise<OperationSuite> {
  const [name = '', ...more] = operationsNamed(asked, context.catalogue);
  if (more.length > 0) {
    throw new UsageMistake(
      `--operation ${shown(asked)} names ${more.length + 1} operations. Give one of them: ${[name, ...more].join(', ')}.`,
    );
  }
  return loadOperation(name, context);
}

async function loadOperation(name: string, { catalogue }: Pick<Context, 'catalogue'>): Promise<OperationSuite> {
  const load = catalogue.operations[name];
  if (load === undefined) throw new Error(`The catalogue lost ${name}.`);
  return load();
}

/** The names that an `--operation` means, each once, in the order of the catalogue. Throws UsageMistake for a part that means none. */
function operationsNamed(asked: string, { operations: all, sets = {} }: Context['catalogue']): readonly string[] {
  const known = Object.keys(all);
  const wanted = new Set(asked.split(',').flatMap((part) => namesMeant(part.trim(), known, sets)));
  return known.filter((name) => wanted.has(name));
}

function namesMeant(part: string, known: readonly string[], sets: Readonly<Record<string, readonly string[]>>) {
  if (known.includes(part)) return [part];
  if (Object.hasOwn(sets, part)) return sets[part] ?? [];
  const isGlob = /[*?[\]{}()!]/.test(part);
  const matching = isGlob ? known.filter((name) => picomatch.isMatch(name, part)) : [];
  if (matching.length > 0) return matching;
  const names = [...known, ...Object.keys(sets), everyOperation];
  throw new UsageMistake(
    isGlob
      ? `No operation is called like ${shown(part)}. There are ${names.join(', ')}.`
      : `There is no operation ${shown(part)} to test.${didYouMeanOneOf(part, names)} There are ${names.join(', ')}.`,
  );
}
