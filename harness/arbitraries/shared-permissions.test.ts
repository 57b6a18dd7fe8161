import { describe, expect, test } from 'vitest';
import type { FixtureRule } from '../suite/fixture.ts';
import type { Capability } from '../target/capability.ts';
import { permissions, permissionsOfSeveral } from './grouping.ts';
import type { History, Revoke } from './history.ts';
import { modelAfter } from './history-model.ts';
import { identity } from './rule.ts';
import { ruleProblems } from './rule-validity.ts';
import { sharedPermissionsHistory } from './shared-permissions.ts';
import { smallWorld } from './small-world.ts';

const world = smallWorld(new Set<Capability>(['ipv6', 'prefix-lists']));

/** The rules of each permission of several sources, of each revoke. */
function shared(history: History): readonly (readonly (readonly FixtureRule[])[])[] {
  const revokes = history.commands.filter((each): each is Revoke => each.kind === 'revoke');
  return revokes.map(({ rules, grouping }) =>
    permissionsOfSeveral(
      rules.flatMap((name) => history.rules[name] ?? []),
      grouping,
    ),
  );
}

describe('the history of shared permissions', () => {
  test('revokes rules that EC2 allows, and leaves none', () => {
    for (let seed = 1; seed < 30; seed += 1) {
      const history = sharedPermissionsHistory(world, seed);
      const all = Object.values(history.rules);
      const steps = modelAfter(history, 'nondefault');

      expect(all.flatMap(ruleProblems)).toEqual([]);
      expect(new Set(all.map(identity)).size).toBe(all.length);
      expect(all.length).toBeLessThanOrEqual(60);
      expect(steps.map(({ outcomes }) => outcomes[0]?.answers[0]?.kind)).toEqual(['revoked', 'authorized', 'revoked']);
      expect(steps.at(-1)?.outcomes[0]?.standing).toEqual([]);
    }
  });

  test('has every protocol name its own group beside another in one permission, in both orders, on every seed', () => {
    for (let seed = 1; seed < 30; seed += 1) {
      const history = sharedPermissionsHistory(world, seed);

      for (const of of shared(history)) {
        const withBoth = of.filter((rules) => rules.filter(({ GroupId }) => GroupId !== undefined).length === 2);
        expect(withBoth.map(([rule]) => rule?.IpProtocol)).toEqual(['tcp', 'udp', 'icmp', 'icmpv6', '-1', '47']);
      }
      const firstGroups = history.commands.flatMap((each) => {
        if (each.kind !== 'revoke') return [];
        const listed = permissions(Object.values(history.rules), each.grouping);
        return listed.flatMap(({ Groups }) => (Groups?.[0] === undefined ? [] : [Groups[0].GroupId])).slice(0, 1);
      });
      expect(new Set(firstGroups)).toEqual(new Set(['{peer}', '{main}']));
    }
  });

  test('has ranges of both families and a prefix list share a permission, where the protocol admits them', () => {
    const [first = []] = shared(sharedPermissionsHistory(world, 1));

    const kinds = first.map((rules) => [
      rules[0]?.IpProtocol,
      rules.filter(({ CidrIp }) => CidrIp !== undefined).length,
      rules.filter(({ CidrIpv6 }) => CidrIpv6 !== undefined).length,
      rules.filter(({ PrefixListId }) => PrefixListId !== undefined).length,
    ]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['tcp', 2, 2, 1],
        ['udp', 2, 2, 1],
        ['icmp', 2, 0, 1],
        ['icmpv6', 0, 2, 0],
        ['-1', 2, 2, 1],
        ['47', 2, 2, 1],
      ]),
    );
  });

  test('names no second group, no IPv6 and no prefix list where there is none', () => {
    const bare = smallWorld(new Set<Capability>(), { peer: false, numbered: false });

    const { rules } = sharedPermissionsHistory(bare, 1);

    expect(new Set(Object.values(rules).flatMap(Object.keys))).toEqual(
      new Set(['IpProtocol', 'FromPort', 'ToPort', 'CidrIp']),
    );
  });
});
