/** What the model says of a history: which outcomes each command may have, and what exists afterwards. Pure. */

import type { ExpectedResponse } from '../../../cases/fixture.ts';
import type { NamedRules } from '../../../cases/given.ts';
import { addedRules } from '../../model/authorize.ts';
import { type OnMismatch, revokeByIds, revokeByPermissions } from '../../model/revoke.ts';
import type { Rule, VpcKind } from '../../model/rule.ts';
import { modelRule } from '../model-rule.ts';
import type {
  Authorize,
  CaseRequest,
  Concurrently,
  History,
  HistoryCommand,
  RevokeByIds,
  RuleName,
  SingleCommand,
} from './history.ts';

/** What one request is answered. */
export type PredictedResponse =
  | { readonly kind: 'authorized'; readonly rules: readonly RuleName[] }
  | { readonly kind: 'revoked'; readonly removed: readonly RuleName[]; readonly unknown: readonly RuleName[] }
  | { readonly kind: 'refused'; readonly code: string }
  /** DryRunOperation: it would have succeeded. */
  | { readonly kind: 'dry-run' }
  | { readonly kind: 'described'; readonly rules: readonly RuleName[] }
  /** As the recorded case says. */
  | { readonly kind: 'stated'; readonly expected: ExpectedResponse };

/** Responses that a command may have, with the rules afterwards. */
export interface PredictedOutcome {
  /** One for each request of the command, in its order. */
  readonly responses: readonly PredictedResponse[];
  /** The rules that exist afterwards, in the order of the history's rules. */
  readonly after: readonly RuleName[];
}

/** A command with all of its permitted outcomes. */
export interface HistoryStep {
  readonly command: HistoryCommand;
  /** Never empty; see {@link permittedOutcomes}. */
  readonly outcomes: readonly PredictedOutcome[];
}

/** Every command with its outcomes, each on the state that the first outcome of the command before leaves. */
export function modelAfter({ rules, given, commands }: History, vpc: VpcKind): readonly HistoryStep[] {
  const steps: HistoryStep[] = [];
  let existing: readonly RuleName[] = inOrder(rules, given);
  for (const command of commands) {
    const outcomes = permittedOutcomes(rules, existing, command, vpc);
    steps.push({ command, outcomes });
    existing = outcomes[0]?.after ?? existing;
  }
  return steps;
}

/** Whether each request of a recorded case finds the rules that its case gives it, as far as the case knows of them. */
export function suitsRecordedRequests(history: History, vpc: VpcKind): boolean {
  if (history.commands.every(({ kind }) => kind !== 'case-request')) return true;
  let existing = history.given;
  return modelAfter(history, vpc).every(({ command, outcomes }) => {
    const before = existing;
    existing = outcomes[0]?.after ?? existing;
    return (
      command.kind !== 'case-request' ||
      command.known.every((name) => before.includes(name) === command.needs.includes(name))
    );
  });
}

/** One request of a history, as far as it matters to those after it. */
export interface RequestSummary {
  /** `other`: neither adds nor removes a rule, nor asks whether it may. */
  readonly kind: 'authorize' | 'revoke' | 'dry-run' | 'other';
  readonly by: 'ids' | 'properties';
  /** The rules that it adds, removes or names. */
  readonly rules: readonly RuleName[];
  readonly before: readonly RuleName[];
  /** Whether a conforming target refuses it. */
  readonly isRefused: boolean;
}

/** The requests of a history as they are meant; what a target made of them does not count. */
export function summarize(history: History, vpc: VpcKind): readonly RequestSummary[] {
  let before = inOrder(history.rules, history.given);
  return modelAfter(history, vpc).map(({ command, outcomes: [first] }) => {
    const summary = { ...aboutOf(command, before, first), before };
    before = first?.after ?? before;
    return summary;
  });
}

