/** A history on a group whose rules stand elsewhere too: outbound, and in the peer. Only the inbound ones may be found or go. */
import type { FixtureRule, NamedRules } from '../suite/fixture.ts';
import { type Grouping, plainGrouping } from './grouping.ts';
import type { Command, History, RuleName } from './history.ts';
import { seededNumbers } from './seeded-order.ts';
import type { RuleWorld } from './small-world.ts';

export interface OtherPlacesOptions {
  /** Whether rules of the other direction can be given. */
  readonly opposite: boolean;
  /** Whether a revoke of what is not there is refused. */
  readonly refusals: boolean;
}

/**
 * Some rules stand in all places, some only elsewhere. The ones that are only elsewhere are revoked in vain, the others
 * one at a time and together. More of them are outbound than a new group has.
 */
export function otherPlacesHistory(
  world: RuleWorld,
  seed: number,
  { opposite, refusals }: OtherPlacesOptions,
): History {
  const next = seededNumbers(seed);
  const everywhere = { web: port('tcp', 1 + next(60_000), world), time: port('udp', 1 + next(60_000), world) };
  const inbound = {
    own: port('tcp', 1 + next(60_000), world),
    all: { IpProtocol: '-1', CidrIp: range(world, next(7)) },
  };
  const outside = { far: port('tcp', 1 + next(60_000), world), near: port('udp', 1 + next(60_000), world) };
  const given: readonly RuleName[] = ['web', 'time', 'own', 'all'];
  const one = (rules: readonly RuleName[], grouping: Grouping = plainGrouping): Command => ({
    kind: 'revoke',
    rules,
    grouping,
    descriptions: 'left-out',
  });
  return {
    rules: { ...everywhere, ...inbound, ...outside },
    given,
    commands: [
      ...(refusals ? [one(['far']), one(['near'])] : []),
      one(['web']),
      one(['time', 'own', 'all'], { ...plainGrouping, permissionOrder: next(0x7fffffff) }),
    ],
    elsewhere: {
      ...(opposite ? { opposite: under('out', { ...everywhere, ...outside }) } : {}),
      ...(world.groups.includes('{peer}') ? { peer: under('peer', { ...everywhere, ...outside }) } : {}),
    },
  };
}

function port(IpProtocol: string, number: number, world: RuleWorld): FixtureRule {
  const text = String(number);
  return { IpProtocol, FromPort: text, ToPort: text, CidrIp: range(world, number) };
}

function range({ ipv4 }: RuleWorld, number: number): string {
  return ipv4[number % ipv4.length] ?? '192.0.2.0/24';
}

function under(place: string, rules: NamedRules): NamedRules {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [`${place}-${name}`, rule]));
}
