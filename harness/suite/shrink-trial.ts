/**
 * Smaller trials of a failing one, the boldest first: the failing command on the rules that it went wrong with, that
 * command alone, with what came right before it, fewer commands, fewer rules, plainer requests. Works on the history as
 * data, so that a step costs one play and the result is a history like any other.
 */
import type { Command, History, RuleName } from '../arbitraries/history.ts';
import { modelAfter } from '../arbitraries/history-model.ts';
import type { FixtureRule } from './fixture.ts';
import type { FailedCommand, Trial } from './play-history.ts';
import { halves, isOneOfEach, onlyRules, plainer, sizeOf, withoutOne } from './shrink-history.ts';
import { plainerValues } from './shrink-values.ts';

/**
 * Each is smaller than the trial, but for those that send what one request named one by one, so as to tell which it is;
 * none is known to fail. In the order in which they are worth trying.
 */
export function smallerTrials(trial: Trial, failed: FailedCommand): readonly Trial[] {
  const { history } = trial;
  const upTo: History = { ...history, commands: history.commands.slice(0, failed.index + 1) };
  const { before, after, command } = failed;
  const named = 'rules' in command ? command.rules : [];
  // What went too far differs from what was named in the values that matter: they are seen as they are.
  const tooMuch = before.some((name) => !after.includes(name) && !named.includes(name));
  const candidates = [
    ...concerned(upTo, failed),
    alone(upTo, failed),
    ...elsewhere(upTo),
    ...endings(upTo, trial),
    ...halves(upTo.commands).map((commands) => ({ ...upTo, commands })),
    ...withoutOne(upTo.commands).map((commands) => ({ ...upTo, commands })),
    ...leftAlone(upTo, failed),
    ...fewerRules(upTo, failed),
    ...plainer(upTo),
    ...(tooMuch ? [] : plainerValues(upTo)),
    upTo,
  ];
  const size = sizeOf(history);
  const seen = new Set([JSON.stringify(history)]);
  const isNew = (each: History): boolean => {
    const text = JSON.stringify(each);
    return !seen.has(text) && seen.add(text) !== undefined;
  };
  const isSmaller = (each: History) => each.commands.length > 0 && sizeOf(each) < size && isOneOfEach(each);
  const smaller = candidates.filter((each) => isSmaller(each) && isNew(each));
  return [...oneByOne(upTo, failed), ...smaller].map((each) => ({ ...trial, history: each }));
}

/** What a quick failure is confirmed by: the last commands up to the one that departed, then all up to it. */
export function confirmingTrials(trial: Trial, { index }: FailedCommand): readonly Trial[] {
  const upTo: History = { ...trial.history, commands: trial.history.commands.slice(0, index + 1) };
  return [...endings(upTo, trial, [4]), upTo].map((history) => ({ ...trial, history }));
}

/** The failing command on the rules that stood before it. */
function alone(history: History, { command, before }: FailedCommand): History {
  return { ...history, given: before, commands: [command] };
}

/** Named rules that are tried by themselves, the most alike first. */
const mostNearest = 2;

/**
 * Where a rule went that was not named, it and the rule named that is most like it: first alone with a request for the
 * other, then both; then it and half of the rules that were named.
 */
function concerned(history: History, failed: FailedCommand): readonly History[] {
  const { command, before, after } = failed;
  if (!('rules' in command)) return [];
  const wanted = command.rules;
  const [taken] = before.filter((name) => !after.includes(name) && !wanted.includes(name));
  if (taken === undefined) return [];
  const single = alone(history, failed);
  const pairs = byLikeness(history, taken, wanted)
    .slice(0, mostNearest)
    .map((nearest) => onlyRules(single, [taken, nearest]));
  return [
    ...pairs.map((pair) => ({ ...pair, given: [taken] })),
    ...pairs,
    ...(wanted.length < leastApart ? [] : halves(wanted).map((half) => onlyRules(single, [taken, ...half]))),
  ];
}

/** The rules of most equal values first; of those, the ones whose other values are nearest. */
function byLikeness(history: History, name: RuleName, among: readonly RuleName[]): readonly RuleName[] {
  const own = history.rules[name] ?? { IpProtocol: '' };
  return [...among].sort((one, other) => {
    const [first, second] = [one, other].map((each) => distance(own, history.rules[each] ?? { IpProtocol: '' }));
    return (first ?? 0) - (second ?? 0);
  });
}

