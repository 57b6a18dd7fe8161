import { expect, test } from 'vitest';
import { numberingProblems, renumbered } from './numbering.ts';

test('lists that count from 1 without a gap have no problem, in whatever order they come', () => {
  const pairs = [10, 1, 11, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`Id.${number}`, 'x'] as const);

  expect(numberingProblems(pairs)).toEqual([]);
});

test.each([
  [['Id.0', 'Id.1'], 'Id has the numbers 0, 1, not 1 to 2'],
  [['Id.1', 'Id.3'], 'Id has the numbers 1, 3, not 1 to 2'],
  [['Id.01'], 'Id has the numbers 01, not 1 to 1'],
  [['P.1.R.1.C', 'P.2.R.2.C'], 'P.2.R has the numbers 2, not 1 to 1'],
])('%j has a problem', (names, problem) => {
  expect(numberingProblems(names.map((name) => [name, 'x']))).toEqual([problem]);
});

test('lists are numbered anew in the order of their numbers, on every level', () => {
  const pairs = [
    ['P.5.R.9.C', 'd'],
    ['P.2.R.0.C', 'a'],
    ['P.2.R.10.C', 'c'],
    ['P.2.R.4.C', 'b'],
  ] as const;

  expect(Object.fromEntries(renumbered(pairs))).toEqual({
    'P.1.R.1.C': 'a',
    'P.1.R.2.C': 'b',
    'P.1.R.3.C': 'c',
    'P.2.R.1.C': 'd',
  });
});
