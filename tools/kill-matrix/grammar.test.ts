import { describe, expect, test } from 'vitest';
import { grammarMutants } from '../../harness/mutants/grammar/grammar.ts';
import { isAmong } from '../../harness/mutants/grammar/requirements.ts';
import { sisterMutants } from '../../harness/mutants/grammar/sisters.ts';
import { referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { operations } from '../../suites/operations.ts';
import { renderGrammar } from './grammar-page.ts';
import { attemptGrammarKill } from './kill-matrix-run.ts';

const mutants = [...grammarMutants(), ...sisterMutants()];
const actions = [...new Set(mutants.map(({ operation }) => operation))];

test('names each mutant once', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

test.each(actions)('assigns each mutant of %s to requirements that the operation has', async (action) => {
  const suite = await operations[action]?.();
  const ids = (suite?.requirements ?? []).filter(({ level }) => level !== 'OBSERVE').map(({ id }) => id);
  const assigned = mutants.filter(({ operation }) => operation === action);

  expect(assigned.filter(({ breaks }) => !ids.some((id) => isAmong(breaks, id))).map(({ id }) => id)).toEqual([]);
});

describe('a mutant of another operation than the revoke', () => {
  test.each([
    'AuthorizeSecurityGroupIngress keeps kind=ipv4 protocol=tcp',
    'ModifySecurityGroupRules keeps kind=ipv4 protocol=tcp',
    'UpdateSecurityGroupRuleDescriptionsIngress keeps kind=ipv4 protocol=tcp',
  ])('fails a requirement of its own: %s', async (wanted) => {
    const found = mutants.find(({ id }) => id === wanted);
    const isOwn = (requirement: string) => isAmong(found?.breaks ?? [], requirement);

    const attempt = await attemptGrammarKill(
      found?.apply(referenceBehaviour) ?? referenceBehaviour,
      isOwn,
      found?.operation,
    );

    expect(attempt.isOwn).toBe(true);
  });
});

test('the page counts by operation and names those that survive', () => {
  const { text } = renderGrammar(
    [
      { operation: 'A', id: 'A refuses', isOwn: true, requirement: 'x/y', by: 'x/z', calls: 1 },
      {
        operation: 'A',
        id: 'A keeps',
        calls: 9,
        deep: { isOwn: true, requirement: 'x/y', by: 'x/any', calls: 99 },
      },
      { operation: 'B', id: 'B keeps', isOwn: false, requirement: 'x/y', by: 'x/z', calls: 5 },
    ],
    new Map([
      ['A', 20],
      ['B', 10],
    ]),
  );

  expect(text).toContain('3 of 30 mutants');
  expect(text).toContain('| A | 20 | 2 | 1 | 0 | 1 | 2 |');
  expect(text).toContain('| B | 10 | 1 | 0 | 1 | 0 |');
  expect(text).toContain('## Survivors\n\n- A keeps; at deep effort its own: x/y, by x/any\n');
  expect(text).toContain('- B keeps: x/y, by x/z');
});
