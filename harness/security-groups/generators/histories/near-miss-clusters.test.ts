import { describe, expect, test } from 'vitest';
import { sampledValues } from '../../../../test-support/generated-samples.ts';
import type { FixtureRule } from '../../../cases/given.ts';
import type { Capability } from '../../probe/capability.ts';
import { identity } from '../rule.ts';
import { ruleProblems } from '../rule-validity.ts';
import { seededNumbers } from '../seeded-order.ts';
import { smallPools } from '../value-pools.ts';
import { edgeDescriptions, edgeRules } from './edge-rules.ts';
import type { History, HistoryCommand, RuleName } from './history.ts';
import { modelAfter, rulesOfCommand } from './history-model.ts';
import { type ClusterOptions, drawnClusterHistory, edgeClusterHistories } from './near-miss-clusters.ts';
import { nearMisses } from './near-misses.ts';

const pools = smallPools(new Set<Capability>(['ipv6', 'prefix-lists']));
const anything: ClusterOptions = { isKnown: () => false, can: () => true };
const histories = [...edgeClusterHistories(pools, 7, anything)];

function named({ rules }: History, names: readonly RuleName[]): readonly FixtureRule[] {
  return names.flatMap((name) => rules[name] ?? []);
}

/** Pairs of a rule that was named and another that existed and was not. */
function judgedPairs(all: readonly History[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const history of all) {
    let existing = history.given;
    for (const { command, outcomes } of modelAfter(history, 'nondefault')) {
      if (command.kind === 'revoke' || command.kind === 'revoke-by-ids') {
        const others = named(
          history,
          existing.filter((name) => !command.rules.includes(name)),
        ).map(identity);
        for (const wanted of named(history, command.rules).map(identity)) {
          for (const other of others) pairs.add(`${wanted} | ${other}`);
        }
      }
      existing = outcomes[0]?.after ?? existing;
    }
  }
  return pairs;
}

/** The position of the absent rule in each refused revoke whose rules have a permission each. */
function placesOfAbsent(history: History): readonly string[] {
  let existing = history.given;
  return modelAfter(history, 'nondefault').flatMap(({ command, outcomes }) => {
    const before = existing;
    existing = outcomes[0]?.after ?? existing;
    if (command.kind !== 'revoke' || outcomes[0]?.responses[0]?.kind !== 'refused') return [];
    const isThere = command.rules.map((name) => before.includes(name));
    const { merging, permissionOrder } = command.grouping;
    const isOneOfMany = isThere.length > 4 && isThere.filter((each) => !each).length === 1;
    if (isThere.length === 1) return ['alone'];
    if (!isOneOfMany || merging !== 0 || permissionOrder !== 0) return [];
    return isThere.at(-1) === false ? ['last of many'] : isThere[0] === false ? ['first of many'] : [];
  });
}

