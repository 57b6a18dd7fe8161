import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from './cidr.ts';

/** Whether an address lies in a range, by Node's own reading of both. */
function contains(cidr: string, address: string, family: 'ipv4' | 'ipv6'): boolean {
  const [network = '', length] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}

/** IPv6 text by the URL standard, which shortens as RFC 5952 does but writes no dotted quads. */
function urlText(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}

const group = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 0xffff }));
const fullIpv6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((value) => value.toString(16).padStart(4, '0').toUpperCase()).join(':'));

describe('IPv4 ranges', () => {
  test.each([
    ['100.68.0.18/18', '100.68.0.0/18'],
    ['203.0.113.5/32', '203.0.113.5/32'],
    ['203.0.113.129/25', '203.0.113.128/25'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['192.0.2.1/31', '192.0.2.0/31'],
  ])('stores %s as %s', (given, canonical) => {
    expect(canonicalIpv4Cidr(given)).toBe(canonical);
  });

  test.each([
    '',
    '192.0.2.1',
    '192.0.2.1/',
    '192.0.2.1/33',
    '192.0.2.1/-1',
    '192.0.2.1/08',
    '192.0.2.1/+8',
    '192.0.2.1/8/8',
    '192.0.2/24',
    '192.0.2.256/32',
    '192.0.02.1/32',
    '192.0.2.1.1/32',
    ' 192.0.2.1/32',
    '192.0.2.1/32\n',
    '0xc0.0.2.1/32',
    '2001:db8::/32',
    '::192.0.2.1/32',
  ])('refuses %j', (given) => {
    expect(canonicalIpv4Cidr(given)).toBeUndefined();
  });

  test('covers the same addresses as the text it was given', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (address, length, other) => {
        const canonical = canonicalIpv4Cidr(`${address}/${length}`) ?? 'none';

        expect(contains(canonical, other, 'ipv4')).toBe(contains(`${address}/${length}`, other, 'ipv4'));
        expect(contains(canonical, address, 'ipv4')).toBe(true);
        expect(canonicalIpv4Cidr(canonical)).toBe(canonical);
      }),
    );
  });

  test('reads as an address exactly what Node reads as one', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'0125.'), minLength: 5, maxLength: 15 });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.ipV4()), (text) => {
        expect(canonicalIpv4Cidr(`${text}/32`)).toBe(isIPv4(text) ? `${text}/32` : undefined);
      }),
    );
  });
});

describe('IPv6 ranges', () => {
  test.each([
    ['2001:DB8:0::1/32', '2001:db8::/32'],
    ['2001:db8::1/128', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/0', '::/0'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['2001:db8:0:1:0:0:0:1/128', '2001:db8:0:1::1/128'],
    ['2001:0:0:1:0:0:1:1/128', '2001::1:0:0:1:1/128'],
    ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'],
    ['2001:db8::192.0.2.33/128', '2001:db8::c000:221/128'],
    ['::ffff:192.0.2.33/128', '::ffff:192.0.2.33/128'],
    ['1:2:3:4:5:6:7::/128', '1:2:3:4:5:6:7:0/128'],
    ['0:0:0:0:1:ffff:192.0.2.33/128', '::1:ffff:c000:221/128'],
    ['2001:db8:0:0:0:ffff:192.0.2.33/128', '2001:db8::ffff:c000:221/128'],
    ['1:2:3:4:5:6:192.0.2.33/128', '1:2:3:4:5:6:c000:221/128'],
  ])('stores %s as %s', (given, canonical) => {
    expect(canonicalIpv6Cidr(given)).toBe(canonical);
  });

  test.each([
    '',
    '2001:db8::',
    '2001:db8::/129',
    '2001:db8::/-1',
    '2001:db8::/032',
    '2001:db8:::/32',
    '2001::db8::/32',
    ':2001:db8::/32',
    '2001:db8/32',
    '1:2:3:4:5:6:7:8::/32',
    '1:2:3:4:5:6:7:8:9/32',
    '12345::/32',
    '2001:db8::g/32',
    '[2001:db8::]/32',
    '2001:db8::%eth0/32',
    '192.0.2.1::/32',
    '::192.0.2.1:1/32',
    '192.0.2.1:1:2:3:4:5:6/32',
    '192.0.2.1/32',
  ])('refuses %j', (given) => {
    expect(canonicalIpv6Cidr(given)).toBeUndefined();
  });

  test('covers the same addresses as the text it was given', () => {
    fc.assert(
      fc.property(fullIpv6, fc.integer({ min: 0, max: 128 }), fullIpv6, (address, length, other) => {
        const canonical = canonicalIpv6Cidr(`${address}/${length}`) ?? 'none';

        expect(contains(canonical, other, 'ipv6')).toBe(contains(`${address}/${length}`, other, 'ipv6'));
        expect(contains(canonical, address, 'ipv6')).toBe(true);
        expect(canonicalIpv6Cidr(canonical)).toBe(canonical);
      }),
    );
  });

  test('writes an address as the URL standard does, but for IPv4-mapped ones', () => {
    fc.assert(
      fc.property(fullIpv6, (address) => {
        fc.pre(!address.startsWith('0000:0000:0000:0000:0000:FFFF:'));
        expect(canonicalIpv6Cidr(`${address}/128`)).toBe(`${urlText(address)}/128`);
      }),
    );
  });

  test('reads as an address exactly what Node reads as one', () => {
    const nearly = fc
      .array(fc.constantFrom('0', 'db8', 'FFFF', ':', ':', '::', '1.2.3.4', '12345'), { minLength: 1, maxLength: 15 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(nearly, fc.ipV6()), (text) => {
        expect(canonicalIpv6Cidr(`${text}/128`) !== undefined).toBe(isIPv6(text));
      }),
      { numRuns: 1000 },
    );
  });
});
