/**
 * The catalogue of faults of each operation; and the proof of the faults that `FAULTS` names, against all cases.
 *
 * In `npm test` the files faults-slice-*.test.ts apply one in six of the faults, and one for each requirement that these leave out
 * (test-support/fault-sample.ts); variants.test.ts applies variants. Each meets a sample of the cases that is always the same
 * (test-support/mutant-cases.ts chooses it):
 *
 * - A fault meets all cases of the requirements that it breaks, their controls, the first case of each requirement that
 *   these depend on, and one in 200 of all cases, chosen by a hash of the ids of case and fault; a fault in responses
 *   meets one in 8 of the cases on responses as well, one that crosses groups half of the cases on state. Of the nearly
 *   900 cases of RevokeSecurityGroupIngress that is some 15, most of them unrelated to the fault.
 * - Of the faults of the operations after RevokeSecurityGroupIngress, two thirds meet the cases of their own requirements
 *   alone.
 * - A variant meets one in 50 of all cases and half of the cases on responses; the reference itself meets all.
 * - A fault that only another case shows meets that one too (`caseThatShows`), or all cases where none is stated.
 * - Of the variants that an operation before has too, an operation repeats a quarter, against a sample of cases alone.
 *
 * `FAULTS=id,id` runs the faults that are named against all cases, `FAULTS=all` all faults and variants of each
 * operation. `npm run kill-matrix` does the latter too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import { packageRoot } from '../harness/package/package-root.ts';
import { proofs, proveFaultsWhole, proveVariantsWhole } from '../test-support/fault-proofs.ts';
import { caseThatShows } from '../test-support/mutant-cases.ts';

const asked = process.env['FAULTS'];

describe.runIf(asked !== undefined)('against all cases', () => {
  if (asked === 'all') proveVariantsWhole();
  if (asked !== undefined) proveFaultsWhole(asked === 'all' ? undefined : asked.split(','));
});

describe.each(proofs.map((proof) => [proof.suite.action, proof] as const))(
  'the catalogue of %s',
  (_action, { suite, faults, variants }) => {
    test('names each fault and variant once', () => {
      const ids = [...faults, ...variants].map(({ id }) => id);

      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    });

    test('breaks requirements that servers can fail', () => {
      const broken = faults.flatMap(({ breaks, alsoBreaks: also = [] }) => [breaks, ...also]);
      const binding = bindingServers(suite).map(({ id }) => id);

      expect(broken.filter((id) => !binding.includes(id))).toEqual([]);
    });

    test('breaks every MUST and SHOULD but those that are excused', () => {
      const broken = new Set(faults.flatMap(({ breaks, alsoBreaks: also = [] }) => [breaks, ...also]));
      const left = bindingServers(suite).filter(({ id }) => !broken.has(id));

      expect(left.map(({ id }) => id).sort()).toEqual(Object.keys(suite.withoutFault).sort());
    });
  },
);

test('each case that is said to show a fault is of an operation that has the fault', () => {
  const shown = Object.entries(caseThatShows).filter(([id, testCase]) =>
    proofs.some(
      ({ suite, faults }) => faults.some((one) => one.id === id) && suite.cases.some((one) => one.id === testCase),
    ),
  );

  expect(shown).toEqual(Object.entries(caseThatShows));
});

test('the slices hold every fault once', () => {
  const folder = join(packageRoot(), 'suites');
  const slices = readdirSync(folder).filter((name) => name.startsWith('faults-slice-'));
  const texts = slices.map((name) => readFileSync(join(folder, name), 'utf8'));

  expect(slices.length).toBeGreaterThan(0);
  for (const [index, text] of texts.entries()) {
    expect(text).toContain(`proveFaults({ index: ${index}, count: ${slices.length} })`);
  }
});

function bindingServers({ requirements }: OperationSuite) {
  return requirements.filter(({ level, binds }) => level !== 'OBSERVE' && binds.includes('server'));
}
