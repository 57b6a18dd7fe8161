import { describe, expect, test } from 'vitest';
import type { FixtureRule, Given, Later } from '../../cases/given.ts';
import type { RuleSnapshot, SnapshotRule } from '../test-groups.ts';
import { givenRules, isPlaced, matchesPrediction, matchRules, predictRules } from './case-rules.ts';

const run = new Map<string, string>();
const ssh: FixtureRule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };
const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };

function rulesOf(given: Given, later: Later = {}) {
  return givenRules({ given, later }, run, 'ingress');
}

/** A snapshot with these rules of main, of the ids given. */
function snapshot(...rules: readonly (readonly [rule: FixtureRule, ruleId?: string])[]): RuleSnapshot {
  return new Map(
    rules.map(([rule, ruleId]) => {
      const [stored] = rulesOf({ main: { ingress: { rule } } });
      if (stored === undefined) throw new Error('no rule');
      const { key, which, direction } = stored;
      const [protocol = '', port] = [rule.IpProtocol, Number(rule.FromPort)];
      const value: SnapshotRule = {
        which,
        direction,
        rule: { protocol, fromPort: port, toPort: port, source: { kind: 'ipv4', cidr: rule.CidrIp ?? '' } },
        ...(ruleId === undefined ? {} : { ruleId }),
      };
      return [key, value];
    }),
  );
}

describe('later rules', () => {
  test('are of main and the direction of the operation, or of the place that they state', () => {
    const flat = rulesOf({}, { ssh });
    const placed = rulesOf({}, { main: { egress: { ssh } }, peer: { ingress: { web } } });

    expect(flat).toMatchObject([{ name: 'ssh', which: 'main', direction: 'ingress', exists: false }]);
    expect(placed).toMatchObject([
      { name: 'ssh', which: 'main', direction: 'egress', exists: false },
      { name: 'web', which: 'peer', direction: 'ingress', exists: false },
    ]);
  });

  test('may be called main', () => {
    expect(isPlaced({ main: ssh })).toBe(false);
    expect(isPlaced({ main: { ingress: { ssh } } })).toBe(true);
  });
});

describe('a rule without a description in its case', () => {
  const given = rulesOf({ main: { ingress: { ssh } } });

  test('is found with whatever description it has', () => {
    expect(matchRules(given, snapshot([ssh])).names).toEqual(['ssh']);
    expect(matchRules(given, snapshot([{ ...ssh, Description: 'new' }]))).toMatchObject({
      names: ['ssh'],
      unexpected: [],
    });
  });

  test('is not found where only another rule is', () => {
    expect(matchRules(given, snapshot([web]))).toMatchObject({ names: [], unexpected: [expect.any(String)] });
  });
});

describe('a rule with a stated description', () => {
  const given = rulesOf({ main: { ingress: { old: { ...ssh, Description: 'old' } } } });

  test('is found with that description alone', () => {
    expect(matchRules(given, snapshot([{ ...ssh, Description: 'old' }])).names).toEqual(['old']);
    expect(matchRules(given, snapshot([{ ...ssh, Description: 'Old' }]))).toMatchObject({
      names: [],
      unexpected: [expect.stringContaining('"Old"')],
    });
    expect(matchRules(given, snapshot([ssh])).names).toEqual([]);
  });

  test('is found without one, where an empty one is stated', () => {
    const bare = rulesOf({ main: { ingress: { bare: { ...ssh, Description: '' } } } });

    expect(matchRules(bare, snapshot([ssh])).names).toEqual(['bare']);
    expect(matchRules(bare, snapshot([{ ...ssh, Description: 'x' }])).names).toEqual([]);
  });

  test('is not taken for the same rule of which no description is stated', () => {
    const both = rulesOf({ main: { ingress: { ssh } } }, { described: { ...ssh, Description: 'new' } });

    expect(matchRules(both, snapshot([ssh])).names).toEqual(['ssh']);
    expect(matchRules(both, snapshot([{ ...ssh, Description: 'new' }])).names).toEqual(['described']);
  });

  test('is not taken for it where the stated description is empty', () => {
    const both = rulesOf({ main: { ingress: { ssh } } }, { bare: { ...ssh, Description: '' } });

    expect(matchRules(both, snapshot([ssh])).names).toEqual(['bare']);
    expect(matchRules(both, snapshot([{ ...ssh, Description: 'x' }])).names).toEqual(['ssh']);
  });
});

test('the rules that a new group has are expected, whether the case gives them or not', () => {
  const all: FixtureRule = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
  const existing = rulesOf({ main: { egress: { all } } });
  const [one] = existing;
  const read: RuleSnapshot = new Map(
    one === undefined
      ? []
      : [
          [
            one.key,
            {
              which: 'main',
              direction: 'egress',
              rule: { protocol: '-1', source: { kind: 'ipv4', cidr: '0.0.0.0/0' } },
            },
          ],
        ],
  );

  expect(matchRules(existing, read)).toMatchObject({ names: ['all'], unexpected: [] });
  expect(matchRules([], read)).toMatchObject({ names: [], unexpected: [] });
});

describe('the prediction', () => {
  const given = rulesOf({ main: { ingress: { ssh } } }, { web, described: { ...ssh, Description: 'new' } });
  const before = snapshot([ssh, 'sgr-1']);

  test('adds rules that come, and keeps those that stay with their ids', () => {
    const after = predictRules({ after: ['ssh', 'web'] }, given, before, run);

    expect(matchRules(given, after).names).toEqual(['ssh', 'web']);
    expect([...after.values()].map(({ ruleId }) => ruleId)).toEqual(['sgr-1', undefined]);
    expect([...after.values()][1]?.rule).toMatchObject({ protocol: 'tcp', fromPort: 443, toPort: 443 });
  });

  test('takes rules away that are not named', () => {
    expect(predictRules({ after: [] }, given, before, run).size).toBe(0);
  });

  test('gives a changed rule the id that it had, where the case says so', () => {
    const changed = { after: ['described'], sameId: { described: 'ssh' } };

    const after = predictRules(changed, given, before, run);

    expect(matchRules(given, after).names).toEqual(['described']);
    expect([...after.values()].map(({ ruleId }) => ruleId)).toEqual(['sgr-1']);
    expect([...predictRules({ after: ['described'] }, given, before, run).values()][0]?.ruleId).toBeUndefined();
  });

  test('leaves rules alone that the case does not name', () => {
    const stray = snapshot([ssh], [{ ...web, CidrIp: '198.51.100.0/24' }]);

    expect(predictRules({ after: [] }, given, stray, run).size).toBe(1);
  });
});

describe('what was read', () => {
  const stated = rulesOf({ main: { ingress: { ssh: { ...ssh, Description: 'old' } } } });
  const unstated = rulesOf({ main: { ingress: { ssh } } });

  test('matches the prediction in descriptions that the case states', () => {
    const predicted = snapshot([{ ...ssh, Description: 'old' }]);

    expect(matchesPrediction(snapshot([{ ...ssh, Description: 'old' }]), predicted, stated)).toBe(true);
    expect(matchesPrediction(snapshot([{ ...ssh, Description: 'new' }]), predicted, stated)).toBe(false);
    expect(matchesPrediction(snapshot([{ ...ssh, Description: 'new' }]), snapshot([ssh]), unstated)).toBe(true);
  });

  test('does not match it where a rule is missing or too much', () => {
    expect(matchesPrediction(snapshot(), snapshot([ssh]), unstated)).toBe(false);
    expect(matchesPrediction(snapshot([ssh], [web]), snapshot([ssh]), unstated)).toBe(false);
  });
});
