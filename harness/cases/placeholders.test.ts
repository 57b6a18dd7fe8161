import { expect, it } from 'vitest';
import { textsIn, withTexts } from './placeholders.ts';

const code = (): string => 'code';
const value = { name: 'a', list: ['b', { inner: 'c' }], number: 1, nothing: null, code };

it('finds the texts of a value at any depth, and not the names of its members', () => {
  expect([...textsIn(value)]).toEqual(['a', 'b', 'c']);
});

it('changes every text of a value, and keeps its shape, its order and its code', () => {
  const changed = withTexts(value, (text) => text.toUpperCase());
  expect(changed).toEqual({ name: 'A', list: ['B', { inner: 'C' }], number: 1, nothing: null, code });
  expect(Object.keys(changed)).toEqual(Object.keys(value));
  expect(withTexts('a', (text) => `${text}!`)).toBe('a!');
});
