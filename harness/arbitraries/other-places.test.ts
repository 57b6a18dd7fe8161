import { describe, expect, test } from 'vitest';
import type { Capability } from '../target/capability.ts';
import { modelAfter } from './history-model.ts';
import { otherPlacesHistory } from './other-places.ts';
import { identity } from './rule.ts';
import { ruleProblems } from './rule-validity.ts';
import { smallWorld } from './small-world.ts';

const world = smallWorld(new Set<Capability>());
const both = { opposite: true, refusals: true };

describe('the history of other places', () => {
  test('asks in vain for what is elsewhere, and removes all that is here', () => {
    for (let seed = 1; seed < 50; seed += 1) {
      const history = otherPlacesHistory(world, seed, both);
      const steps = modelAfter(history, 'nondefault');
      const { opposite = {}, peer = {} } = history.elsewhere ?? {};
      const all = [...Object.values(history.rules), ...Object.values(opposite), ...Object.values(peer)];

      expect(steps.map(({ outcomes }) => outcomes[0]?.answers[0]?.kind)).toEqual([
        'refused',
        'refused',
        'revoked',
        'revoked',
      ]);
      expect(steps.at(-1)?.outcomes[0]?.standing).toEqual([]);
      expect(all.flatMap(ruleProblems)).toEqual([]);
      expect(new Set(Object.values(history.rules).map(identity)).size).toBe(Object.keys(history.rules).length);
      expect(Object.keys({ ...opposite, ...peer }).filter((name) => history.rules[name] !== undefined)).toEqual([]);
    }
  });

  test('gives no rules to a peer where there is none', () => {
    const alone = smallWorld(new Set<Capability>(), { peer: false });

    expect(otherPlacesHistory(alone, 1, both).elsewhere).not.toHaveProperty('peer');
  });

  test('gives no outbound rules to a target that knows none, and asks nothing in vain where that says nothing', () => {
    const { elsewhere, commands } = otherPlacesHistory(world, 1, { opposite: false, refusals: false });

    expect(elsewhere).not.toHaveProperty('opposite');
    expect(commands).toHaveLength(2);
  });
});
