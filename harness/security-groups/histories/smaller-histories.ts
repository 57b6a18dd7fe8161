/**
 * What a failing history may be shrunk to: the failing command alone, the last few commands, the rules that are likely
 * to matter, parts of the rules and of the commands, plainer requests. Pure; each candidate is a history like any other.
 */

import type { FixtureRule, NamedRules } from '../../cases/given.ts';
import { parts, type Stages } from '../../engine/properties/shrink.ts';
import { type PermissionGrouping, permissionsOfSeveral, plainGrouping } from '../generators/grouping.ts';
import type { History, HistoryCommand, RuleName } from '../generators/histories/history.ts';
import { modelAfter, rulesOfCommand, suitsRecordedRequests } from '../generators/histories/history-model.ts';
import { reordered } from '../generators/seeded-order.ts';
import { numbersMean } from '../model/protocol.ts';
import type { VpcKind } from '../model/rule.ts';
import { type FailedCommand, type HistoryTrial, removesTooMuch } from './run-history.ts';

/** None is known to fail; each could fail in the same way. */
export function smallerHistories(trial: HistoryTrial, failed: FailedCommand): Stages<HistoryTrial> {
  const { vpc } = trial;
  const history = { ...trial.history, commands: trial.history.commands.slice(0, failed.index + 1) };
  // What a recorded request names cannot be changed.
  const isRecorded = history.commands.some(({ kind }) => kind === 'case-request');
  const stages = [
    failed.index > 0 ? [alone(history, failed), ...from(history.commands.length - fewCommands, history, vpc)] : [],
    [...from(1, history, vpc), ...parts(history.commands).map((commands) => ({ ...history, commands }))],
    withPlainRevokes(history),
    [...nearMisses(history, failed), ...absentAlone(history, failed), ...onePermission(history, failed)],
    // Early, as a part of permissions that are shared may be too few permissions.
    isRecorded ? [] : plainer(history).slice(0, 2),
    halfNamed(history, failed),
    [...nearMisses(history, failed), ...fewerOthers(history, failed)],
    shortParts(Object.keys(history.rules)).map((names) => onlyRules(history, names)),
    isRecorded ? [] : plainer(history),
    isRecorded || removesTooMuch(failed) ? [] : plainerValues(history),
    // Once more, as the failing command may have become another.
    failed.index > 0 ? [alone(history, failed)] : [],
  ];
  return stages.map((candidates) =>
    candidates
      .map(withoutUnused)
      .filter((each) => each.commands.length > 0 && areDistinct(Object.values(each.rules)))
      .filter((each) => canFailAlike(each, failed) && suitsRecordedRequests(each, vpc))
      .map((each) => ({ vpc, history: each })),
  );
}

/** The failing command by itself, on the rules that existed before it. */
export function failingAlone({ vpc, history }: HistoryTrial, failed: FailedCommand): HistoryTrial {
  return { vpc, history: withoutUnused(alone(history, failed)) };
}

function alone(history: History, { command, before }: FailedCommand): History {
  return { ...history, given: before, commands: [command] };
}

/** A failure often shows a little late, so that the failing command alone does not fail. */
const fewCommands = 4;

/** The commands from this one on, on the rules that the model predicts before it. */
function from(start: number, history: History, vpc: VpcKind): readonly History[] {
  const given = modelAfter(history, vpc)[start - 1]?.outcomes[0]?.after;
  const commands = history.commands.slice(start);
  return given === undefined || commands.length === 0 ? [] : [{ ...history, given, commands }];
}

/** Named rules that a removed one is paired with, the most alike first. */
const mostPairs = 3;

/** Where a rule went that was not named: that rule alone, and a revoke of the named one that it is most like. */
function nearMisses(history: History, { command, before, after }: FailedCommand): readonly History[] {
  const named = rulesOfCommand(command);
  const [taken] = before.filter((name) => !after.includes(name) && !named.includes(name));
  if (command.kind !== 'revoke' || taken === undefined) return [];
  return byLikeness(history.rules, taken, named)
    .slice(0, mostPairs)
    .map((name) => ({
      ...onlyRules(history, [taken, name]),
      given: [taken],
      commands: [{ ...command, rules: [name] }],
    }));
}

