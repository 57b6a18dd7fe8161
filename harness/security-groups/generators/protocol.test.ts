import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { numberedProtocol, portProtocol, protocolSpelling } from './protocol.ts';
import { smallPools } from './value-pools.ts';

const numbered = numberedProtocol(smallPools(new Set()));

describe('protocols', () => {
  test('with ports are TCP and UDP', () => {
    expect(new Set(sampledValues(portProtocol()))).toEqual(new Set(['tcp', 'udp']));
    expect(smallest(portProtocol(), () => true)).toBe('tcp');
  });

  test('without a name are numbers that have none', () => {
    for (const number of sampledValues(numbered)) {
      expect(number).toMatch(/^(0|[1-9][0-9]{0,2})$/);
      expect(Number(number)).toBeLessThanOrEqual(254);
      expect(['1', '6', '17', '58']).not.toContain(number);
    }
  });

  test('without a name are GRE often, and others now and then', () => {
    expect(countOf(numbered, (number) => number === '47')).toBeGreaterThan(150);
    expect(countOf(numbered, (number) => !['47', '4', '50', '51'].includes(number))).toBeGreaterThan(120);
    expect(smallest(numbered, () => true)).toBe('47');
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(numbered, 7)).toEqual(freshValuesOf(numbered, 7));
  });
});

describe('spellings of a protocol', () => {
  test.each([
    ['tcp', '6', 'TCP'],
    ['udp', '17', 'UDP'],
    ['icmp', '1', 'ICMP'],
    ['icmpv6', '58', 'ICMPV6'],
  ])('of %s are its number %s and capitals', (name, number, capitals) => {
    expect(sampledValues(protocolSpelling(name))).toEqual(expect.arrayContaining([name, number, capitals]));
    expect(smallest(protocolSpelling(name), () => true)).toBe(name);
  });

  test.each(['-1', '47'])('of %s are itself alone', (name) => {
    expect(new Set(sampledValues(protocolSpelling(name)))).toEqual(new Set([name]));
  });
});
