/**
 * Smaller trials of a failing one, the boldest first: the failing command alone, fewer commands, fewer rules, plainer
 * requests. Works on the history as data, so that a step costs one play and the result is a history like any other.
 */
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History, RuleName, SingleCommand } from '../arbitraries/history.ts';
import type { NamedRules } from './fixture.ts';
import type { FailedCommand, Trial } from './play-history.ts';

/** Each is smaller than the trial; none is known to fail. In the order in which they are worth trying. */
export function smallerTrials(trial: Trial, failed: FailedCommand): readonly Trial[] {
  const { history } = trial;
  const candidates = [
    alone(history, failed),
    ...halves(history.commands).map((commands) => ({ ...history, commands })),
    ...withoutOne(history.commands).map((commands) => ({ ...history, commands })),
    ...halves(Object.keys(history.rules)).map((names) => onlyRules(history, names)),
    ...withoutOne(Object.keys(history.rules)).map((names) => onlyRules(history, names)),
    { ...history, commands: history.commands.map(plainer) },
    { ...history, rules: withoutDescriptions(history.rules) },
  ];
  const size = sizeOf(history);
  const seen = new Set([JSON.stringify(history)]);
  return candidates
    .filter(
      (each) =>
        each.commands.length > 0 &&
        sizeOf(each) <= size &&
        !seen.has(JSON.stringify(each)) &&
        seen.add(JSON.stringify(each)),
    )
    .map((each) => ({ ...trial, history: each }));
}

/** The failing command on the rules that stood before it. */
function alone(history: History, { command, before }: FailedCommand): History {
  return { ...history, given: before, commands: [command] };
}

/** Without the first or the second half, and without quarters of longer lists. */
function halves<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  const parts = list.length >= 8 ? 4 : 2;
  if (list.length < 4) {
    return [];
  }
  const length = Math.ceil(list.length / parts);
  const starts = Array.from({ length: parts }, (_, index) => index * length);
  return [
    ...starts.map((start) => list.slice(start, start + length)),
    ...starts.map((start) => [...list.slice(0, start), ...list.slice(start + length)]),
  ].filter((part) => part.length > 0 && part.length < list.length);
}

function withoutOne<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  return list.length < 2 || list.length > 8 ? [] : list.map((_, index) => list.filter((__, other) => other !== index));
}

/** Commands that are left without a rule go too. */
function onlyRules(history: History, names: readonly RuleName[]): History {
  const kept = new Set(names);
  return {
    rules: Object.fromEntries(Object.entries(history.rules).filter(([name]) => kept.has(name))),
    given: history.given.filter((name) => kept.has(name)),
    commands: history.commands.flatMap((command) => commandOn(command, kept) ?? []),
  };
}

function commandOn(command: Command, kept: ReadonlySet<RuleName>): Command | undefined {
  if (command.kind === 'concurrently') {
    const [one, other] = command.commands.map((each) => commandOn(each, kept)) as (SingleCommand | undefined)[];
    const isPair = one !== undefined && other !== undefined;
    return isPair ? ({ ...command, commands: [one, other] } as Command) : (one ?? other);
  }
  if (command.kind === 'describe') {
    return command;
  }
  const rules = command.rules.filter((name) => kept.has(name));
  return rules.length === 0 ? undefined : ({ ...command, rules } as Command);
}

function plainer(command: Command): Command {
  if (command.kind === 'revoke') {
    return { ...command, grouping: plainGrouping, descriptions: 'left-out' };
  }
  return 'grouping' in command ? { ...command, grouping: plainGrouping } : command;
}

function withoutDescriptions(rules: NamedRules): NamedRules {
  return Object.fromEntries(Object.entries(rules).map(([name, { Description: _, ...rule }]) => [name, rule]));
}

/** Commands weigh most: a reader follows them one by one. */
function sizeOf({ rules, given, commands }: History): number {
  return commands.length * 1000 + Object.keys(rules).length * 10 + given.length;
}