/** Of a revoke that named absent rules beside others, the absent ones alone. */
function absentAlone(history: History, { command, before, index }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke' || index > 0) return [];
  const rules = command.rules.filter((name) => !before.includes(name));
  const isPart = rules.length > 0 && rules.length < command.rules.length;
  return isPart ? [{ ...history, commands: [{ ...command, rules }] }] : [];
}

/** The permission that was carried out in part, its rules in the order in which they were sent; those like a rule left. */
function onePermission(history: History, { command, before, after }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke') return [];
  const left = command.rules.filter((name) => before.includes(name) && after.includes(name));
  const named = command.rules.flatMap((name) => history.rules[name] ?? []);
  const nameOf = new Map(command.rules.map((name) => [history.rules[name], name]));
  const isLeft = (rule: FixtureRule) => left.includes(nameOf.get(rule) ?? '');
  const shared = permissionsOfSeveral(named, command.grouping).find((each) => each.some(isLeft) && !each.every(isLeft));
  if (shared === undefined) return [];
  const grouping = { ...plainGrouping, merging: 1, parameterOrder: command.grouping.parameterOrder };
  const kind = (['CidrIp', 'CidrIpv6', 'PrefixListId'] as const).find((member) => shared.find(isLeft)?.[member]);
  const ofKind = kind === undefined ? shared : shared.filter((rule) => rule[kind] !== undefined);
  return [shared, ofKind].map((some) => {
    const rules = reordered(some, command.grouping.sourceOrder).flatMap((rule) => nameOf.get(rule) ?? []);
    return { ...onlyRules(history, rules), given: rules, commands: [{ ...command, rules, grouping }] };
  });
}

/** The failing revoke on half of its rules: one rule while all rules exist that existed, another on what the commands name. */
function halfNamed(history: History, { command, index }: FailedCommand): readonly History[] {
  if (command.kind !== 'revoke') return [];
  const some = command.rules.length < 4 ? parts(command.rules) : parts(command.rules).slice(0, 2);
  const former = history.commands.slice(0, -1);
  return some.map((rules) => {
    const half = { ...history, commands: [...former, { ...command, rules }] };
    return index === 0 ? half : onlyRules(half, half.commands.flatMap(rulesOfCommand));
  });
}

/** Without the rules that no command names; with the one most like a rule that was left; with some of them. */
function fewerOthers(history: History, { command, after }: FailedCommand): readonly History[] {
  const named = history.commands.flatMap(rulesOfCommand);
  const others = Object.keys(history.rules).filter((name) => !named.includes(name));
  const left = rulesOfCommand(command)
    .filter((name) => after.includes(name))
    .slice(0, 1);
  const nearest = left.map((name) => byLikeness(history.rules, name, others).slice(0, 1));
  const some = others.length === 0 ? [] : [[], ...nearest, ...shortParts(others)];
  return some.map((names) => onlyRules(history, [...named, ...names]));
}

/** Of long lists no item is left out by itself: that takes too many calls. */
function shortParts<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  return list.length <= 20 ? parts(list) : parts(list).filter((part) => part.length < list.length - 1);
}

/** Commands that are left without a rule go too; requests of recorded cases keep all of theirs. */
function onlyRules(history: History, names: readonly RuleName[]): History {
  const recorded = history.commands.filter(({ kind }) => kind === 'case-request').flatMap(rulesOfCommand);
  const kept = new Set([...names, ...recorded]);
  return {
    ...history,
    rules: Object.fromEntries(Object.entries(history.rules).filter(([name]) => kept.has(name))),
    given: history.given.filter((name) => kept.has(name)),
    commands: history.commands.flatMap((command) => commandOn(command, kept) ?? []),
  };
}

