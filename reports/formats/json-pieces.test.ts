import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPieces } from './json-pieces.ts';

describe('JSON in pieces', () => {
  it('is what JSON.stringify gives', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect([...jsonPieces(value)].join('')).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
      }),
    );
  });

  it.each([
    { list: ['a\nb', { deep: [{ x: 1 }] }], gone: undefined, empty: [], none: null },
    { gone: undefined },
    { list: [undefined, 1] },
  ])('leaves out what is undefined: %j', (value) => {
    expect([...jsonPieces(value)].join('')).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
  });

  it('gives no piece that is longer than a member of a list', () => {
    const cases = Array.from({ length: 1000 }, (_, index) => ({ id: `case-${index}`, text: 'x'.repeat(100) }));

    expect(Math.max(...[...jsonPieces({ cases })].map((piece) => piece.length))).toBeLessThan(200);
  });
});