describe('edge rules', () => {
  test('are rules that EC2 allows, none twice among those of one kind', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const all = edgeRules(pools, seededNumbers(seed));
      const ofSources = all.filter(({ varies }) => varies === 'source').map(({ rule }) => identity(rule));

      expect(all.flatMap(({ rule }) => ruleProblems(rule))).toEqual([]);
      expect(new Set(ofSources).size).toBe(ofSources.length);
    }
  });

  test('have every edge on every seed', () => {
    for (const seed of [1, 2, 3]) {
      const texts = edgeRules(pools, seededNumbers(seed)).map(({ rule }) => JSON.stringify(rule));
      const has = (part: RegExp) => texts.some((text) => part.test(text));

      expect(has(/udp.*"FromPort":"0","ToPort":"[1-9]/)).toBe(true);
      expect(has(/tcp.*"ToPort":"65535"/)).toBe(true);
      expect(has(/icmpv6.*"ToPort":"-1"/)).toBe(true);
      expect(has(/"icmp".*"FromPort":"(1[3-9]\d|2\d\d)"/)).toBe(true);
      expect(has(/"IpProtocol":"1(0[1-9]|[1-9]\d)"/)).toBe(true);
      expect(
        ['/0"', '/1"', '/31"', '/32"', '/127"', '/128"'].filter((end) => !texts.some((text) => text.includes(end))),
      ).toEqual([]);
    }
  });

  test('leave out what the target cannot hold', () => {
    const bare = { ...smallPools(new Set<Capability>()), numbered: false, groups: [] };
    const texts = edgeRules(bare, seededNumbers(1))
      .map(({ rule }) => JSON.stringify(rule))
      .join();

    expect(texts).not.toMatch(/CidrIpv6|PrefixListId|GroupId|"IpProtocol":"\d/);
  });
});

describe('edge cluster histories', () => {
  test('judge each edge rule by its near misses in numbers or in its source, and each of these by the rule', () => {
    const pairs = judgedPairs(histories);
    const missing = edgeRules(pools, seededNumbers(7)).flatMap(({ rule, varies }) => {
      const fields =
        varies === 'numbers' ? (['from', 'to', 'numbers'] as const) : (['network', 'prefix-length'] as const);
      return nearMisses(rule, pools, { fields }).filter(
        ({ rule: other }) =>
          !pairs.has(`${identity(rule)} | ${identity(other)}`) || !pairs.has(`${identity(other)} | ${identity(rule)}`),
      );
    });

    expect(missing).toEqual([]);
  });

  test('are one for a seed, and others for another', () => {
    expect([...edgeClusterHistories(pools, 7, anything)]).toEqual(histories);
    expect([...edgeClusterHistories(pools, 8, anything)]).not.toEqual(histories);
  });

  test('never have more rules exist than a group takes, and leave none', () => {
    for (const history of histories) {
      const existing = modelAfter(history, 'nondefault').map(({ outcomes }) => outcomes[0]?.after.length ?? 0);

      expect(Math.max(history.given.length, ...existing)).toBeLessThanOrEqual(60);
      expect(existing.at(-1)).toBe(0);
    }
  });

  test('hold rules that EC2 allows, of which no two are one to it', () => {
    for (const { rules } of histories) {
      const all = Object.values(rules);

      expect(all.flatMap(ruleProblems)).toEqual([]);
      expect(new Set(all.map(identity)).size).toBe(all.length);
    }
  });

  test('name lists of more than sixteen permissions, and permissions of more than nine IPv6 ranges', () => {
    const revokes = histories.flatMap((history) =>
      history.commands.flatMap((each) => (each.kind === 'revoke' ? [{ history, each }] : [])),
    );
    const isLong = revokes.some(({ each }) => each.grouping.merging === 0 && each.rules.length > 16);
    const ofIpv6 = revokes
      .filter(({ each }) => each.grouping.merging === 1)
      .map(({ history, each }) => named(history, each.rules).filter(({ CidrIpv6 }) => CidrIpv6 !== undefined).length);

    expect(isLong).toBe(true);
    expect(Math.max(...ofIpv6)).toBeGreaterThan(9);
  });

  test('ask on every seed for one that is not there behind more than three that are, before them, and alone', () => {
    for (let seed = 1; seed < 30; seed += 1) {
      const places = [...edgeClusterHistories(pools, seed, anything)].flatMap(placesOfAbsent);

      expect(places).toContain('last of many');
      expect(places).toContain('first of many');
      expect(places).toContain('alone');
    }
  });

  test('ask in no way that says nothing new', () => {
    const plain = [...edgeClusterHistories(pools, 7, { ...anything, can: () => false })];
    const kinds = new Set(plain.flatMap(({ commands }) => commands.map(({ kind }) => kind)));
    const merging = plain.flatMap(({ commands }) =>
      commands.map((each) => ('grouping' in each ? each.grouping.merging : 0)),
    );

    expect(kinds).toEqual(new Set(['revoke', 'authorize']));
    expect(new Set(merging)).toEqual(new Set([0]));
    expect(plain.flatMap(({ rules }) => Object.values(rules)).filter(({ Description }) => Description)).toEqual([]);
  });

  test('come again from the phase on in which they failed', () => {
    const again = edgeClusterHistories(pools, 7, anything);

    const first = again.next().value;
    const last = (first?.commands.length ?? 0) - 1;
    const second = again.next(last).value;

    const centres = (each: History | undefined) =>
      new Set(each === undefined ? [] : named(each, each.given).map(identity));
    const ofLastPhase = first === undefined ? [] : named(first, rulesOfCommand(first.commands[last] as HistoryCommand));
    expect(ofLastPhase.length).toBeGreaterThan(5);
    expect(ofLastPhase.filter((rule) => !centres(second).has(identity(rule)))).toEqual([]);
    expect([...centres(first)].filter((rule) => !centres(second).has(rule)).length).toBeGreaterThan(20);
  });

  test('keep away from rules that are known to be taken for each other', () => {
    const isUdp = (rule: FixtureRule) => rule.IpProtocol === 'udp';
    const without = [
      ...edgeClusterHistories(pools, 7, { ...anything, isKnown: (one, other) => isUdp(one) || isUdp(other) }),
    ];

    const asked = without.flatMap((history) => named(history, history.commands.flatMap(rulesOfCommand)));
    // One that is not there may still be of any kind.
    expect(asked.filter(isUdp).length).toBeLessThan(10);
  });
});

describe('edge descriptions', () => {
  test('are descriptions that EC2 takes, no two alike, the longest among them', () => {
    for (let seed = 1; seed < 50; seed += 1) {
      const texts = edgeDescriptions(seededNumbers(seed));
      const rules = texts.map((Description) => ({ IpProtocol: '-1', CidrIp: '192.0.2.0/24', Description }));

      expect(rules.flatMap(ruleProblems)).toEqual([]);
      expect(new Set(texts.map((text) => text.trim())).size).toBe(texts.length);
      expect(Math.max(...texts.map(({ length }) => length))).toBe(255);
    }
  });
});

describe('drawn cluster histories', () => {
  test('name rules while near misses of them exist, within what a group takes', () => {
    const drawn = sampledValues(drawnClusterHistory(pools, anything)).slice(0, 100);

    for (const history of drawn) {
      const existing = modelAfter(history, 'nondefault').map(({ outcomes }) => outcomes[0]?.after.length ?? 0);
      expect(Object.values(history.rules).flatMap(ruleProblems)).toEqual([]);
      expect(Math.max(history.given.length, ...existing)).toBeLessThanOrEqual(60);
    }
    expect(drawn.filter((history) => judgedPairs([history]).size > 5).length).toBeGreaterThan(90);
  });
});
