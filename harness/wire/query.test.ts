import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeForm, encodeForm, percentEncode } from './query.ts';

describe('percentEncode', () => {
  it.each([
    ['abcXYZ019-._~', 'abcXYZ019-._~'],
    [' ', '%20'],
    ['+', '%2B'],
    ["!'()*", '%21%27%28%29%2A'],
    ['10.0.0.0/8', '10.0.0.0%2F8'],
    ['a&b=c%', 'a%26b%3Dc%25'],
    ['ü', '%C3%BC'],
    ['😀', '%F0%9F%98%80'],
    ['\0\n', '%00%0A'],
    ['\ud800', '%EF%BF%BD'],
  ])('writes %j as %s', (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
  });
});

describe('encodeForm', () => {
  it('keeps the order and repeated names', () => {
    expect(
      encodeForm([
        ['b', '1'],
        ['a', ''],
        ['b', 'x y'],
      ]),
    ).toBe('b=1&a=&b=x%20y');
  });

  it('writes no pairs as nothing', () => {
    expect(encodeForm([])).toBe('');
  });
});

describe('decodeForm', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    [
      'a=1&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1&a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['a', [['a', '']]],
    ['a=', [['a', '']]],
    ['=1', [['', '1']]],
    [
      '&a=1&&b=2&',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a=b=c', [['a', 'b=c']]],
    ['a+b=c+d%2B', [['a b', 'c d+']]],
    ['%61=%c3%bC', [['a', 'ü']]],
    ['a.1=x%00', [['a.1', 'x\0']]],
    ['__proto__=1', [['__proto__', '1']]],
  ])('reads %j', (text, pairs) => {
    expect(decodeForm(text)).toEqual({ pairs, problems: [] });
  });

  it.each([
    ['a=1&b=%', 'percent', 'value', '%', '%'],
    ['a=1&b=%4', 'percent', 'value', '%4', '%4'],
    ['a=1&b=%zz%41', 'percent', 'value', '%zz%41', '%zzA'],
    ['a=1&b=%C3%BC%', 'percent', 'value', '%C3%BC%', 'ü%'],
    ['a=1&b=x%FFy', 'utf8', 'value', 'x%FFy', 'x\ufffdy'],
    ['a=1&b=%C3', 'utf8', 'value', '%C3', '\ufffd'],
    ['a=1&b=%ED%A0%80', 'utf8', 'value', '%ED%A0%80', '\ufffd\ufffd\ufffd'],
    ['a=1&b%=', 'percent', 'name', 'b%', ''],
  ])('lists what is wrong with %j and reads on', (text, kind, part, raw, value) => {
    const { pairs, problems } = decodeForm(text);

    expect(problems).toEqual([{ kind, part, raw, pair: 1 }]);
    expect(pairs[1]?.[1]).toBe(value);
  });

  it('lists both faults of one part', () => {
    expect(decodeForm('a=%FF%').problems.map(({ kind }) => kind)).toEqual(['utf8', 'percent']);
  });

  it('reads back whatever was encoded', () => {
    const text = fc.string({ unit: 'binary' });
    const name = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), (pairs) => {
        expect(decodeForm(encodeForm(pairs))).toEqual({ pairs, problems: [] });
      }),
    );
  });

  it('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))), (pairs) => {
        expect(decodeForm(new URLSearchParams(pairs).toString()).pairs).toEqual(pairs);
      }),
    );
  });

  it('never throws', () => {
    const piece = fc.constantFrom('%', '%4', '%C3', '%ff', '&', '=', '+', 'a', '\ud800', '%ED%A0%80');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(decodeForm(pieces.join('')).pairs).toBeInstanceOf(Array);
      }),
    );
  });
});
