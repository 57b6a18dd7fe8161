/** `list`: what there is, as lines for people or JSON for programs. */

import type { Fault } from '../../mutants/fault.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import {
  everyOperation,
  operationOption,
  refuseInSweep,
  selectedSuite,
  suiteVersionOption,
} from '../operation-option.ts';
import { flagOption, shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** One thing to list: its line, and the object that `--json` prints. */
interface Listed {
  readonly id: string;
  readonly label: string;
  readonly sentence: string;
  readonly json: unknown;
}

/** What there is to list of an operation, or of a sweep over every action. */
type ListedSuite = Pick<OperationSuite, 'requirements' | 'cases'> & {
  readonly faults: () => Promise<readonly Fault[]>;
};

const kinds: Readonly<Record<string, (suite: ListedSuite) => Promise<readonly Listed[]>>> = {
  requirements: async ({ requirements }) =>
    requirements.map((one) => ({ id: one.id, label: one.level, sentence: one.means, json: one })),
  cases: async ({ cases }) =>
    cases.map((one) => ({
      id: one.id,
      label: '',
      sentence: one.title,
      json: { id: one.id, title: one.title, requirements: one.requirements, needs: one.needs ?? [] },
    })),
  faults: async (suite) =>
    (await suite.faults()).map(({ id, means, breaks, alsoBreaks: also = [] }) => ({
      id,
      label: '',
      sentence: `${means} (${breaks})`,
      json: { id, means, breaks, also },
    })),
};

/** The command `list`. */
export const listCommand = command({
  name: 'list',
  takes: ['[requirements|cases|faults]'],
  about: 'list requirements (default), cases, or the faults of `serve --fault`',
  options: {
    operation: operationOption,
    suiteVersion: suiteVersionOption,
    json: flagOption('one JSON array instead of lines'),
  },
  run: async ({ json, ...asked }, [kind = 'requirements'], context) => {
    const load = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (load === undefined) {
      const known = Object.keys(kinds);
      throw new UsageMistake(
        `There are no ${shown(kind)} to list.${didYouMean(kind, known)} List ${known.join(', ')}.`,
      );
    }
    const listed = await load(await suiteToList(asked, context));
    context.stdout.write(
      json
        ? `${JSON.stringify(
            listed.map((one) => one.json),
            undefined,
            2,
          )}\n`
        : lines(listed),
    );
    return 0;
  },
});

async function suiteToList(
  asked: { readonly operation: string; readonly suiteVersion: string | undefined },
  context: Context,
): Promise<ListedSuite> {
  const sweep = asked.operation === everyOperation ? await context.catalogue.sweep?.() : undefined;
  if (sweep === undefined) return (await selectedSuite(asked, context)).suite;
  if (asked.suiteVersion !== undefined) refuseInSweep('--suite-version');
  return { requirements: sweep.requirements, cases: [], faults: async () => sweep.faults };
}

function lines(listed: readonly Listed[]): string {
  const width = Math.max(0, ...listed.map(({ id }) => id.length));
  return listed
    .map(({ id, label, sentence }) => `${id.padEnd(width)}  ${label === '' ? '' : label.padEnd(8)}${sentence}\n`)
    .join('');
}
