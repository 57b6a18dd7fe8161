import { describe, expect, it } from 'vitest';
import { parts, shrink } from '../../engine/properties/shrink.ts';
import { plainGrouping } from '../generators/grouping.ts';
import type { CaseRequest, History, HistoryCommand, RuleName } from '../generators/histories/history.ts';
import { modelAfter, rulesOfCommand } from '../generators/histories/history-model.ts';
import type { FailedCommand, HistoryTrial } from './run-history.ts';
import { smallerHistories } from './smaller-histories.ts';

const outcome = { kind: 'unreadable', status: 200, why: 'nothing' } as const;

function revoke(...rules: readonly RuleName[]): HistoryCommand & { kind: 'revoke' } {
  return { kind: 'revoke', rules, grouping: plainGrouping, descriptions: 'left-out' };
}

/** UDP rules, numbered in their ports. */
function numbered(count: number): History {
  const given = Array.from({ length: count }, (_, index) => `r${index}`);
  const rules = given.map((name, index) => {
    const port = String(1000 + index);
    return [name, { IpProtocol: 'udp', FromPort: port, ToPort: port, CidrIp: '192.0.2.0/24' }] as const;
  });
  return { rules: Object.fromEntries(rules), given, commands: [revoke(...given)] };
}

/** The last command failed, and left these. */
function lastFailed(history: History, after?: readonly RuleName[]): FailedCommand {
  const index = history.commands.length - 1;
  const before = modelAfter(history, 'nondefault')[index - 1]?.outcomes[0]?.after ?? history.given;
  const command = history.commands[index] ?? expect.fail('a history has commands');
  return { command, index, before, after: after ?? before, outcome };
}

function candidates(history: History, failed: FailedCommand): readonly History[] {
  return smallerHistories({ vpc: 'nondefault', history }, failed)
    .flat()
    .map((trial) => trial.history);
}

/** What is left of a history that fails, at its last command and without effect, while this holds. */
async function shrunk(history: History, fails: (one: History) => boolean): Promise<History> {
  const { smallest } = await shrink<HistoryTrial, boolean>(
    { trial: { vpc: 'nondefault', history }, outcome: true },
    {
      smaller: ({ history: one, vpc }) => smallerHistories({ vpc, history: one }, lastFailed(one)),
      run: async (trial) => fails(trial.history),
      isSameFailure: (hasFailed) => hasFailed,
    },
  );
  return smallest.trial.history;
}

const names = ({ commands }: History) => commands.flatMap(rulesOfCommand);

