/** Targets without DescribeSecurityGroupRules: what needs it is not applicable there, and nothing is left unjudged. */
import { describe, expect, test } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import { sendsOf, stepsOf } from '../harness/cases/case-text.ts';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { impliedNeeds } from '../harness/security-groups/cases/case-needs.ts';
import { judgesIds, rulesNamedIn } from '../harness/security-groups/cases/named-rules.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { operations } from './operations.ts';

const listing = 'DescribeSecurityGroupRules';

const suites = await Promise.all(
  Object.entries(operations)
    .filter(([name]) => name !== listing)
    .map(async ([, load]) => load()),
);

const { errors, checks } = referenceBehaviour;

const withoutList = changed(referenceBehaviour, {
  checks: {
    action: (call) => {
      if (call.action === listing) throw errors.unknownAction(call.action);
      checks.action(call);
    },
  },
});

/** All that the target has to have, said or read off the rules. */
function needsOf(testCase: Case): readonly string[] {
  return [...(testCase.needs ?? []), ...impliedNeeds(testCase)];
}

describe.each(suites.map((suite) => [suite.action, suite] as const))('the cases of %s', (_action, suite) => {
  const cases = suite.cases.filter(({ id }) => !suite.properties.has(id));

  test('need the list of rules where they ask for it', () => {
    const asking = cases.filter((one) =>
      stepsOf(one)
        .flatMap(sendsOf)
        .some(({ action }) => action === listing),
    );

    expect(asking.filter((one) => !needsOf(one).includes('rules-listed')).map(({ id }) => id)).toEqual([]);
  });

  test('need all that their controls need', () => {
    const lacking = cases.flatMap((one) => {
      const control = cases.find(({ id }) => id === one.control);
      const missing = control === undefined ? [] : needsOf(control).filter((need) => !needsOf(one).includes(need));
      return missing.map((need) => `${one.id} does not need ${need}, which ${one.control} does`);
    });

    expect(lacking).toEqual([]);
  });

  test('on ids of rules are judged without the list, or not applicable', { timeout: 60_000 }, async () => {
    const onIds = cases.filter((one) => stepsOf(one).some((step) => rulesNamedIn(step).size > 0 || judgesIds(step)));

    const { results } = await runMutant(withoutList, { cases: onIds, operation: suite });

    const unjudged = results.filter(({ verdict }) => !['pass', 'not-applicable', 'observed'].includes(verdict));
    expect(unjudged.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([]);
  });
});