function aboutOf(
  command: HistoryCommand,
  before: readonly RuleName[],
  outcome: PredictedOutcome | undefined,
): Pick<RequestSummary, 'kind' | 'by' | 'rules' | 'isRefused'> {
  const [response] = outcome?.responses ?? [];
  const isRefused =
    response?.kind === 'refused' || (response?.kind === 'stated' && response.expected.code !== undefined);
  if (command.kind === 'case-request') {
    const after = outcome?.after ?? before;
    const changed = [
      ...before.filter((name) => !after.includes(name)),
      ...after.filter((name) => !before.includes(name)),
    ];
    const text = JSON.stringify(command.send);
    const byId = command.known.filter((name) => text.includes(`{rule:${name}}`));
    const kept = changed.length > 0 ? changed : byId;
    return { kind: command.about, by: byId.length > 0 ? 'ids' : 'properties', rules: kept, isRefused };
  }
  const by = command.kind === 'revoke-by-ids' ? 'ids' : 'properties';
  return { kind: kindOf(command.kind), by, rules: rulesOfCommand(command), isRefused };
}

function kindOf(kind: HistoryCommand['kind']): RequestSummary['kind'] {
  if (kind === 'authorize' || kind === 'dry-run') return kind;
  return kind === 'revoke' || kind === 'revoke-by-ids' || kind === 'revoke-flat' ? 'revoke' : 'other';
}

/** The rules that a command names. */
export function rulesOfCommand(command: HistoryCommand): readonly RuleName[] {
  switch (command.kind) {
    case 'concurrently':
      return command.commands.flatMap(rulesOfCommand);
    case 'case-request':
      return command.known;
    case 'describe':
      return [];
    default:
      return command.rules;
  }
}

/**
 * All outcomes that a conforming target may have for a command on the rules that exist; the documented one first.
 *
 * More than one, where sources disagree or are silent: a revoke of what is not there in the default VPC; ids of which
 * some are not there; DryRun of what is not there; an authorise of existing rules, which is not the subject; concurrent
 * requests, in either order or each as if alone.
 */
export function permittedOutcomes(
  rules: NamedRules,
  existing: readonly RuleName[],
  command: HistoryCommand,
  vpc: VpcKind,
): readonly PredictedOutcome[] {
  const outcomes =
    command.kind === 'concurrently'
      ? concurrentOutcomes(rules, existing, command, vpc)
      : outcomesOfOne(rules, existing, command, vpc);
  const ordered = outcomes.map(
    ({ responses, after }): PredictedOutcome => ({ responses: responses, after: inOrder(rules, after) }),
  );
  return ordered.length < 2
    ? ordered
    : [...new Map(ordered.map((outcome) => [JSON.stringify(outcome), outcome] as const)).values()];
}

type NamedRule = Rule & { readonly id: RuleName };

function outcomesOfOne(
  rules: NamedRules,
  existing: readonly RuleName[],
  command: SingleCommand | CaseRequest,
  vpc: VpcKind,
): readonly PredictedOutcome[] {
  switch (command.kind) {
    case 'case-request': {
      const others = existing.filter((name) => !command.known.includes(name));
      return command.expect.map((expected) => ({
        responses: [{ kind: 'stated', expected }],
        after: [...others, ...expected.after],
      }));
    }
    case 'describe':
      return [{ responses: [{ kind: 'described', rules: inOrder(rules, existing) }], after: existing }];
    case 'authorize':
      return authorizeOutcomes(rules, existing, command);
    case 'revoke':
      return revokeOutcomes(rules, existing, command.rules, command.descriptions === 'repeated', vpc);
    case 'revoke-flat':
      return revokeOutcomes(rules, existing, command.rules, false, vpc);
    case 'revoke-by-ids':
      return revokeByIdsOutcomes(rules, existing, command, vpc);
    case 'dry-run': {
      const isThere = command.rules.every((name) => existing.includes(name));
      const refused: PredictedOutcome = {
        responses: [{ kind: 'refused', code: 'InvalidPermission.NotFound' }],
        after: existing,
      };
      return [{ responses: [{ kind: 'dry-run' }], after: existing }, ...(isThere ? [] : [refused])];
    }
  }
}

function authorizeOutcomes(
  rules: NamedRules,
  existing: readonly RuleName[],
  { rules: names }: Authorize,
): readonly PredictedOutcome[] {
  const there = new Set(existing);
  const missing = names.filter((name) => !there.has(name));
  const authorized: PredictedOutcome = {
    responses: [{ kind: 'authorized', rules: missing }],
    after: [...existing, ...missing],
  };
  const outcome = addedRules(named(rules, existing), named(rules, names));
  if (outcome.kind === 'authorized') return [authorized];
  return [{ responses: [{ kind: 'refused', code: outcome.code }], after: existing }, authorized];
}

