/** Addresses in fixtures: only such as are set apart for documentation or private use, so that a case harms nobody. */
import { isIP } from 'node:net';
import type { FixtureCase } from './fixture.ts';
import { textsIn } from './placeholders.ts';

/** RFC 5737, RFC 1918, and the addresses that stand for all of them. Malformed ones are judged by how they begin. */
const IPV4 = [
  /^192\.0\.2\./,
  /^198\.51\.100\./,
  /^203\.0\.113\./,
  /^10\./,
  /^172\.(1[6-9]|2[0-9]|3[01])\./,
  /^192\.168\./,
  /^0\.0\.0\.0$/,
];

/** RFC 3849, and the address that stands for all. */
const IPV6 = [/^2001:0?db8:/, /^::$/];

/** One sentence for each address that is not set apart. */
export function addressProblems(testCase: FixtureCase): readonly string[] {
  const text = [...textsIn([testCase.given, testCase.send, ...(testCase.then ?? []).map(({ send }) => send)])];
  const strange = text.flatMap((value) => [
    ...[...value.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].map(String).filter(not(IPV4)),
    ...[...value.matchAll(/[0-9a-f:]{2,}(?=\/|$)/gi)].map(String).filter((word) => isIP(word) === 6 && not(IPV6)(word)),
  ]);
  return strange.map((address) => `has the address ${address}, which is not for documentation`);
}

function not(patterns: readonly RegExp[]): (address: string) => boolean {
  return (address) => !patterns.some((pattern) => pattern.test(address.toLowerCase()));
}
