import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { ipv4Cidr, ipv6Cidr, withHostBits } from './cidr.ts';

function lengthOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

function addressOf(cidr: string): string {
  return cidr.split('/')[0] ?? '';
}

/** An IPv4 address as 32 binary digits. */
function binary(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

describe('IPv4 ranges', () => {
  test('are the same for the same seed', () => {
    expect(freshValuesOf(ipv4Cidr(), 7)).toEqual(freshValuesOf(ipv4Cidr(), 7));
  });

  test('are canonical: no bit is set beyond the length', () => {
    for (const cidr of sampledValues(ipv4Cidr())) {
      expect(isIPv4(addressOf(cidr))).toBe(true);
      expect(binary(addressOf(cidr)).slice(lengthOf(cidr))).toMatch(/^0*$/);
    }
  });

  test('have every length, the shortest and the longest often', () => {
    expect(new Set(sampledValues(ipv4Cidr()).map(lengthOf)).size).toBe(33);
    expect(countOf(ipv4Cidr(), (cidr) => cidr === '0.0.0.0/0')).toBeGreaterThan(100);
    expect(countOf(ipv4Cidr(), (cidr) => lengthOf(cidr) === 32)).toBeGreaterThan(100);
  });

  test('shrink to the shortest', () => {
    expect(smallest(ipv4Cidr(), () => true)).toBe('0.0.0.0/0');
  });
});

describe('IPv6 ranges', () => {
  test('are the same for the same seed', () => {
    expect(freshValuesOf(ipv6Cidr(), 7)).toEqual(freshValuesOf(ipv6Cidr(), 7));
  });

  test('are canonical: the shortest text, and no address of the range is below', () => {
    for (const cidr of sampledValues(ipv6Cidr())) {
      const range = new BlockList();
      range.addSubnet(addressOf(cidr), lengthOf(cidr), 'ipv6');

      expect(isIPv6(addressOf(cidr))).toBe(true);
      expect(new URL(`http://[${addressOf(cidr)}]/`).hostname).toBe(`[${addressOf(cidr)}]`);
      expect(range.check(below(addressOf(cidr)), 'ipv6')).toBe(lengthOf(cidr) === 0);
    }
  });

  test('have nearly every length, the shortest and the longest often', () => {
    expect(new Set(sampledValues(ipv6Cidr()).map(lengthOf)).size).toBeGreaterThan(115);
    expect(countOf(ipv6Cidr(), (cidr) => cidr === '::/0')).toBeGreaterThan(100);
    expect(countOf(ipv6Cidr(), (cidr) => lengthOf(cidr) === 128)).toBeGreaterThan(100);
  });

  test('shrink to the shortest', () => {
    expect(smallest(ipv6Cidr(), () => true)).toBe('::/0');
  });
});

describe('a range with host bits', () => {
  test.each(['192.0.2.0/24', '0.0.0.0/0', '192.0.2.4/31', '2001:db8::/32', '::/0', '2001:db8::/127'])(
    'of %s holds the same addresses and is written otherwise',
    (cidr) => {
      const family = isIPv4(addressOf(cidr)) ? 'ipv4' : 'ipv6';
      for (const written of sampledValues(withHostBits(cidr))) {
        const range = new BlockList();
        range.addSubnet(addressOf(cidr), lengthOf(cidr), family);

        expect(written).not.toBe(cidr);
        expect(lengthOf(written)).toBe(lengthOf(cidr));
        expect(range.check(addressOf(written), family)).toBe(true);
      }
    },
  );

  test('shrinks to the first address of the range', () => {
    expect(smallest(withHostBits('192.0.2.0/24'), () => true)).toBe('192.0.2.1/24');
    expect(smallest(withHostBits('2001:db8::/32'), () => true)).toBe('2001:db8::1/32');
  });

  test.each(['192.0.2.1/32', '2001:db8::1/128'])('stays %s where there are none', (cidr) => {
    expect(new Set(sampledValues(withHostBits(cidr)))).toEqual(new Set([cidr]));
  });
});

/** The address one lower; the highest below the lowest. */
function below(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0');
  const digits = [...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join('');
  const lower = BigInt.asUintN(128, BigInt(`0x${digits}`) - 1n)
    .toString(16)
    .padStart(32, '0');
  return (lower.match(/.{4}/g) ?? []).join(':');
}