function commandOn(command: HistoryCommand, kept: ReadonlySet<RuleName>): HistoryCommand | undefined {
  if (command.kind === 'describe' || command.kind === 'case-request') return command;
  if (command.kind === 'concurrently') {
    const [one, other] = command.commands.map((each) => commandOn(each, kept));
    const isPair = one !== undefined && other !== undefined;
    return isPair ? ({ ...command, commands: [one, other] } as HistoryCommand) : (one ?? other);
  }
  const rules = command.rules.filter((name) => kept.has(name));
  return rules.length === 0 ? undefined : ({ ...command, rules } as HistoryCommand);
}

/** Rules that were made plainer may have become one. */
function areDistinct(rules: readonly FixtureRule[]): boolean {
  return new Set(rules.map((rule) => JSON.stringify(Object.entries(rule).sort()))).size === rules.length;
}

/** Without what is never sent: rules that neither exist nor are named, and groupings of a single rule. */
function withoutUnused(history: History): History {
  const used = new Set([...history.given, ...history.commands.flatMap(rulesOfCommand)]);
  const rules = Object.fromEntries(Object.entries(history.rules).filter(([name]) => used.has(name)));
  const commands = history.commands.map((command) =>
    'grouping' in command && command.rules.length === 1
      ? { ...command, grouping: { ...plainGrouping, parameterOrder: command.grouping.parameterOrder } }
      : command,
  );
  return { ...history, rules, commands };
}

/**
 * Of a single revoke: removing too much needs an existing rule that is not named, and a rule that was not found has to
 * exist.
 */
function canFailAlike({ given, commands }: History, failed: FailedCommand): boolean {
  const [only, ...others] = commands;
  if (only?.kind !== 'revoke' || failed.command.kind !== 'revoke' || others.length > 0) return true;
  if (removesTooMuch(failed)) return given.some((name) => !only.rules.includes(name));
  const isMisfit = (rules: readonly RuleName[], existing: readonly RuleName[]) =>
    rules.some((name) => !existing.includes(name));
  return isMisfit(only.rules, given) === isMisfit(failed.command.rules, failed.before);
}

/** Recorded requests that remove rules as plain revokes of just these: all of them, then each. */
function withPlainRevokes(history: History): readonly History[] {
  const plain: readonly HistoryCommand[] = history.commands.map(plainRevoke);
  const each = plain.flatMap((command, at) =>
    command === history.commands[at] ? [] : [history.commands.map((one, index) => (index === at ? command : one))],
  );
  return each.length === 0 ? [] : [plain, ...each].map((commands) => ({ ...history, commands }));
}

function plainRevoke(command: HistoryCommand): HistoryCommand {
  if (command.kind !== 'case-request' || command.about !== 'revoke' || command.isOpen) return command;
  const [response, ...others] = command.expect;
  const rules = command.needs.filter((name) => response?.after.includes(name) === false);
  return others.length > 0 || response?.code !== undefined || rules.length === 0
    ? command
    : { kind: 'revoke', rules, grouping: plainGrouping, descriptions: 'left-out' };
}

/** All that is not plain at once; then all groupings, each order, all descriptions by themselves. */
function plainer(history: History): readonly History[] {
  const regrouped = (from: History, change: Partial<PermissionGrouping>): History => ({
    ...from,
    commands: from.commands.map((one) =>
      'grouping' in one ? { ...one, grouping: { ...one.grouping, ...change } } : one,
    ),
  });
  const undescribed = withoutDescriptions(history);
  const orders = ['parameterOrder', 'sourceOrder', 'permissionOrder', 'merging'] as const;
  return [
    regrouped(undescribed, plainGrouping),
    regrouped(history, plainGrouping),
    ...orders.map((order) => regrouped(history, { [order]: 0 })),
    ...(history.commands.some((one) => 'grouping' in one && one.grouping.merging > 1)
      ? [regrouped(history, { merging: 1 })]
      : []),
    undescribed,
  ];
}

