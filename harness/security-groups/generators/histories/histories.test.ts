import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../../test-support/generated-samples.ts';
import type { FixtureRule } from '../../../cases/given.ts';
import type { Capability } from '../../probe/capability.ts';
import { plainGrouping } from '../grouping.ts';
import { ruleProblems } from '../rule-validity.ts';
import { smallPools } from '../value-pools.ts';
import { history } from './histories.ts';
import type { History, HistoryCommand } from './history.ts';
import { modelAfter, rulesOfCommand } from './history-model.ts';

const pools = smallPools(new Set<Capability>(['ipv6', 'prefix-lists']), { wide: false });
const histories = history(pools);

/** All commands of one request, those sent at the same time as two. */
function requestsOf({ commands }: History): readonly Exclude<HistoryCommand, { kind: 'concurrently' }>[] {
  return commands.flatMap((command) => (command.kind === 'concurrently' ? command.commands : [command]));
}

/** A rule without its description, as one line. */
function line({ Description: _, ...rest }: FixtureRule): string {
  return JSON.stringify(Object.entries(rest).sort());
}

describe('a history', () => {
  test('works on rules that EC2 allows and that can exist together', () => {
    for (const { rules } of sampledValues(histories)) {
      const all = Object.values(rules);

      expect(all.flatMap(ruleProblems)).toEqual([]);
      expect(new Set(all.map(line)).size).toBe(all.length);
      expect(all.length).toBeLessThanOrEqual(6);
    }
  });

  test('names only its own rules, none twice in a request', () => {
    for (const each of sampledValues(histories)) {
      expect(Object.keys(each.rules)).toEqual(expect.arrayContaining([...each.given]));
      for (const request of requestsOf(each)) {
        const names = rulesOfCommand(request);

        expect(Object.keys(each.rules)).toEqual(expect.arrayContaining([...names]));
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });

  test('is data: it survives JSON', () => {
    for (const each of sampledValues(histories)) expect(JSON.parse(JSON.stringify(each))).toEqual(each);
  });

  test('has 1 to as many commands as allowed', () => {
    const short = history(pools, { maxCommands: 3 });

    expect(countOf(histories, ({ commands }) => commands.length < 1 || commands.length > 10)).toBe(0);
    expect(new Set(sampledValues(short).map(({ commands }) => commands.length))).toEqual(new Set([1, 2, 3]));
  });

  test('flat revokes name rules of an IPv4 range', () => {
    for (const each of sampledValues(histories)) {
      for (const request of requestsOf(each)) {
        if (request.kind === 'revoke-flat') expect(each.rules[request.rules[0]]?.CidrIp).toBeDefined();
      }
    }
  });

  test('sends at the same time what shares no rule or all', () => {
    for (const { commands } of sampledValues(histories)) {
      for (const command of commands) {
        if (command.kind !== 'concurrently') continue;
        const [one, other] = command.commands;
        const shared = one.rules.filter((name) => other.rules.includes(name)).length;

        expect([0, one.rules.length]).toContain(shared);
        expect(shared === 0 || one.rules.length === other.rules.length).toBe(true);
      }
    }
  });

  test.each<readonly [string, number, (each: History) => boolean]>([
    ['authorises', 250, ({ commands }) => commands.some(({ kind }) => kind === 'authorize')],
    ['revokes by permissions', 500, ({ commands }) => commands.some(({ kind }) => kind === 'revoke')],
    ['revokes by ids', 250, ({ commands }) => commands.some(({ kind }) => kind === 'revoke-by-ids')],
    ['revokes by flat parameters', 80, ({ commands }) => commands.some(({ kind }) => kind === 'revoke-flat')],
    ['asks with DryRun', 80, ({ commands }) => commands.some(({ kind }) => kind === 'dry-run')],
    ['describes', 150, ({ commands }) => commands.some(({ kind }) => kind === 'describe')],
    ['sends two requests at once', 150, ({ commands }) => commands.some(({ kind }) => kind === 'concurrently')],
    [
      'revokes the same twice in a row',
      60,
      ({ commands }) => commands.some((each, at) => at > 0 && each === commands[at - 1]),
    ],
    [
      'revokes several rules in one permission',
      80,
      (each) =>
        requestsOf(each).some((one) => one.kind === 'revoke' && one.rules.length > 1 && one.grouping.merging === 1),
    ],
    ['begins with more than one rule', 300, ({ given }) => given.length > 1],
    ['begins with no rule', 40, ({ given }) => given.length === 0],
  ])('%s in %d of a thousand cases at least', (_, least, isSo) => {
    expect(countOf(histories, isSo)).toBeGreaterThanOrEqual(least);
  });

  test.each<readonly [string, number, (kinds: readonly string[]) => boolean]>([
    ['removes something', 600, (kinds) => kinds.includes('revoked')],
    ['is refused something', 300, (kinds) => kinds.includes('refused')],
    ['authorises something', 300, (kinds) => kinds.includes('authorized')],
  ])('%s in %d of a thousand cases at least', (_, least, isSo) => {
    const answerKinds = (each: History) =>
      modelAfter(each, 'nondefault').flatMap(({ outcomes }) => (outcomes[0]?.responses ?? []).map(({ kind }) => kind));

    expect(countOf(histories, (each) => isSo(answerKinds(each)))).toBeGreaterThanOrEqual(least);
  });

  test('has one state after each command in a nondefault VPC', () => {
    for (const each of sampledValues(histories)) {
      for (const { outcomes } of modelAfter(each, 'nondefault')) {
        expect(new Set(outcomes.map(({ after }) => after.join())).size).toBe(1);
      }
    }
  });

  test('is the same for the same seed', () => {
    expect(freshValuesOf(histories, 7)).toEqual(freshValuesOf(histories, 7));
    expect(freshValuesOf(histories, 7)).not.toEqual(freshValuesOf(histories, 8));
  });
});

describe('a failing history', () => {
  const simplest = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };

  test('shrinks to one plain revoke of a simple rule', () => {
    expect(smallest(histories, () => true)).toEqual({
      rules: { a: simplest, b: { ...simplest, FromPort: '21' } },
      given: ['a', 'b'],
      commands: [{ kind: 'revoke', rules: ['a'], grouping: plainGrouping, descriptions: 'left-out' }],
    });
  });

  test('shrinks to the one command that matters', () => {
    const { commands } = smallest(histories, (each) => each.commands.some(({ kind }) => kind === 'revoke-by-ids'));

    expect(commands).toEqual([{ kind: 'revoke-by-ids', rules: ['a'] }]);
  });

  test('shrinks to three commands where it takes three', () => {
    const { commands } = smallest(histories, (each) => {
      const kinds = each.commands.map(({ kind }) => kind);
      const byIds = kinds.indexOf('revoke-by-ids');
      const again = kinds.indexOf('authorize', byIds + 1);
      return byIds >= 0 && again > 0 && kinds.indexOf('revoke', again) > 0;
    });

    expect(commands.map(({ kind }) => kind)).toEqual(['revoke-by-ids', 'authorize', 'revoke']);
  });
});
