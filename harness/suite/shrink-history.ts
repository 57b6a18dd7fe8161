/** The single steps in which a history becomes smaller, and what counts as smaller. */
import { type Grouping, plainGrouping } from '../arbitraries/grouping.ts';
import type { Command, History, RuleName, SingleCommand } from '../arbitraries/history.ts';
import type { NamedRules } from './fixture.ts';
import { oddValues } from './shrink-values.ts';

/** Without the first or the second half; of longer lists each quarter alone and the others without it, too. */
export function halves<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  if (list.length < 4) {
    return [];
  }
  const parts = (count: number) => {
    const length = Math.ceil(list.length / count);
    const starts = Array.from({ length: count }, (_, index) => index * length);
    return [
      ...starts.map((start) => list.slice(start, start + length)),
      ...(count > 2 ? starts.map((start) => [...list.slice(0, start), ...list.slice(start + length)]) : []),
    ];
  };
  return [...parts(2), ...(list.length >= 8 ? parts(4) : [])].filter(
    (part) => part.length > 0 && part.length < list.length,
  );
}

/** Of long lists nothing: that would take too many plays. */
export function withoutOne<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  return list.length < 2 || list.length > 16 ? [] : list.map((_, index) => list.filter((__, other) => other !== index));
}

/** Commands that are left without a rule go too. */
export function onlyRules(history: History, names: readonly RuleName[]): History {
  const kept = new Set(names);
  return {
    ...history,
    rules: Object.fromEntries(Object.entries(history.rules).filter(([name]) => kept.has(name))),
    given: history.given.filter((name) => kept.has(name)),
    commands: history.commands.flatMap((command) => commandOn(command, kept) ?? []),
  };
}

/** Undefined when none of its rules is kept. */
export function commandOn(command: Command, kept: ReadonlySet<RuleName>): Command | undefined {
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

/** Without what is never sent: rules that no command is about and that do not stand, and groupings of a single rule. */
export function tidied(history: History): History {
  const used = new Set([...history.given, ...history.commands.flatMap(namesIn)]);
  const rules = Object.fromEntries(Object.entries(history.rules).filter(([name]) => used.has(name)));
  return { ...history, rules, commands: history.commands.map(ungrouped) };
}

/** A permission of one rule can be put together in one way; its parameters still have an order. */
function ungrouped(command: Command): Command {
  if (!('grouping' in command) || command.rules.length !== 1) return command;
  return { ...command, grouping: { ...plainGrouping, parameterOrder: command.grouping.parameterOrder } };
}

/** With no description, and each command in its plain form. */
export function plain(history: History): History {
  const commands = history.commands.map((command) => undescribed(regrouped(command, () => plainGrouping)));
  return { ...history, rules: withoutDescriptions(history.rules), commands };
}

/** All that is not plain at once, then each by itself: descriptions, groupings, orders. */
export function plainer(history: History): readonly History[] {
  const { rules, commands } = history;
  const changed = (change: (grouping: Grouping) => Grouping): History => ({
    ...history,
    commands: commands.map((command) => regrouped(command, change)),
  });
  const orders = ['parameterOrder', 'sourceOrder', 'permissionOrder', 'merging'] as const;
  return [
    plain(history),
    changed(() => plainGrouping),
    ...orders.map((order) => changed((grouping) => ({ ...grouping, [order]: 0 }))),
    changed((grouping) => ({ ...grouping, merging: Math.min(grouping.merging, 1) })),
    { ...history, commands: commands.map(undescribed) },
    { ...history, rules: withoutDescriptions(rules) },
    ...(Object.keys(rules).length > 8 ? [] : Object.keys(rules).map((name) => withoutDescription(history, name))),
  ];
}

/** Whether no two rules are equal in all their values; those of a smaller history could have become so. */
export function isOneOfEach({ rules }: History): boolean {
  const texts = Object.values(rules).map((rule) => JSON.stringify(Object.entries(rule).sort()));
  return new Set(texts).size === texts.length;
}

/** Commands weigh most: a reader follows them one by one. Then rules, then what is not plain. */
export function sizeOf({ rules, given, commands, elsewhere }: History): number {
  const groupings = commands.flatMap((command) => ('grouping' in command ? [command.grouping] : []));
  const odd = groupings.flatMap((grouping) => Object.values(grouping)).map((value) => Math.min(value, 2));
  const repeated = commands.filter((command) => command.kind === 'revoke' && command.descriptions === 'repeated');
  const described = Object.values(rules).filter(({ Description }) => Description !== undefined);
  const others = Object.keys({ ...elsewhere?.opposite, ...elsewhere?.peer });
  return (
    commands.length * 100_000 +
    (Object.keys(rules).length + others.length) * 1000 +
    given.length * 100 +
    commands.flatMap(namesIn).length * 20 +
    odd.reduce((sum, value) => sum + value, 0) +
    oddValues(rules) +
    repeated.length +
    described.length
  );
}

function namesIn(command: Command): readonly RuleName[] {
  if (command.kind === 'concurrently') return command.commands.flatMap(namesIn);
  return 'rules' in command ? command.rules : [];
}

function regrouped(command: Command, change: (grouping: Grouping) => Grouping): Command {
  return 'grouping' in command ? { ...command, grouping: change(command.grouping) } : command;
}

function undescribed(command: Command): Command {
  return command.kind === 'revoke' ? { ...command, descriptions: 'left-out' } : command;
}

function withoutDescriptions(rules: NamedRules): NamedRules {
  return Object.fromEntries(Object.entries(rules).map(([name, { Description: _, ...rule }]) => [name, rule]));
}

function withoutDescription(history: History, name: RuleName): History {
  const { Description: _, ...rule } = history.rules[name] ?? { IpProtocol: '-1' };
  return { ...history, rules: { ...history.rules, [name]: rule } };
}
