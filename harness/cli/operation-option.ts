/** `--operation`: which operation a command is about. */
import { operations } from '../../suites/operations.ts';
import type { OperationSuite } from '../suite/operation-suite.ts';
import type { Context } from './context.ts';
import { shown, text } from './option-table.ts';
import { didYouMean } from './suggestion.ts';
import { UsageMistake } from './usage-mistake.ts';

/** The operation that is meant where none is named. */
export const usualOperation: string = Object.keys(operations)[0] ?? '';

export const operationOption = text('NAME', 'the operation under test', usualOperation);

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
