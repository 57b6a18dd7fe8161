/** Histories that ask much of few calls: many rules at once, near misses of them, and the rest taken away in two. */
import fc from 'fast-check';
import type { FixtureRule, NamedRules } from '../suite/fixture.ts';
import { type Grouping, grouping } from './grouping.ts';
import type { Command, History, RuleName } from './history.ts';
import { listLength } from './list-length.ts';
import { type NearMiss, nearMisses } from './near-misses.ts';
import { identity, rules } from './rule.ts';
import type { RuleWorld } from './small-world.ts';

export interface BulkOptions {
  /** Most rules that stand at once. */
  readonly maxRules?: number;
  /** Revokes of a near miss alone. */
  readonly misses: boolean;
  /** Revokes of rules that stand together with one that does not. */
  readonly mixed: boolean;
}

/** Near misses that are tried in one history. */
const mostMisses = 6;

/**
 * Many rules stand; near misses of some are revoked one by one, then some rules together with a miss, then half of the
 * rules, then the other half. Shrinks to one rule and one request.
 */
export function bulkHistory(world: RuleWorld, { maxRules = 60, misses, mixed }: BulkOptions): fc.Arbitrary<History> {
  return fc
    .tuple(
      listLength(maxRules).chain((length) => rules(world, { min: 1, max: length })),
      fc.array(fc.tuple(fc.nat({ max: 0xffff }), fc.nat({ max: 0xffff })), {
        maxLength: misses ? mostMisses : 0,
        size: 'max',
      }),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      fc.record({ isMixed: mixed ? fc.boolean() : fc.constant(false), one: grouping(), other: grouping() }),
    )
    .map(([stored, choices, isFirst, how]) => {
      const missed = distinctMisses(stored, choices, world);
      const given = named(stored, 'r');
      const absent = named(missed, 'miss');
      const first = Object.keys(given).filter((_, index) => isFirst[index] !== true);
      const second = Object.keys(given).filter((_, index) => isFirst[index] === true);
      return {
        rules: { ...given, ...absent },
        given: Object.keys(given),
        commands: [
          ...Object.keys(absent).map((name) => revoke([name], how.one)),
          ...Object.keys(absent)
            .slice(0, how.isMixed ? 1 : 0)
            .map((name) => revoke([...first, name], how.one)),
          ...(first.length > 0 ? [revoke(first, how.one)] : []),
          ...(second.length > 0 ? [revoke(second, how.other)] : []),
        ],
      };
    });
}

function revoke(names: readonly RuleName[], how: Grouping): Command {
  return { kind: 'revoke', rules: names, grouping: how, descriptions: 'left-out' };
}

function distinctMisses(
  stored: readonly FixtureRule[],
  choices: readonly (readonly [number, number])[],
  world: RuleWorld,
): readonly FixtureRule[] {
  const found = choices.flatMap(([which, miss]): readonly NearMiss[] => {
    const rule = stored[which % stored.length];
    const all =
      rule === undefined
        ? []
        : nearMisses(rule, world, { others: stored }).filter(({ field }) => field !== 'description');
    const chosen = all[miss % Math.max(all.length, 1)];
    return chosen === undefined ? [] : [chosen];
  });
  return [...new Map(found.map(({ rule }) => [identity(rule), rule])).values()];
}

function named(all: readonly FixtureRule[], prefix: string): NamedRules {
  return Object.fromEntries(all.map((rule, index) => [`${prefix}${index + 1}`, rule]));
}
