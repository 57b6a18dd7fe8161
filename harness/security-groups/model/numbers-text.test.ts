import { expect, test } from 'vitest';
import { numbersText } from './protocol.ts';

test.each([
  ['tcp', 443, 443, ' 443'],
  ['udp', 1024, 65_535, ' 1024-65535'],
  ['icmp', -1, -1, ' all types'],
  ['icmp', 8, -1, ' type 8'],
  ['icmpv6', 3, 1, ' type 3 code 1'],
  ['icmp', 8, undefined, ' type 8 code none'],
  ['icmp', undefined, -1, ' type none'],
  ['-1', undefined, undefined, ''],
] as const)('the numbers of %s from %s to %s read%s', (protocol, from, to, text) => {
  expect(numbersText(protocol, from, to)).toBe(text);
});
