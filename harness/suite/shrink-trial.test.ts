import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History } from '../arbitraries/history.ts';
import type { FailedCommand } from './play-history.ts';
import { smallerTrials } from './shrink-trial.ts';

function revoke(...rules: readonly string[]): Command {
  return { kind: 'revoke', rules, grouping: { ...plainGrouping, merging: 1 }, descriptions: 'repeated' };
}

const web = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
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

/** A request for sixteen rules that stand, numbered in their ports. */
function sixteen(): History {
  const given = Array.from({ length: 16 }, (_, index) => `r${index}`);
  const numbered = given.map((name, index) => {
    const port = String(1000 + index);
    return [name, { IpProtocol: 'udp', FromPort: port, ToPort: port, CidrIp: '192.0.2.0/24' }] as const;
  });
  return { rules: Object.fromEntries(numbered), given, commands: [revoke(...given)] };
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

    const all = smallerTrials({ vpc: 'nondefault', history }, failed).map((one) => one.history);

    const plainly = (name: string) => [{ ...revoke(name), grouping: plainGrouping, descriptions: 'left-out' }];
    const asItWas = (name: string) => [{ ...revoke(name), grouping: plainGrouping }];
    expect(all.slice(0, 5)).toMatchObject([
      { given: ['a'], commands: plainly('b') },
      { given: ['a'], commands: asItWas('b') },
      { given: ['a'], commands: plainly('c') },
      { given: ['a'], commands: asItWas('c') },
      { given: ['a', 'b'], commands: asItWas('b') },
    ]);
  });

  it('ask, where a rule went that was not named, for many that were one after another, the most alike first', () => {
    const many = sixteen();
    const command = revoke(...many.given.slice(1).reverse());
    const failed = { ...failedIn({ ...many, commands: [command] }), before: many.given, after: [] };

    const all = smallerTrials({ vpc: 'nondefault', history: { ...many, commands: [command] } }, failed);

    const asked = all.map(({ history: one }) => one.commands.flatMap((each) => ('rules' in each ? each.rules : [])));
    const [first = [], second = [], third = []] = asked;
    // Port 1000 shares more digits with these than with those from 1010 on.
    expect(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9']).toEqual(expect.arrayContaining(first));
    expect([...first, ...second, ...third].sort()).toEqual(many.given.slice(1).sort());
    expect(all[0]?.history.given).toEqual(['r0']);
    expect(all[0]?.history.commands).toHaveLength(first.length);
  });

  it('ask, where nothing went, for one part of the rules after another, from either end', () => {
    const many = sixteen();
    const failed = failedIn(many);

    const [first, second] = smallerTrials({ vpc: 'nondefault', history: many }, failed);

    const parts = (of: History | undefined) => of?.commands.map((each) => ('rules' in each ? each.rules : []));
    expect(parts(first?.history)).toEqual([
      ['r0', 'r1', 'r2', 'r3'],
      ['r4', 'r5', 'r6', 'r7'],
      ['r8', 'r9', 'r10', 'r11'],
      ['r12', 'r13', 'r14', 'r15'],
    ]);
    expect(parts(second?.history)).toEqual(parts(first?.history)?.reverse());
    expect(first?.history.given).toEqual(many.given);
  });

  it('begin, where a permission was carried out in part, with it alone, its sources in the order in which they were sent', () => {
    const shared = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name, index) => [name, { ...web, CidrIp: `192.0.2.${index}/32` }]),
    );
    const given = ['a', 'b', 'c', 'd', 'e'];
    const reversed = { ...plainGrouping, merging: 1, sourceOrder: 1 };
    const commands: Command[] = [{ kind: 'revoke', rules: given, grouping: reversed, descriptions: 'left-out' }];
    const many: History = {
      rules: { ...shared, e: { ...web, ToPort: '444', CidrIp: '192.0.2.0/24' } },
      given,
      commands,
    };

    const [first] = smallerTrials({ vpc: 'nondefault', history: many }, { ...failedIn(many), after: ['a'] });

    expect(first?.history).toMatchObject({
      given: ['d', 'c', 'b', 'a'],
      commands: [{ rules: ['d', 'c', 'b', 'a'], grouping: { merging: 1, sourceOrder: 0 } }],
    });
  });

  it('ask soon for what is not there alone, where it was named beside what is', () => {
    const mixed = { ...history, given: ['a', 'b', 'c'], commands: [revoke('a', 'b', 'c', 'd')] };

    const [first] = smallerTrials({ vpc: 'nondefault', history: mixed }, { ...failedIn(mixed), after: [] });

    expect(first?.history).toMatchObject({ given: ['a', 'b', 'c'], commands: [{ rules: ['d'] }] });
  });

  it('begin, where a rule went in the place of one that was named, with a request for that one, all others standing', () => {
    const many = sixteen();
    const command = revoke(...many.given.slice(1));
    const failed = { ...failedIn({ ...many, commands: [command] }), before: many.given, after: ['r7'] };

    const [first] = smallerTrials({ vpc: 'nondefault', history: { ...many, commands: [command] } }, failed);

    expect(first?.history).toMatchObject({ given: many.given, commands: [{ rules: ['r7'] }] });
  });

  it('repeat a short sequence on one part of its rules after another', () => {
    const many = sixteen();
    const authorize: Command = { kind: 'authorize', rules: many.given, grouping: plainGrouping };
    const again: History = { ...many, commands: [revoke(...many.given), authorize, revoke(...many.given)] };

    const all = smallerTrials({ vpc: 'nondefault', history: again }, failedIn(again));

    const repeated = all.find(({ history: one }) => one.commands.length === 12)?.history.commands;
    expect(repeated?.slice(3, 6)).toMatchObject([
      { kind: 'revoke', rules: ['r4', 'r5', 'r6', 'r7'] },
      { kind: 'authorize', rules: ['r4', 'r5', 'r6', 'r7'] },
      { kind: 'revoke', rules: ['r4', 'r5', 'r6', 'r7'] },
    ]);
  });

  it('hold no rule that is neither there nor named, and keep a rule that was not found', () => {
    const failed = { ...failedIn(history), command: revoke('b', 'c'), index: 2, before: ['b', 'c'], after: ['b', 'c'] };

    const all = smallerTrials({ vpc: 'nondefault', history }, failed).map((one) => one.history);

    const used = ({ given, commands }: History) => [
      ...given,
      ...commands.flatMap((command) => ('rules' in command ? command.rules : [])),
    ];
    expect(all.flatMap((one) => Object.keys(one.rules).filter((name) => !used(one).includes(name)))).toEqual([]);
    const alone = all.filter(({ commands }) => commands.length === 1);
    expect(alone.length).toBeGreaterThan(1);
    expect(alone.flatMap((one) => used(one).filter((name) => !one.given.includes(name)))).toEqual([]);
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
        // Of a single rule no order of sources is sent.
        rules: [expect.any(String), expect.any(String)],
        grouping: { ...plainGrouping, sourceOrder: 9 },
        descriptions: 'left-out',
      },
    ]);
    expect(Object.values(result.rules).filter(({ Description }) => Description !== undefined)).toEqual([]);
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
    const upTo = { ...history, commands: history.commands.slice(0, 3) };

    const result = smallest(
      ({ commands }) => commands.some((one) => one.kind === 'revoke' && one.rules.includes('c')),
      upTo,
    );

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
