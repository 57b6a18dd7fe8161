import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History } from '../arbitraries/history.ts';
import type { FailedCommand } from './play-history.ts';
import { smallerTrials } from './shrink-trial.ts';

function revoke(...rules: readonly string[]): Command {
  return { kind: 'revoke', rules, grouping: { ...plainGrouping, merging: 1 }, descriptions: 'repeated' };
}

const names = ['a', 'b', 'c', 'd', 'e'];
const rules = Object.fromEntries(
  names.map((name, index) => [
    name,
    { IpProtocol: 'tcp', FromPort: String(index), ToPort: String(index), CidrIp: '192.0.2.0/24', Description: name },
  ]),
);
const history: History = {
  rules,
  given: ['a', 'b', 'c'],
  commands: [revoke('a'), revoke('d'), revoke('b', 'c'), revoke('e')],
};
/** The last command went wrong. */
function failedIn({ given, commands }: History): FailedCommand {
  const index = commands.length - 1;
  const command = commands[index] ?? expect.fail('a history has commands');
  const outcome = { kind: 'unreadable', status: 200, why: 'nothing' } as const;
  return { command, index, before: given, after: given, lostElsewhere: [], outcome };
}

/** The first smaller trial that still fails, over and over. */
function smallest(fails: (candidate: History) => boolean, from: History = history): History {
  let current = from;
  for (let next: History | undefined = current; next !== undefined; ) {
    current = next;
    const smaller = smallerTrials({ vpc: 'nondefault', history: current }, failedIn(current));
    next = smaller.find((one) => fails(one.history))?.history;
  }
  return current;
}

describe('smaller trials', () => {
  it('begin with the failing command alone, on what stood before it', () => {
    const failed = { ...failedIn(history), command: revoke('b', 'c'), index: 2, before: ['b', 'c'] };

    const [first] = smallerTrials({ vpc: 'nondefault', history }, failed);

    expect(first?.history).toMatchObject({ given: ['b', 'c'], commands: [revoke('b', 'c')] });
  });

  it('begin, where a rule went that was not named, with that one and the nearest that was', () => {
    const failed = {
      ...failedIn(history),
      command: revoke('b', 'c'),
      index: 2,
      before: ['a', 'b', 'c'],
      after: [],
    };

    const [first, second, third] = smallerTrials({ vpc: 'nondefault', history }, failed);

    expect(first?.history).toMatchObject({ given: ['a'], commands: [revoke('b')] });
    expect(second?.history).toMatchObject({ given: ['a'], commands: [revoke('c')] });
    expect(third?.history).toMatchObject({ given: ['a', 'b'], commands: [revoke('b')] });
  });

  it('never contain a command after the one that failed', () => {
    const failed = { ...failedIn(history), command: revoke('d'), index: 1 };

    for (const { history: one } of smallerTrials({ vpc: 'nondefault', history }, failed)) {
      expect(one.commands.length).toBeLessThanOrEqual(2);
    }
  });

  it('lose each order and grouping that does not matter, and keep the one that does', () => {
    const odd = { merging: 7, permissionOrder: 8, sourceOrder: 9, parameterOrder: 10 };
    const many: History = {
      rules,
      given: names,
      commands: [{ kind: 'revoke', rules: names, grouping: odd, descriptions: 'repeated' }],
    };

    const result = smallest(
      ({ commands }) => commands.some((one) => one.kind === 'revoke' && one.grouping.sourceOrder === 9),
      many,
    );

    expect(result.commands).toEqual([
      {
        kind: 'revoke',
        rules: [expect.any(String)],
        grouping: { ...plainGrouping, sourceOrder: 9 },
        descriptions: 'left-out',
      },
    ]);
    expect(Object.values(result.rules)).toEqual([expect.not.objectContaining({ Description: expect.anything() })]);
  });

  it('lose permissions that have nothing to do with it, down to those that have', () => {
    const forty = Array.from({ length: 40 }, (_, index) => `r${index}`);
    const many: History = {
      rules: Object.fromEntries(
        forty.map((name, index) => [
          name,
          { IpProtocol: 'udp', FromPort: String(index), ToPort: String(index), CidrIp: '192.0.2.0/24' },
        ]),
      ),
      given: forty,
      commands: [revoke(...forty)],
    };
    const has = ({ commands }: History, name: string) =>
      commands.some((one) => one.kind === 'revoke' && one.rules.includes(name));

    const result = smallest((candidate) => has(candidate, 'r3') && has(candidate, 'r33'), many);

    expect(Object.keys(result.rules)).toEqual(['r3', 'r33']);
  });

  it('lead to the one command and the one rule that matter', () => {
    const result = smallest(({ commands }) => commands.some((one) => one.kind === 'revoke' && one.rules.includes('c')));

    expect(result.commands).toHaveLength(1);
    expect(Object.keys(result.rules)).toEqual(['c']);
    expect(result.commands[0]).toMatchObject({ rules: ['c'], grouping: plainGrouping, descriptions: 'left-out' });
    expect(result.rules['c']).not.toHaveProperty('Description');
  });

  it('keep two commands when it takes both', () => {
    const revokes = ({ commands }: History, name: string) =>
      commands.some((one) => one.kind === 'revoke' && one.rules.includes(name));

    const result = smallest((candidate) => revokes(candidate, 'a') && revokes(candidate, 'e'));

    expect(result.commands).toHaveLength(2);
    expect(Object.keys(result.rules)).toEqual(['a', 'e']);
  });

  it('name only rules that are there', () => {
    for (const { history: one } of smallerTrials({ vpc: 'nondefault', history }, failedIn(history))) {
      const named = one.commands.flatMap((command) => ('rules' in command ? command.rules : []));

      expect(one.commands.length).toBeGreaterThan(0);
      expect([...named, ...one.given].filter((name) => one.rules[name] === undefined)).toEqual([]);
    }
  });
});