describe('smaller histories', () => {
  it('begin with the failing command alone, on the rules before it, and then the last few', () => {
    const history = { ...numbered(6), commands: ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'].map((name) => revoke(name)) };

    const [alone, four] = candidates(history, lastFailed(history));

    expect(alone).toMatchObject({ given: ['r5'], commands: [revoke('r5')] });
    expect(four).toMatchObject({ given: ['r2', 'r3', 'r4', 'r5'] });
    expect(four?.commands).toHaveLength(4);
  });

  it('begin, where a rule went that was not named, with it alone and the named rule most like it', () => {
    const { rules } = numbered(16);
    const given = Object.keys(rules);
    const history = { rules, given, commands: [revoke(...given.slice(1))] };

    const [first, second] = candidates(history, lastFailed(history, []));

    expect(first?.given).toEqual(['r0']);
    // Port 1000 shares more digits with these than with those from 1010 on.
    expect(names(first ?? history)).toEqual(['r1']);
    expect(names(second ?? history)).toEqual(['r2']);
  });

  it('begin, where a permission was carried out in part, with it alone, its sources in the order in which they were sent', () => {
    const web = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
    const shared = ['a', 'b', 'c', 'd'].map((name, at) => [name, { ...web, CidrIp: `192.0.2.${at}/32` }] as const);
    const rules = { ...Object.fromEntries(shared), e: { ...web, ToPort: '444', CidrIp: '192.0.2.0/24' } };
    const given = Object.keys(rules);
    const command = { ...revoke(...given), grouping: { ...plainGrouping, merging: 1, sourceOrder: 1 } };
    const history: History = { rules, given, commands: [command] };

    const [first] = candidates(history, lastFailed(history, ['a']));

    expect(first).toMatchObject({
      given: ['d', 'c', 'b', 'a'],
      commands: [{ rules: ['d', 'c', 'b', 'a'], grouping: { merging: 1, sourceOrder: 0 } }],
    });
  });

  it('begin, where absent rules were named beside others, with the absent ones', () => {
    const { rules } = numbered(4);
    const history = { rules, given: ['r0', 'r1', 'r2'], commands: [revoke('r0', 'r1', 'r3')] };

    const [first] = candidates(history, lastFailed(history, ['r2']));

    expect(first).toMatchObject({ given: ['r0', 'r1', 'r2'], commands: [revoke('r3')] });
  });

  it('keep two rules that it takes both, one of them not named, and drop the others', async () => {
    const history = numbered(40);

    const both = (one: History) => names(one).includes('r3') && one.given.includes('r33');

    expect(Object.keys((await shrunk(history, both)).rules)).toEqual(['r3', 'r33']);
  });

  it('lose each order and grouping that does not matter, and keep the one that does', async () => {
    const odd = { merging: 7, permissionOrder: 8, sourceOrder: 9, parameterOrder: 10 };
    const { rules, given } = numbered(6);
    const history: History = { rules, given, commands: [{ ...revoke(...given), grouping: odd }] };

    const result = await shrunk(history, ({ commands }) =>
      commands.some((one) => one.kind === 'revoke' && one.grouping.sourceOrder === 9),
    );

    expect(result.commands).toMatchObject([{ grouping: { ...plainGrouping, sourceOrder: 9 } }]);
    // Of a single rule no order of sources is sent.
    expect(names(result)).toHaveLength(2);
  });

  it('have plain values where the odd ones do not matter', async () => {
    const dns = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIpv6: '2001:db8:1::/48', Description: 'dns' };
    const history = { rules: { dns }, given: ['dns'], commands: [revoke('dns')] };

    expect((await shrunk(history, ({ rules }) => rules['dns']?.IpProtocol === 'udp')).rules).toEqual({
      dns: { IpProtocol: 'udp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' },
    });
  });

  it('make one rule of two that differ in nothing but their descriptions', () => {
    const web = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
    const rules = { one: { ...web, Description: 'one' }, other: { ...web, Description: 'other' } };
    const back: HistoryCommand = { kind: 'authorize', rules: ['other'], grouping: plainGrouping };
    const history: History = { rules, given: ['one'], commands: [revoke('one'), back, revoke('other')] };

    const all = candidates(history, lastFailed(history));

    expect(all).toContainEqual({
      rules: { one: web },
      given: ['one'],
      commands: [revoke('one'), { ...back, rules: ['one'] }, revoke('one')],
    });
    for (const { rules: some } of all) {
      expect(new Set(Object.values(some).map((rule) => JSON.stringify(rule))).size).toBe(Object.keys(some).length);
    }
  });

  it('keep two commands when it takes both', async () => {
    const history = { ...numbered(5), commands: ['r0', 'r1', 'r2', 'r3', 'r4'].map((name) => revoke(name)) };

    const result = await shrunk(history, (one) => names(one).includes('r1') && names(one).includes('r4'));

    expect(result.commands).toEqual([revoke('r1'), revoke('r4')]);
    expect(Object.keys(result.rules)).toEqual(['r1', 'r4']);
  });

  it('name rules that are there, hold none that is not used, and end with the failing command', () => {
    const history = {
      ...numbered(9),
      commands: [...parts(numbered(9).given).slice(0, 2), ['r8']].map((some) => revoke(...some)),
    };
    const failed = { ...lastFailed(history), index: 1, command: history.commands[1] ?? revoke('r8') };

    for (const one of candidates(history, failed)) {
      const used = new Set([...one.given, ...names(one)]);
      expect([...used].sort()).toEqual(Object.keys(one.rules).sort());
      expect(one.commands.length).toBeGreaterThan(0);
      expect(one.commands.length).toBeLessThanOrEqual(2);
    }
  });

  it('never send a recorded request on other rules than its case gives it', async () => {
    const { rules } = numbered(2);
    const request = (name: RuleName): CaseRequest => ({
      kind: 'case-request',
      send: { raw: name },
      known: ['r0', 'r1'],
      needs: ['r0', 'r1'],
      expect: [{ answer: 'removed', status: ['200'], after: name === 'r0' ? ['r1'] : ['r0'] }],
      isOpen: false,
      about: 'revoke',
    });
    const back: HistoryCommand = { kind: 'authorize', rules: ['r0'], grouping: plainGrouping };
    const history: History = { rules, given: ['r0', 'r1'], commands: [request('r0'), back, request('r1')] };
    const isRequest = ({ kind }: HistoryCommand) => kind === 'case-request';

    const stages = smallerHistories({ vpc: 'nondefault', history }, lastFailed(history));
    const lists = stages.flat().map((trial) => trial.history.commands.filter(isRequest).length);

    expect(lists).toContain(1);
    // Without the authorise in between the second request would miss a rule.
    expect(
      stages.flat().filter(({ history: one }) => one.commands.length === 2 && one.commands.every(isRequest)),
    ).toEqual([]);
    // In the end all of it is plain: the rules of these requests are known.
    expect(stages.flat().map((trial) => trial.history.commands)).toContainEqual([revoke('r0'), back, revoke('r1')]);
  });
});
