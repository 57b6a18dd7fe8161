/** Short histories over a small set of rules and near misses. */
import fc from 'fast-check';
import type { NamedRules } from '../../../cases/given.ts';
import { type PermissionGrouping, permissionGrouping } from '../grouping.ts';
import { identity } from '../rule.ts';
import type { ValuePools } from '../value-pools.ts';
import type { Authorize, Concurrently, History, HistoryCommand, Revoke, RuleName } from './history.ts';
import { permittedOutcomes } from './history-model.ts';
import { ruleAndNearMiss } from './near-miss.ts';
import { nearMissFields } from './near-miss-fields.ts';

/** A rule with another description is the same rule, and cannot exist beside it. */
const identityFields = nearMissFields.filter((field) => field !== 'description');

/** Length of generated histories, and kinds of commands that they leave out. */
export interface HistoryOptions {
  /** Most commands; the mean is far below. */
  readonly maxCommands?: number;
  /** Kinds of commands that are left out. */
  readonly without?: ReadonlySet<DraftKind>;
}

/**
 * A history whose every command does something: authorises rules that do not exist, revokes existing ones unless it is meant
 * to miss. Meant of the existing rules where refusals change nothing; elsewhere a revoke may miss.
 *
 * Two equal revokes in a row are two commands. Shrinks to fewer commands, fewer and simpler rules, each revoke by plain
 * permissions.
 */
export function history(
  pools: ValuePools,
  { maxCommands = 10, without = new Set() }: HistoryOptions = {},
): fc.Arbitrary<History> {
  const pool = fc.array(ruleAndNearMiss(pools, { fields: identityFields }), {
    minLength: 1,
    maxLength: 3,
    size: 'max',
  });
  const given = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  const drafts = fc.array(draft(without), { minLength: 1, maxLength: maxCommands, size: 'small' });
  return fc
    .tuple(pool, given, drafts)
    .map(([pairs, isLeftOut, wanted]) => {
      const rules = namedRules(pairs.flatMap(({ rule, miss }) => [rule, miss.rule]));
      const names = Object.keys(rules).filter((_, index) => isLeftOut[index] !== true);
      return { rules, given: names, commands: commandsOf(rules, names, wanted).slice(0, maxCommands) };
    })
    .filter(({ commands }) => commands.length > 0);
}

/** A command before it is known which rules exist. Choices are numbers, taken modulo what there is to choose from. */
interface Draft {
  readonly kind: DraftKind;
  readonly choices: readonly number[];
  readonly grouping: PermissionGrouping;
  readonly repeatsDescriptions: boolean;
  readonly isTwice: boolean;
}

/** In the order in which they shrink; those listed twice are twice as likely. */
const draftKinds = [
  'revoke',
  'authorize',
  'revoke-missing',
  'revoke-by-ids',
  'revoke-by-ids',
  'revoke-by-old-id',
  'revoke-mixed',
  'revoke-flat',
  'dry-run',
  'describe',
  'revoke-beside-revoke',
  'revoke-beside-authorize',
  'revoke-beside-itself',
  'authorize',
  'revoke',
] as const;

/** Kind of a command before its rules are chosen. */
export type DraftKind = (typeof draftKinds)[number];

function draft(without: ReadonlySet<DraftKind>): fc.Arbitrary<Draft> {
  return fc.record({
    kind: fc.constantFrom(...draftKinds.filter((kind) => !without.has(kind))),
    choices: fc.array(fc.noBias(fc.nat({ max: 0xffff })), { minLength: 1, maxLength: 4 }),
    grouping: permissionGrouping(),
    repeatsDescriptions: fc.boolean(),
    isTwice: fc.integer({ min: 0, max: 7 }).map((number) => number === 7),
  });
}

/** Rules named a, b, c, … in their order; of rules that are one to EC2 the first. */
function namedRules(all: readonly NamedRules[string][]): NamedRules {
  const distinct = new Map([...all].reverse().map((rule) => [identity(rule), rule]));
  const kept = all.filter((rule) => distinct.get(identity(rule)) === rule);
  return Object.fromEntries(kept.map((rule, index) => [String.fromCharCode('a'.charCodeAt(0) + index), rule]));
}

