import { expect, test } from 'vitest';
import { smallWorld } from './value-pools.ts';

test('a world holds only what the target can', () => {
  expect(smallWorld(new Set())).toMatchObject({ ipv6: [], prefixLists: [] });
  expect(smallWorld(new Set(['ipv6'])).ipv6).toContain('::/0');
  expect(smallWorld(new Set(['prefix-lists'])).prefixLists).toEqual(['{prefix-list}']);
  expect(smallWorld(new Set(), { peer: false }).groups).toEqual(['{main}']);
});

test('a world holds the edges of ports and of lengths', () => {
  const { ports, ipv4, ipv6 } = smallWorld(new Set(['ipv6']));

  expect(ports).toEqual(expect.arrayContaining([0, 65535]));
  expect(ipv4).toEqual(expect.arrayContaining(['0.0.0.0/0', '192.0.2.1/32']));
  expect(ipv6).toEqual(expect.arrayContaining(['::/0', '2001:db8::1/128']));
});
