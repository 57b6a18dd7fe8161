/**
 * Stars: a rule at an edge, with all the rules around it that are almost it. While they stand together, one revoke of
 * the rule judges each of them, and one of those around it judges the rule.
 */
import type { FixtureRule } from '../suite/fixture.ts';
import { type EdgeRule, edgeRules } from './edge-rules.ts';
import { type NearMissField, nearMisses } from './near-misses.ts';
import { type NextNumber, reordered } from './seeded-order.ts';
import type { RuleWorld } from './small-world.ts';

export interface Star {
  readonly rule: FixtureRule;
  /** At least one. */
  readonly near: readonly FixtureRule[];
}

/** Whether a request for the one rule is known to be taken for the other, or is known not to find it (then equal). */
export type IsKnown = (wanted: FixtureRule, found: FixtureRule) => boolean;

/** More around one rule than this would leave no place for others; what is beyond makes a star of its own. */
const mostNear = 8;

/**
 * One or more of every edge rule, protocol by protocol in the order of the number; those of sources stay together, as they
 * share permissions.
 */
export function stars(world: RuleWorld, next: NextNumber): readonly Star[] {
  const all = edgeRules(world, next).flatMap((edge) => starsOf(edge, world));
  const protocols = [...new Set(all.map(({ edge }) => edge.rule.IpProtocol))];
  return reordered(protocols, anyOrder(next))
    .flatMap((protocol) => {
      const own = all.filter(({ edge }) => edge.rule.IpProtocol === protocol);
      const varying = (what: EdgeRule['varies']) => own.filter(({ edge }) => edge.varies === what);
      return [varying('source'), varying('numbers')].flatMap((some) => reordered(some, anyOrder(next)));
    })
    .map(({ star }) => star);
}

/** None of the two seeds that stand for plain orders. */
function anyOrder(next: NextNumber): number {
  return 2 + next(0x7ffffff0);
}

const numberFields: readonly NearMissField[] = ['from', 'to', 'numbers', 'protocol'];
const sourceFields: readonly NearMissField[] = ['network', 'prefix-length', 'family', 'group', 'source-kind'];

function starsOf(edge: EdgeRule, world: RuleWorld): readonly { readonly edge: EdgeRule; readonly star: Star }[] {
  const { rule, varies } = edge;
  const isGroup = rule.GroupId !== undefined;
  const fields = varies === 'numbers' ? numberFields : isGroup ? [...sourceFields, 'protocol' as const] : sourceFields;
  const near = nearMisses(rule, world, { fields }).map((miss) => miss.rule);
  const count = Math.ceil(near.length / mostNear);
  return Array.from({ length: count }, (_, index) => ({
    edge,
    star: { rule, near: near.filter((__, at) => at % count === index) },
  }));
}