function commandsOf(
  rules: NamedRules,
  given: readonly RuleName[],
  drafts: readonly Draft[],
): readonly HistoryCommand[] {
  const commands: HistoryCommand[] = [];
  const everStood = new Set(given);
  let existing = given;
  for (const each of drafts) {
    const command = resolved(each, rules, existing, everStood);
    if (command === undefined) continue;
    const repeats = each.isTwice && command.kind === 'revoke';
    commands.push(command, ...(repeats ? [command] : []));
    existing = permittedOutcomes(rules, existing, command, 'nondefault')[0]?.after ?? existing;
    for (const name of existing) everStood.add(name);
  }
  return commands;
}

/** What a draft may choose from: rules that exist, rules that do not, and of these the ones that once existed. */
interface Chosen {
  readonly stored: readonly RuleName[];
  readonly absent: readonly RuleName[];
  readonly gone: readonly RuleName[];
  readonly ofIpv4: readonly RuleName[];
}

/** Undefined when there is nothing to do it to. */
function resolved(
  draft: Draft,
  rules: NamedRules,
  existing: readonly RuleName[],
  everStood: ReadonlySet<RuleName>,
): HistoryCommand | undefined {
  const names = Object.keys(rules);
  const missing = names.filter((name) => !existing.includes(name));
  const from = (all: readonly RuleName[]) => chosen(all, draft.choices);
  return commandOf(draft, {
    stored: from(existing),
    absent: from(missing),
    gone: from(missing.filter((name) => everStood.has(name))),
    ofIpv4: from(names.filter((name) => rules[name]?.CidrIp !== undefined)),
  });
}

function commandOf(draft: Draft, { stored, absent, gone, ofIpv4 }: Chosen): HistoryCommand | undefined {
  const isReady = stored.length > 0 && absent.length > 0;
  const [old] = gone;
  const [flat] = ofIpv4;
  switch (draft.kind) {
    case 'describe':
      return { kind: 'describe' };
    case 'authorize':
      return absent.length > 0 ? authorizeOf(draft, absent) : undefined;
    case 'revoke':
      return stored.length > 0 ? revokeOf(draft, stored) : undefined;
    case 'revoke-missing':
      return absent.length > 0 ? revokeOf(draft, absent.slice(0, 1)) : undefined;
    case 'revoke-mixed':
      return isReady ? revokeOf(draft, [...stored, ...absent.slice(0, 1)]) : undefined;
    case 'revoke-by-ids':
      return stored.length > 0 ? { kind: 'revoke-by-ids', rules: stored } : undefined;
    case 'revoke-by-old-id':
      return old === undefined ? undefined : { kind: 'revoke-by-ids', rules: [old] };
    case 'revoke-flat':
      return flat === undefined ? undefined : { kind: 'revoke-flat', rules: [flat] };
    case 'dry-run':
      return stored.length > 0 ? { kind: 'dry-run', rules: stored, grouping: draft.grouping } : undefined;
    case 'revoke-beside-itself':
      return stored.length > 0 ? together(revokeOf(draft, stored), revokeOf(draft, stored)) : undefined;
    case 'revoke-beside-authorize':
      return isReady ? together(revokeOf(draft, stored), authorizeOf(draft, absent)) : undefined;
    case 'revoke-beside-revoke':
      return stored.length > 1
        ? together(revokeOf(draft, stored.slice(0, 1)), revokeOf(draft, stored.slice(1)))
        : undefined;
  }
}

function revokeOf({ grouping: how, repeatsDescriptions }: Draft, rules: readonly RuleName[]): Revoke {
  return { kind: 'revoke', rules, grouping: how, descriptions: repeatsDescriptions ? 'repeated' : 'left-out' };
}

function authorizeOf({ grouping: how }: Draft, rules: readonly RuleName[]): Authorize {
  return { kind: 'authorize', rules, grouping: how };
}

function together(one: Revoke, other: Revoke | Authorize): Concurrently {
  return { kind: 'concurrently', commands: [one, other] };
}

/** Distinct names, one for each choice as far as they go. */
function chosen(names: readonly RuleName[], choices: readonly number[]): readonly RuleName[] {
  if (names.length === 0) return [];
  return [...new Set(choices.map((choice) => names[choice % names.length] as RuleName))];
}
