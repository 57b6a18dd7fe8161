import { expect, test } from 'vitest';
import { caseOfChanges } from './rule-changes.ts';

test('leaves out a change that cannot be made, and says of each step to which change it belongs', () => {
  const { steps } = caseOfChanges(
    {
      ...({
        vpc: 'nondefault',
        direction: 'ingress',
        subjects: ['a'],
        tagged: false,
        series: 'ports',
        turn: 0,
      } as const),
      changes: [
        { kind: 'authorize', subject: 'a' },
        { kind: 'modify', subject: 'a' },
        { kind: 'revoke-by-values', subject: 'a' },
      ],
    },
    true,
  );

  expect(steps).toEqual([
    { kind: 'modify', change: 1 },
    { kind: 'revoke-by-values', change: 2 },
    { kind: 'described', change: 2 },
  ]);
});
