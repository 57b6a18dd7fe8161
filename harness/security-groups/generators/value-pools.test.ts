import { expect, test } from 'vitest';
import { smallPools } from './value-pools.ts';

test('pools hold only values that the target supports', () => {
  expect(smallPools(new Set())).toMatchObject({ ipv6: [], prefixLists: [] });
  expect(smallPools(new Set(['ipv6'])).ipv6).toContain('::/0');
  expect(smallPools(new Set(['prefix-lists'])).prefixLists).toEqual(['{prefix-list}']);
  expect(smallPools(new Set(), { peer: false }).groups).toEqual(['{main}']);
});

test('pools hold the edges of ports and of lengths', () => {
  const { ports, ipv4, ipv6 } = smallPools(new Set(['ipv6']));

  expect(ports).toEqual(expect.arrayContaining([0, 65535]));
  expect(ipv4).toEqual(expect.arrayContaining(['0.0.0.0/0', '192.0.2.1/32']));
  expect(ipv6).toEqual(expect.arrayContaining(['::/0', '2001:db8::1/128']));
});
