import { describe, expect, it } from 'vitest';
import { canonicalTimestamp, isScalarOf, parseScalar, type ScalarShape, scalarText } from './scalars.ts';

const shape = (type: 'integer' | 'double' | 'boolean' | 'timestamp'): ScalarShape => ({ type, name: 'X' });
const string: ScalarShape = { type: 'string', name: 'X', sensitive: false, enum: ['a'] };
const blob: ScalarShape = { type: 'blob', name: 'X', sensitive: false };

describe('text is read as a value', () => {
  it.each([
    [shape('integer'), '0012', 12],
    [shape('integer'), ' -7\n', -7],
    [shape('double'), '1.073741824E10', 10737418240],
    [shape('double'), '.5', 0.5],
    [shape('boolean'), 'true', true],
    [shape('boolean'), ' false ', false],
    [shape('timestamp'), '2026-01-31T12:00:00.120Z', '2026-01-31T12:00:00.12Z'],
    [string, ' b ', ' b '],
    [string, '', ''],
    [blob, 'aGk=\n', 'aGk='],
    [blob, '', ''],
  ])('%o %j', (type, text, value) => {
    expect(parseScalar(type, text)).toBe(value);
  });

  it.each([
    [shape('integer'), ''],
    [shape('integer'), '1.0'],
    [shape('integer'), '0x10'],
    [shape('integer'), '1e3'],
    [shape('double'), 'NaN'],
    [shape('double'), '1,5'],
    [shape('double'), '.'],
    [shape('boolean'), 'True'],
    [shape('boolean'), '1'],
    [shape('boolean'), ''],
    [shape('timestamp'), '1700000000'],
    [blob, 'aGk'],
    [blob, 'a-_='],
  ])('not: %o %j', (type, text) => {
    expect(parseScalar(type, text)).toBeUndefined();
  });
});

describe('an instant', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00Z'],
    ['2026-01-31T12:00:00.123456000Z', '2026-01-31T12:00:00.123456Z'],
    ['2026-01-31t12:00:00z', '2026-01-31T12:00:00Z'],
    ['2026-01-31T00:30:00+01:00', '2026-01-30T23:30:00Z'],
    ['2026-01-31T12:00:00-0530', '2026-01-31T17:30:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalTimestamp(text)).toBe(canonical);
  });

  it.each([
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-31T25:00:00Z',
    '2010-12-22T12:01Z',
  ])('is not %s', (text) => {
    expect(canonicalTimestamp(text)).toBeUndefined();
  });
});

it('a JSON value is of a type or not', () => {
  expect(isScalarOf(shape('integer'), 1)).toBe(true);
  expect(isScalarOf(shape('integer'), 1.5)).toBe(false);
  expect(isScalarOf(shape('integer'), '1')).toBe(false);
  expect(isScalarOf(shape('double'), 1.5)).toBe(true);
  expect(isScalarOf(shape('double'), Number.POSITIVE_INFINITY)).toBe(false);
  expect(isScalarOf(shape('boolean'), 'true')).toBe(false);
  expect(isScalarOf(shape('timestamp'), 'now')).toBe(false);
  expect(isScalarOf(string, 'not among the known values')).toBe(true);
  expect(isScalarOf(blob, 'aGk=')).toBe(true);
  expect(isScalarOf(blob, 'aGk')).toBe(false);
});

it('a value is written as parameters write it', () => {
  expect(scalarText(shape('boolean'), false)).toBe('false');
  expect(scalarText(shape('integer'), -1)).toBe('-1');
  expect(scalarText(shape('double'), 0.001)).toBe('0.001');
  expect(scalarText(shape('timestamp'), '2026-01-31T12:00:00.000Z')).toBe('2026-01-31T12:00:00Z');
  expect(scalarText(blob, 'aGk=')).toBe('aGk=');
});
