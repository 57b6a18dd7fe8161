/** `--operation`: which operation a command is about. */
import { operations } from '../../suites/operations.ts';
import type { OperationSuite } from '../operation/operation-suite.ts';
import { type RestrictedSuite, restrictToVersion } from '../operation/version-filter.ts';
import type { Context } from './context.ts';
import { didYouMean } from './did-you-mean.ts';
import { shown, text } from './option-table.ts';
import { UsageMistake } from './usage-mistake.ts';

/** The operation that is meant where none is named. */
export const usualOperation: string = Object.keys(operations)[0] ?? '';

/** The set that `--operation` takes for a sweep over every action of EC2. */
export const everyOperation = 'every-operation';

export const operationOption = text('NAME', 'the operation under test', usualOperation);

export const suiteVersionOption = text('X.Y', 'ask nothing that is newer than this version of the requirements');

/** What options ask of an operation. */
export interface SelectedSuite {
  readonly suite: OperationSuite;
  /** Present when an earlier version was asked for. */
  readonly heldBack?: RestrictedSuite;
}

/** Throws UsageMistake for an operation that there is nothing about, and for a version that never was. */
export async function selectedSuite(
  { operation, suiteVersion }: { readonly operation: string; readonly suiteVersion: string | undefined },
  context: Pick<Context, 'catalogue'>,
): Promise<SelectedSuite> {
  const suite = await operationNamed(operation, context);
  if (suiteVersion === undefined) return { suite };
  const { versions } = context.catalogue;
  if (!versions.includes(suiteVersion)) {
    throw new UsageMistake(
      `There is no version ${shown(suiteVersion)} of the requirements. Give --suite-version ${versions.join(' or ')}.`,
    );
  }
  const { suite: held, ...heldBack } = restrictToVersion(suite, suiteVersion);
  return { suite: held, heldBack };
}

/** Throws UsageMistake for an operation that there is nothing about. */
export async function operationNamed(name: string, { catalogue }: Pick<Context, 'catalogue'>): Promise<OperationSuite> {
  const load = Object.hasOwn(catalogue.operations, name) ? catalogue.operations[name] : undefined;
  if (load === undefined) {
    const known = Object.keys(catalogue.operations);
    throw new UsageMistake(
      `There is no operation ${shown(name)} to test.${didYouMean(name, known)} Give --operation ${known.join(' or ')}.`,
    );
  }
  return load();
}
