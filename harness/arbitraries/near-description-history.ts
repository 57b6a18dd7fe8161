/** A history in which each request names a rule in all its values, with a description that is almost the rule's own. */
import type { FixtureRule } from '../suite/fixture.ts';
import { edgeDescriptions, nearPairs } from './edge-descriptions.ts';
import { plainGrouping } from './grouping.ts';
import type { Command, History, RuleName } from './history.ts';
import type { SourceMember } from './rule.ts';
import { reordered, seededNumbers } from './seeded-order.ts';
import type { RuleWorld } from './small-world.ts';

/**
 * Described rules are asked for under what is almost their description, one by one, since one that is not there keeps
 * all from being removed; and then all of them under their own, beside a rule each without one.
 */
export function nearDescriptionHistory(world: RuleWorld, seed: number): History {
  const next = seededNumbers(seed);
  const texts = edgeDescriptions(next);
  const first = 1024 + next(60_000);
  const sources = sourcesOf(world);
  const own = texts.map((Description, index) => ({
    IpProtocol: 'tcp',
    FromPort: String(first + index),
    ToPort: String(first + index),
    ...(sources[(index + first) % sources.length] ?? { CidrIp: '192.0.2.0/24' }),
    Description,
  }));
  const near = nearPairs(texts, next).flatMap(([text, Description]): readonly FixtureRule[] => {
    const rule = own.find((each) => each.Description === text);
    return rule === undefined ? [] : [{ ...rule, Description }];
  });
  const chosen = reordered(near, 2 + next(0x7ffffff0));
  const names = own.map((_, index) => `r${index + 1}`);
  const beside = own.map(({ IpProtocol, FromPort, ToPort }) => ({
    IpProtocol,
    FromPort,
    ToPort,
    CidrIp: '203.0.113.0/24',
  }));
  const siblings = beside.map((_, index) => `sibling${index + 1}`);
  const rules = Object.fromEntries([
    ...own.map((rule, index) => [`r${index + 1}`, rule] as const),
    ...beside.map((rule, index) => [`sibling${index + 1}`, rule] as const),
    ...chosen.map((rule, index) => [`miss${index + 1}`, rule] as const),
  ]);
  const revoke = (some: readonly RuleName[]): Command => ({
    kind: 'revoke',
    rules: some,
    grouping: plainGrouping,
    descriptions: 'repeated',
  });
  const misses = chosen.map((_, index) => revoke([`miss${index + 1}`]));
  return { rules, given: [...names, ...siblings], commands: [...misses, revoke(names), revoke(siblings)] };
}

/** One of each kind that a description can always be given to. */
function sourcesOf({ ipv4, ipv6, groups }: RuleWorld): readonly SourceMember[] {
  return [
    ...ipv4.slice(0, 1).map((CidrIp) => ({ CidrIp })),
    ...ipv6.slice(0, 1).map((CidrIpv6) => ({ CidrIpv6 })),
    ...groups.slice(0, 1).map((GroupId) => ({ GroupId })),
  ];
}
