/** Smaller trials that ask in one play for one part of the rules after another: it ends at the part that it takes. */
import { permissionsOfSeveral, plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History, RuleName } from '../arbitraries/history.ts';
import { reordered } from '../arbitraries/seeded-order.ts';
import type { FixtureRule } from './fixture.ts';
import type { FailedCommand } from './play-history.ts';
import { commandOn, onlyRules } from './shrink-history.ts';
import { byLikeness, sharing } from './shrink-likeness.ts';

/** Fewer named rules are not worth a request for each. */
export const leastApart = 4;

/** A longer sequence takes more calls on each part than it is worth. */
const mostRepeated = 3;

/** As many parts as rules: so many are asked for one by one. */
const mostSingly = 8;

/**
 * Where a request that should have removed something removed nothing: the same commands on one part of their rules after
 * another, from the first part on and from the last, since what it takes may go with a part before.
 */
export function inParts(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || history.commands.length > mostRepeated) return [];
  const { rules: wanted } = command;
  const isWithoutEffect = wanted.every((name) => before.includes(name) && after.includes(name));
  if (!isWithoutEffect || wanted.length < leastApart) return [];
  const count = wanted.length <= mostSingly ? wanted.length : Math.ceil(Math.sqrt(wanted.length));
  const parts = partsOf(history, count);
  return [parts, [...parts].reverse()].map((order) => ({
    ...history,
    commands: order.flatMap((part) => history.commands.flatMap((each) => commandOn(each, part) ?? [])),
  }));
}

/** The rules of each command in so many parts, those that can share a permission side by side; a rule is in one. */
function partsOf({ rules, commands }: History, count: number): readonly ReadonlySet<RuleName>[] {
  const parts = Array.from({ length: count }, () => new Set<RuleName>());
  const placed = new Set<RuleName>();
  for (const command of [...commands].reverse()) {
    const open = 'rules' in command ? command.rules.filter((name) => !placed.has(name)) : [];
    for (const [index, name] of sharing(rules, open).entries()) {
      parts[Math.floor((index * count) / open.length)]?.add(name);
      placed.add(name);
    }
  }
  return parts;
}

/** Named rules that are asked for singly, the most alike first; and how many of them in one play. */
const mostApart = 30;
const atOnce = 6;

/** Where a rule went that was not named: it stands alone, and each rule that was named is asked for, in vain. */
export function apart(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || command.rules.length < leastApart) return [];
  const [taken] = before.filter((name) => !after.includes(name) && !command.rules.includes(name));
  const isLeft = command.rules.some((name) => before.includes(name) && after.includes(name));
  // Where it went in the place of one that is left, that one has to stand.
  if (taken === undefined || isLeft) return [];
  const nearest = byLikeness(history.rules, taken, command.rules).slice(0, mostApart);
  const commands = nearest.map((name): Command => ({ ...command, rules: [name], descriptions: 'left-out' }));
  return Array.from({ length: Math.ceil(commands.length / atOnce) }, (_, index) => ({
    ...history,
    given: [taken],
    commands: commands.slice(index * atOnce, (index + 1) * atOnce),
  }));
}

/** Of a request that was carried out in part, the permission that was: its rules in the order in which they were sent. */
export function inOnePermission(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke') return [];
  const { rules: wanted, grouping } = command;
  const named = wanted.flatMap((name) => history.rules[name] ?? []);
  const nameOf = new Map(wanted.map((name) => [history.rules[name], name]));
  const isLeft = (rule: FixtureRule) => {
    const name = nameOf.get(rule) ?? '';
    return before.includes(name) && after.includes(name);
  };
  return permissionsOfSeveral(named, grouping)
    .filter((each) => each.some(isLeft) && !each.every(isLeft))
    .slice(0, 1)
    .map((each): History => {
      const rules = reordered(each, grouping.sourceOrder).flatMap((rule) => nameOf.get(rule) ?? []);
      const asSent = { ...plainGrouping, merging: 1, parameterOrder: grouping.parameterOrder };
      const only = { ...command, rules, grouping: asSent };
      return { ...onlyRules({ ...history, commands: [] }, rules), given: rules, commands: [only] };
    });
}
