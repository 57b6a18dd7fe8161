/**
 * Smaller trials of a failing one, the boldest first: the failing command on the rules that it went wrong with, that
 * command alone, with what came right before it, fewer commands, fewer rules, plainer requests. Works on the history as
 * data, so that a step costs one play and the result is a history like any other.
 */
import type { Command, History, RuleName } from '../arbitraries/history.ts';
import { modelAfter } from '../arbitraries/history-model.ts';
import type { FailedCommand, Trial } from './play-history.ts';
import { halves, isOneOfEach, onlyRules, plain, plainer, sizeOf, tidied, withoutOne } from './shrink-history.ts';
import { byLikeness } from './shrink-likeness.ts';
import { apart, inOnePermission, inParts, leastApart } from './shrink-parts.ts';
import { plainerValues } from './shrink-values.ts';

/**
 * Each is smaller than the trial, but for those that ask for one part of its rules after another, so as to tell which it
 * takes; none is known to fail, and none cannot fail in the same way. In the order in which they are worth trying.
 */
export function smallerTrials(trial: Trial, failed: FailedCommand): readonly Trial[] {
  const { history: upTo } = playedUpTo(trial, failed);
  const size = sizeOf(upTo);
  const isSmaller = (each: History) => each.commands.length > 0 && sizeOf(each) < size && isOneOfEach(each);
  const seen = new Set([JSON.stringify(trial.history), JSON.stringify(upTo)]);
  const isNew = (each: History) => {
    const known = seen.size;
    return seen.add(JSON.stringify(each)).size > known;
  };
  return candidates(upTo, failed, trial)
    .map(({ tells = false, history }) => ({ tells, history: tidied(history) }))
    .filter(({ tells, history }) => (tells || isSmaller(history)) && canFailSo(history, failed) && isNew(history))
    .map(({ history }) => ({ ...trial, history }));
}

interface Candidate {
  readonly history: History;
  /** Not smaller, yet worth a play: it tells which part it takes. */
  readonly tells?: true;
}

function candidates(upTo: History, failed: FailedCommand, trial: Trial): readonly Candidate[] {
  const { commands } = upTo;
  const smaller = (histories: readonly History[]): readonly Candidate[] => histories.map((history) => ({ history }));
  const telling = (histories: readonly History[]): readonly Candidate[] =>
    histories.map((history) => ({ history, tells: true }));
  const parts = [...smaller(ofCommands(upTo, failed)), ...telling(inParts(upTo, failed))];
  const isMuch = Object.keys(upTo.rules).length > mostKnown;
  return [
    ...smaller(isTooMuch(failed) ? leftAlone(alone(upTo, failed), failed) : []),
    ...telling(apart(upTo, failed)),
    ...smaller([...inOnePermission(upTo, failed), ...absentAlone(upTo, failed), ...concerned(upTo, failed)]),
    ...(isMuch ? [] : parts),
    ...smaller([alone(upTo, failed), ...elsewhere(upTo), ...endings(upTo, trial)]),
    ...parts,
    ...smaller([
      ...[...halves(commands), ...withoutOne(commands)].map((some) => ({ ...upTo, commands: some })),
      ...leftAlone(upTo, failed),
      ...fewerRules(upTo, failed),
      ...plainer(upTo),
      // What went too far differs from what was named in the values that matter: they are seen as they are.
      ...(isTooMuch(failed) ? [] : plainerValues(upTo)),
    ]),
  ];
}

/** Of fewer rules it is likely known by now whether what was sent before matters. */
const mostKnown = 24;

/** Only the rules that the failing command names; only those that some command does. */
function ofCommands(history: History, { command }: FailedCommand): readonly History[] {
  const namedIn = (each: Command) => ('rules' in each ? each.rules : []);
  return [onlyRules(history, namedIn(command)), onlyRules(history, history.commands.flatMap(namedIn))];
}

/** Whether more went than was named. */
function isTooMuch({ command, before, after }: FailedCommand): boolean {
  const named = 'rules' in command ? command.rules : [];
  return before.some((name) => !after.includes(name) && !named.includes(name));
}

/**
 * Nothing goes too far where all that stands is named; and a rule that was not found has to stand. Told of single
 * commands: what stands before them is given.
 */
