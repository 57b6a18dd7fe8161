import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History } from '../arbitraries/history.ts';
import type { FailedCommand, Trial } from './play-history.ts';
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
const trial: Trial = { vpc: 'nondefault', history };
const failed: FailedCommand = {
  command: revoke('b', 'c'),
  before: ['b', 'c'],
  after: ['c'],
  outcome: { kind: 'unreadable', status: 200, why: 'nothing' },
};

/** The first smaller trial that still fails, over and over. */
function smallest(fails: (candidate: History) => boolean): History {
  let current = trial;
  for (let next = current; next !== undefined; ) {
    current = next;
    next = smallerTrials(current, failed).find((one) => fails(one.history)) as Trial;
  }
  return current.history;
}

describe('smaller trials', () => {
  it('begin with the failing command alone, on what stood before it', () => {
    expect(smallerTrials(trial, failed)[0]?.history).toMatchObject({ given: ['b', 'c'], commands: [revoke('b', 'c')] });
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
    for (const { history: one } of smallerTrials(trial, failed)) {
      const named = one.commands.flatMap((command) => ('rules' in command ? command.rules : []));

      expect(one.commands.length).toBeGreaterThan(0);
      expect([...named, ...one.given].filter((name) => one.rules[name] === undefined)).toEqual([]);
    }
  });
});