/** Rules that differ in nothing but their descriptions become one rule. */
function withoutDescriptions(history: History): History {
  const bare = Object.entries(history.rules).map(([name, { Description: _, ...rule }]) => ({
    name,
    rule,
    text: JSON.stringify(Object.entries(rule).sort()),
  }));
  const first = new Map(bare.toReversed().map(({ text, name }) => [text, name]));
  const common = new Map(bare.map(({ name, text }) => [name, first.get(text) ?? name]));
  const renamed = (names: readonly RuleName[]) => [...new Set(names.map((name) => common.get(name) ?? name))];
  return {
    rules: Object.fromEntries(bare.flatMap(({ name, rule }) => (common.get(name) === name ? [[name, rule]] : []))),
    given: renamed(history.given),
    commands: history.commands.map((one) => ({
      ...one,
      ...('rules' in one ? { rules: renamed(one.rules) } : {}),
      ...(one.kind === 'revoke' ? { descriptions: 'left-out' } : {}),
    })) as readonly HistoryCommand[],
  };
}

/** Rules in which values are made plainer; of more it is not worth the calls. */
const mostPlainRules = 3;

/** A plain source, protocol or numbers in all rules at once, where they share that value: what stays odd matters. */
function plainerValues(history: History): readonly History[] {
  const all = Object.entries(history.rules);
  if (all.length > mostPlainRules || history.commands.length > 1) return [];
  // The source first: a rule that is not found is attributed to its source while the source is unusual.
  return [withPlainSource, withPlainProtocol, withPlainNumbers].flatMap((change) => {
    const rules = Object.fromEntries(all.map(([name, rule]) => [name, change(rule)]));
    return areDistinct(Object.values(rules).map(({ Description: _, ...rule }) => rule)) ? [{ ...history, rules }] : [];
  });
}

function withPlainSource(rule: FixtureRule): FixtureRule {
  const { CidrIp: _, CidrIpv6: __, PrefixListId: ___, GroupId: ____, ...bare } = rule;
  return rule.IpProtocol === 'icmpv6' ? { ...bare, CidrIpv6: '2001:db8::/32' } : { ...bare, CidrIp: '192.0.2.0/24' };
}

/** TCP; the numbers stay where they are ports. */
function withPlainProtocol(rule: FixtureRule): FixtureRule {
  const isPorts = numbersMean(rule.IpProtocol) === 'ports';
  return { ...rule, ...(isPorts ? {} : { FromPort: '443', ToPort: '443' }), IpProtocol: 'tcp' };
}

function withPlainNumbers(rule: FixtureRule): FixtureRule {
  switch (numbersMean(rule.IpProtocol)) {
    case 'ports':
      return { ...rule, FromPort: '443', ToPort: '443' };
    case 'type-and-code':
      return { ...rule, FromPort: '3', ToPort: '1' };
    case 'nothing':
      return rule;
  }
}

/** The rules with fewest values different first; of those the ones whose texts begin alike. */
function byLikeness(rules: NamedRules, name: RuleName, among: readonly RuleName[]): readonly RuleName[] {
  const own = valuesOf(rules[name]);
  const distance = (other: RuleName) =>
    valuesOf(rules[other]).reduce((sum, value, index) => sum + difference(own[index] ?? '', value), 0);
  return [...among].sort((one, other) => distance(one) - distance(other));
}

/** Protocol, numbers and source; of a protocol without numbers these are open. */
function valuesOf(rule: FixtureRule = { IpProtocol: '' }): readonly string[] {
  const { IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, PrefixListId, GroupId } = rule;
  return [
    IpProtocol,
    FromPort === undefined ? '' : `${FromPort} ${ToPort}`,
    CidrIp ?? CidrIpv6 ?? PrefixListId ?? GroupId ?? '',
  ];
}

/** Less than one for texts that begin alike, so that it never outweighs another value. */
function difference(one: string, other: string): number {
  if (one === other || one === '' || other === '') return 0;
  const at = [...one].findIndex((character, index) => character !== other[index]);
  return 1 - Math.min(at < 0 ? one.length : at, 30) / 100;
}