function canFailSo({ given, commands }: History, failed: FailedCommand): boolean {
  const [only, ...others] = commands;
  if (only?.kind !== 'revoke' || failed.command.kind !== 'revoke' || others.length > 0) return true;
  if (isTooMuch(failed)) return given.some((name) => !only.rules.includes(name));
  const isMisfit = (rules: readonly RuleName[], standing: readonly RuleName[]) =>
    rules.some((name) => !standing.includes(name));
  return isMisfit(only.rules, given) === isMisfit(failed.command.rules, failed.before);
}

/** The commands up to the one that departed. */
export function playedUpTo(trial: Trial, { index }: FailedCommand): Trial {
  const { history } = trial;
  return { ...trial, history: tidied({ ...history, commands: history.commands.slice(0, index + 1) }) };
}

/** What a quick failure is confirmed by: the last commands up to the one that departed, then all up to it. */
export function confirmingTrials(trial: Trial, { index }: FailedCommand): readonly Trial[] {
  const upTo: History = { ...trial.history, commands: trial.history.commands.slice(0, index + 1) };
  return [...endings(upTo, trial, [4, 8]), upTo].map((history) => ({ ...trial, history }));
}

/** The failing command on the rules that stood before it. */
function alone(history: History, { command, before }: FailedCommand): History {
  return { ...history, given: before, commands: [command] };
}

/** Named rules that are tried by themselves, the most alike first. */
const mostNearest = 2;

/**
 * Where a rule went that was not named, it and the rule named that is most like it: first alone with a request for the
 * other, in its plain form and as it was, then both; then it and half of the rules that were named.
 */
function concerned(history: History, failed: FailedCommand): readonly History[] {
  const { command, before, after } = failed;
  if (!('rules' in command)) return [];
  const wanted = command.rules;
  const [taken] = before.filter((name) => !after.includes(name) && !wanted.includes(name));
  if (taken === undefined) return [];
  const single = alone(history, failed);
  const left = wanted.filter((name) => after.includes(name));
  // One that is left went wrong itself: the other went in its place.
  const suspects = left.length > 0 ? left : wanted;
  const pairs = byLikeness(history.rules, taken, suspects)
    .slice(0, mostNearest)
    .map((nearest) => onlyRules(single, [taken, nearest]));
  const inVain = pairs.map((pair) => ({ ...pair, given: [taken] }));
  return [
    ...(wanted.length < leastApart ? inVain.flatMap((pair) => [plain(pair), pair]) : []),
    ...pairs,
    ...(wanted.length < leastApart ? [] : halves(wanted).map((half) => onlyRules(single, [taken, ...half]))),
  ];
}

/** Of rules that are there and others that are not only these are named: one may have been taken for one of those. */
function absentAlone(history: History, failed: FailedCommand): readonly History[] {
  const { command, before } = failed;
  if (command.kind !== 'revoke') return [];
  const absent = command.rules.filter((name) => !before.includes(name));
  const isInPart = absent.length > 0 && absent.length < command.rules.length;
  return isInPart ? [{ ...alone(history, failed), commands: [{ ...command, rules: absent }] }] : [];
}

/** Only what was left is named, while the others stand by. */
function leftAlone(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || history.commands.length > 1) return [];
  const left = command.rules.filter((name) => before.includes(name) && after.includes(name));
  return left
    .slice(0, left.length > 8 ? 2 : 8)
    .map((name) => ({ ...history, commands: [{ ...command, rules: [name] }] }));
}

/**
 * What was left of those named, and what is like it; only those named; of one permission; of one kind of source; half of
 * those named; with the most alike of those that stand by, or half of them; half of all.
 */
function fewerRules(history: History, { command, after }: FailedCommand): readonly History[] {
  const all = Object.keys(history.rules);
  const named = 'rules' in command ? command.rules : [];
  const [one = ''] = named;
  const bystanders = byLikeness(
    history.rules,
    one,
    all.filter((name) => !named.includes(name)),
  );
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
  const nearest = bystanders.length > leastApart ? [bystanders.slice(0, Math.ceil(bystanders.length / 4))] : [];
  return [
    ...(isInPart ? [[first], ofItsKind, likeLeft] : []),
    ...(named.length > 0 ? [named, ...halves(named)] : []),
    ...(isFew ? [...nearest, ...halves(bystanders)].map((some) => [...named, ...some]) : []),
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
