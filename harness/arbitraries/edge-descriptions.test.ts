import { describe, expect, test } from 'vitest';
import type { Capability } from '../target/capability.ts';
import { edgeDescriptions, nearDescriptions, nearPairs } from './edge-descriptions.ts';
import { modelAfter } from './history-model.ts';
import { nearDescriptionHistory } from './near-description-history.ts';
import { ruleProblems } from './rule-validity.ts';
import { seededNumbers } from './seeded-order.ts';
import { smallWorld } from './small-world.ts';

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);
const world = smallWorld(new Set<Capability>());

function problems(texts: readonly string[]): readonly string[] {
  return texts.flatMap((Description) =>
    ruleProblems({ IpProtocol: '-1', CidrIp: '192.0.2.0/24', Description }).concat(
      Description.trim() === Description ? [] : ['spaces around it'],
    ),
  );
}

describe('edge descriptions', () => {
  test('are descriptions that EC2 takes, no two alike, the longest among them', () => {
    for (const seed of seeds) {
      const texts = edgeDescriptions(seededNumbers(seed));

      expect(problems(texts)).toEqual([]);
      expect(new Set(texts).size).toBe(texts.length);
      expect(Math.max(...texts.map(({ length }) => length))).toBe(255);
    }
  });

  test('have near ones that EC2 takes, too, and that are others', () => {
    for (const text of edgeDescriptions(seededNumbers(3))) {
      expect(problems(nearDescriptions(text))).toEqual([]);
      expect(nearDescriptions(text)).not.toContain(text);
    }
  });

  test('have, on every seed, pairs that differ in case, in a plus sign, in the end and in the last character alone', () => {
    for (const seed of seeds) {
      const next = seededNumbers(seed);
      const pairs = nearPairs(edgeDescriptions(next), next);
      const has = (isSo: (text: string, near: string) => boolean) => pairs.some(([text, near]) => isSo(text, near));

      expect(has((text, near) => text.toLowerCase() === near.toLowerCase())).toBe(true);
      expect(has((text, near) => text.replaceAll('+', ' ') === near.replaceAll('+', ' '))).toBe(true);
      expect(has((text, near) => text.startsWith(near))).toBe(true);
      expect(has((text, near) => near.endsWith('*') && text.startsWith(near.slice(0, -1)))).toBe(true);
      expect(has((text, near) => text.length > 32 && text.slice(0, 32) === near.slice(0, 32))).toBe(true);
    }
  });
});

describe('the history of near descriptions', () => {
  test('is refused each time but the last two, which remove all', () => {
    for (const seed of seeds) {
      const steps = modelAfter(nearDescriptionHistory(world, seed), 'nondefault');
      const kinds = steps.map(({ outcomes }) => outcomes.map(({ answers }) => answers[0]?.kind).join());

      expect(new Set(kinds.slice(0, -2))).toEqual(new Set(['refused']));
      expect(kinds.slice(-2)).toEqual(['revoked', 'revoked']);
      expect(steps.at(-1)?.outcomes[0]?.standing).toEqual([]);
    }
  });
});