/** 1 for each value that differs, less what is alike in the two texts from their beginning. */
function distance(one: FixtureRule, other: FixtureRule): number {
  const members = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;
  return members.reduce((sum, member) => {
    const [text = '', second = ''] = [one[member], other[member]];
    if (text === second) return sum;
    const alike = [...text].findIndex((character, index) => character !== second[index]);
    return sum + 1 - (alike < 0 ? text.length : alike) / 100;
  }, 0);
}

/** Fewer named rules are not worth a request for each. */
const leastApart = 4;

/**
 * What a single request names, asked for one by one: on the rule that went and was not named; where none did, on the
 * rules themselves, then with those that stand by.
 */
function oneByOne(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || history.commands.length > 1 || command.rules.length < leastApart) return [];
  const wanted = command.rules;
  const commands = wanted.map((name): Command => ({ ...command, rules: [name] }));
  const [taken] = before.filter((name) => !after.includes(name) && !wanted.includes(name));
  const apart = { ...history, commands };
  if (taken !== undefined) {
    return [{ ...onlyRules(apart, [taken, ...wanted]), given: [taken] }];
  }
  // Where only some went, those that are left tell enough.
  const isRefused = wanted.every((name) => before.includes(name) && after.includes(name));
  return !isRefused ? [] : [onlyRules(apart, wanted), ...(before.length > wanted.length ? [apart] : [])];
}

/** Only what was left is named, while the others stand by. */
function leftAlone(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || history.commands.length > 1) return [];
  const left = command.rules.filter((name) => before.includes(name) && after.includes(name));
  return left
    .slice(0, left.length > 8 ? 2 : 8)
    .map((name) => ({ ...history, commands: [{ ...command, rules: [name] }] }));
}

/** What was left of those named, and what is like it; only those named; of one permission; of one kind of source; half of those named, of those that stand by, of all. */
function fewerRules(history: History, { command, after }: FailedCommand): readonly History[] {
  const all = Object.keys(history.rules);
  const named = history.commands.length === 1 && 'rules' in command ? command.rules : [];
  const bystanders = all.filter((name) => !named.includes(name));
  const isFew = named.length > 0 && named.length < leastApart;
  const numbersOf = (name: RuleName) => {
    const { IpProtocol, FromPort, ToPort } = history.rules[name] ?? { IpProtocol: '' };
    return `${IpProtocol} ${FromPort} ${ToPort}`;
  };
  const kindOf = (name: RuleName) => kinds.find((kind) => history.rules[name]?.[kind] !== undefined) ?? '';
  const left = named.filter((name) => after.includes(name));
  const isInPart = left.length > 0 && left.length < named.length;
  const [first = ''] = left;
  const likeLeft = named.filter((name) => numbersOf(name) === numbersOf(first));
  const ofItsKind = likeLeft.filter((name) => kindOf(name) === kindOf(first));
  return [
    ...(isInPart ? [[first], ofItsKind, likeLeft] : []),
    ...(named.length > 0 ? [named, ...halves(named)] : []),
    ...(isFew ? halves(bystanders).map((some) => [...named, ...some]) : []),
    ...classes(all, numbersOf),
    ...classes(all, kindOf),
    ...halves(all),
    ...withoutOne(all),
  ].map((names) => onlyRules(history, names));
}

const kinds = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;

/** Each class alone, the largest first; nothing when there is but one. */
function classes(names: readonly RuleName[], of: (name: RuleName) => string): readonly (readonly RuleName[])[] {
  const found = [...new Set(names.map(of))].map((one) => names.filter((name) => of(name) === one));
  return found.length < 2 ? [] : found.sort((one, other) => other.length - one.length).slice(0, 4);
}

/** The last two, three, four and eight commands on what the model says stood before them. */
function endings(history: History, { vpc }: Trial, counts: readonly number[] = [2, 3, 4, 8]): readonly History[] {
  const steps = modelAfter(history, vpc);
  return counts
    .filter((count) => count < history.commands.length)
    .map((count) => {
      const start = history.commands.length - count;
      const given = steps[start - 1]?.outcomes[0]?.standing ?? history.given;
      return { ...history, given, commands: history.commands.slice(start) };
    });
}

/** Without rules of other places; with those of one of them. */
function elsewhere({ elsewhere: others, ...here }: History): readonly History[] {
  if (others === undefined) return [];
  const { opposite, peer } = others;
  const isBoth = opposite !== undefined && peer !== undefined;
  return [
    here,
    ...(isBoth
      ? [
          { ...here, elsewhere: { opposite } },
          { ...here, elsewhere: { peer } },
        ]
      : []),
  ];
}
