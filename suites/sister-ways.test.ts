/** Combined values of the operations that add, change and describe rules: suites/ways. */
import { describe, expect, test } from 'vitest';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { changeActions } from '../harness/mutants/family/family-variant.ts';
import { sisterMutants } from '../harness/mutants/grammar/sisters.ts';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { renewsRows, writeRows } from '../test-support/way-rows.ts';
import { operations } from './operations.ts';
import { chooseRows, possiblePairs, shownBy } from './ways/choose-rows.ts';
import { rowsOf, type WayFile, wayPlans } from './ways/plans.ts';

const files = Object.keys(wayPlans) as readonly WayFile[];

async function waysOf(action: string) {
  const suite = await operations[action]?.();
  if (suite === undefined) throw new Error(`there is no operation ${action}`);
  return { suite, cases: suite.cases.filter(({ id }) => id.startsWith('ways/')) };
}

describe.each(files)('the rows of %s', (file) => {
  test('show every two values that can meet', () => {
    const shown = new Set(rowsOf(file).flatMap((row) => shownBy(row, wayPlans[file])));

    expect([...possiblePairs(wayPlans[file])].filter((pair) => !shown.has(pair))).toEqual([]);
  });

  test('that are kept as data are those that are chosen', { timeout: 30_000 }, () => {
    const chosen = chooseRows(wayPlans[file]);
    if (renewsRows) return writeRows(file, chosen);
    expect(rowsOf(file)).toEqual(chosen);
  });

  test('begin with a request of what all targets have', () => {
    const [first] = rowsOf(file);

    expect(first).toMatchObject({ identity: 'main', naming: 'id', direction: 'ingress' });
    expect(first?.parts.map(({ setUp = 'usual' }) => setUp)).not.toContain('tagged');
    expect(first?.parts.map(({ kind }) => kind)).not.toContain('prefix-list');
  });
});

describe.each(changeActions)('the cases of combined values of %s', (action) => {
  test('name each rule once, and state what stays', async () => {
    const { cases } = await waysOf(action);
    const ids = cases.map(({ id }) => id);
    const rulesOf = (one: (typeof cases)[number]) => JSON.stringify([one.given, one.later ?? {}]);
    const unknown = cases.flatMap((one) =>
      one.expect.flatMap(({ after }) =>
        after.filter((name) => !rulesOf(one).includes(`"${name}":{`)).map((name) => `${one.id} ${name}`),
      ),
    );

    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
    expect(unknown).toEqual([]);
  });

  test('have a request that has to succeed beside each that must not', async () => {
    const { cases } = await waysOf(action);
    const known = new Set(cases.map(({ id }) => id));
    const refused = cases.filter(({ expect: [first] }) => first?.code !== undefined);

    expect(refused.length).toBeGreaterThan(20);
    expect(refused.filter(({ control }) => control === undefined || !known.has(control))).toEqual([]);
  });

  test('pass on a right target, in few calls', { timeout: 60_000 }, async () => {
    const { suite, cases } = await waysOf(action);
    const reference = await startReference();
    try {
      const run = await runInProcess(settingsForReference(reference, 'ways'), cases, suite);

      expect(run.results.filter(({ verdict }) => verdict !== 'pass').map(({ id, observed }) => [id, observed])).toEqual(
        [],
      );
      const calls = Object.values(run.callsByAction).reduce((sum, count) => sum + count, 0);
      expect(calls).toBeLessThan(cases.length * 4);
      expect(run.leftovers).toEqual([]);
    } finally {
      await reference.close();
    }
  });
});

test.each([
  ['lists what it revokes', referenceBehaviour],
  ['lists nothing', changed(referenceBehaviour, { responses: { revoke: { revokedSecurityGroupRuleSet: undefined } } })],
])(
  'a description that is lost shows although the next case has its rule revoked, on a target that %s',
  async (_, right) => {
    const { suite, cases } = await waysOf('AuthorizeSecurityGroupIngress');
    const asked = cases.filter(({ id }) => /^ways\/(common-5|ipv6-1)-added$/.test(id));
    const mutant = sisterMutants().find(
      ({ id }) => id === 'AuthorizeSecurityGroupIngress loses-description kind=group protocol=all',
    );
    const reference = await startReference({ behaviour: mutant?.apply(right) ?? right });
    try {
      const run = await runInProcess(settingsForReference(reference, 'lost'), asked, suite);

      expect(run.results.map(({ id, verdict }) => [id, verdict])).toEqual([
        ['ways/common-5-added', 'fail'],
        ['ways/ipv6-1-added', 'pass'],
      ]);
    } finally {
      await reference.close();
    }
  },
);