function revokeOutcomes(
  rules: NamedRules,
  existing: readonly RuleName[],
  names: readonly RuleName[],
  repeatsDescriptions: boolean,
  vpc: VpcKind,
): readonly PredictedOutcome[] {
  const wanted = named(rules, names).map((rule) => (repeatsDescriptions ? rule : withoutDescription(rule)));
  const under = (onMismatch: OnMismatch): PredictedOutcome => {
    const outcome = revokeByPermissions(named(rules, existing), wanted, { onMismatch });
    if (outcome.kind === 'refused') return { responses: [{ kind: 'refused', code: outcome.code }], after: existing };
    return {
      responses: [{ kind: 'revoked', removed: outcome.removed.map(nameOf), unknown: outcome.unknown.map(nameOf) }],
      after: outcome.remaining.map(nameOf),
    };
  };
  if (vpc === 'nondefault') return [under('refuse')];
  // Whether the part that matches goes, when another does not, is open.
  const kept: PredictedOutcome = {
    responses: [{ kind: 'revoked', removed: [], unknown: names.filter((name) => !existing.includes(name)) }],
    after: existing,
  };
  const isMisfit = names.some((name) => !existing.includes(name));
  return [under('silent'), under('refuse'), ...(isMisfit ? [kept] : [])];
}

function revokeByIdsOutcomes(
  rules: NamedRules,
  existing: readonly RuleName[],
  { rules: names }: RevokeByIds,
  vpc: VpcKind,
): readonly PredictedOutcome[] {
  const known = names.filter((name) => existing.includes(name));
  const unknown = names.filter((name) => !existing.includes(name));
  const outcome = revokeByIds(named(rules, existing), names);
  const partial: PredictedOutcome = {
    responses: [{ kind: 'revoked', removed: known, unknown }],
    after: existing.filter((name) => !known.includes(name)),
  };
  if (outcome.kind === 'revoked') return [partial];
  const refused: PredictedOutcome = { responses: [{ kind: 'refused', code: outcome.code }], after: existing };
  return known.length > 0 || vpc === 'default' ? [refused, partial] : [refused];
}

function concurrentOutcomes(
  rules: NamedRules,
  existing: readonly RuleName[],
  { commands: [one, other] }: Concurrently,
  vpc: VpcKind,
): readonly PredictedOutcome[] {
  const inTurn = (first: SingleCommand, second: SingleCommand): readonly PredictedOutcome[] =>
    outcomesOfOne(rules, existing, first, vpc).flatMap((before) =>
      outcomesOfOne(rules, before.after, second, vpc).map((after) => ({
        responses: [...before.responses, ...after.responses],
        after: after.after,
      })),
    );
  const apart = outcomesOfOne(rules, existing, one, vpc).flatMap((mine) =>
    outcomesOfOne(rules, existing, other, vpc).map((theirs) => ({
      responses: [...mine.responses, ...theirs.responses],
      after: united(existing, mine.after, theirs.after),
    })),
  );
  const reversed = inTurn(other, one).map((each) => ({ ...each, responses: [...each.responses].reverse() }));
  return [...inTurn(one, other), ...reversed, ...apart];
}

/** The rules after both changes: gone is what either removed, new is what either added. */
function united(
  before: readonly RuleName[],
  one: readonly RuleName[],
  other: readonly RuleName[],
): readonly RuleName[] {
  const kept = before.filter((name) => one.includes(name) && other.includes(name));
  const added = [...one, ...other].filter((name) => !before.includes(name));
  return [...kept, ...new Set(added)];
}

function named(rules: NamedRules, names: readonly RuleName[]): readonly NamedRule[] {
  return names.map((name) => {
    const rule = rules[name];
    if (rule === undefined) throw new RangeError(`the history has no rule '${name}'`);
    return { ...modelRule(rule), id: name };
  });
}

function nameOf({ id }: NamedRule): RuleName {
  return id;
}

function withoutDescription({ description: _, ...rule }: NamedRule): NamedRule {
  return rule;
}

function inOrder(rules: NamedRules, names: readonly RuleName[]): readonly RuleName[] {
  const wanted = new Set(names);
  return Object.keys(rules).filter((name) => wanted.has(name));
}
