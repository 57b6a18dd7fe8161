import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { icmpNumbers, icmpv6Numbers, ports } from './ports.ts';
import { ruleProblems } from './rule-validity.ts';
import { smallPools } from './value-pools.ts';

const pools = smallPools(new Set());
const ranges = ports(pools);

describe('ports', () => {
  test('are ranges of EC2', () => {
    for (const numbers of sampledValues(ranges)) {
      expect(ruleProblems({ IpProtocol: 'tcp', ...numbers, CidrIp: '192.0.2.0/24' })).toEqual([]);
    }
  });

  test('are one port in four of ten cases at least', () => {
    expect(countOf(ranges, ({ FromPort, ToPort }) => FromPort === ToPort)).toBeGreaterThan(400);
  });

  test.each([
    ['0', '0', 40],
    ['65535', '65535', 40],
    ['0', '65535', 8],
    ['22', '22', 40],
  ])('are %s to %s now and then', (from, to, least) => {
    expect(countOf(ranges, ({ FromPort, ToPort }) => FromPort === from && ToPort === to)).toBeGreaterThan(least);
  });

  test('leave the pool in one case of eight at least, and never when the pools are narrow', () => {
    const pool = pools.ports.map(String);
    const isOutside = ({ FromPort, ToPort }: { FromPort: string; ToPort: string }) =>
      !pool.includes(FromPort) || !pool.includes(ToPort);

    expect(countOf(ranges, isOutside)).toBeGreaterThan(125);
    expect(countOf(ports(smallPools(new Set(), { wide: false })), isOutside)).toBe(0);
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(ranges, 7)).toEqual(freshValuesOf(ranges, 7));
  });

  test('shrink to port 22', () => {
    expect(smallest(ranges, () => true)).toEqual({ FromPort: '22', ToPort: '22' });
  });
});

describe.each([
  ['icmp', icmpNumbers(pools), { FromPort: '8', ToPort: '0' }, { CidrIp: '192.0.2.0/24' }],
  ['icmpv6', icmpv6Numbers(pools), { FromPort: '128', ToPort: '0' }, { CidrIpv6: '2001:db8::/32' }],
] as const)('type and code of %s', (IpProtocol, numbers, echo, source) => {
  test('go from -1 to 255, all types with all codes', () => {
    for (const each of sampledValues(numbers)) expect(ruleProblems({ IpProtocol, ...each, ...source })).toEqual([]);
  });

  test('are all types, all codes of one, code 0 and code 255 now and then', () => {
    expect(countOf(numbers, ({ FromPort }) => FromPort === '-1')).toBeGreaterThan(80);
    expect(countOf(numbers, ({ FromPort, ToPort }) => FromPort !== '-1' && ToPort === '-1')).toBeGreaterThan(80);
    expect(countOf(numbers, ({ ToPort }) => ToPort === '0')).toBeGreaterThan(200);
    expect(countOf(numbers, ({ FromPort, ToPort }) => FromPort === '255' || ToPort === '255')).toBeGreaterThan(20);
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(numbers, 7)).toEqual(freshValuesOf(numbers, 7));
  });

  test('shrink to an echo request', () => {
    expect(smallest(numbers, () => true)).toEqual(echo);
  });
});
