/** Which requirements a failing history may be about. Small and shrunk, it is about one: all that is left in it matters. */

import type { FixtureRule } from '../../../harness/cases/given.ts';
import { permissionsOfSeveral } from '../../../harness/security-groups/generators/grouping.ts';
import type { History, Revoke, RuleName } from '../../../harness/security-groups/generators/histories/history.ts';
import { summarize } from '../../../harness/security-groups/generators/histories/history-model.ts';
import type {
  FailedCommand,
  HistoryOutcome,
  HistoryTrial,
} from '../../../harness/security-groups/histories/run-history.ts';
import {
  differencesOf,
  differInSource,
  requirementOfMatch,
  requirementOfNearMiss,
  requirementOfSources,
} from './classify-rules.ts';
import { requirementOfSequence } from './classify-sequence.ts';

/** More rules than these, and a request without effect may be owed to any of them. */
const mostRules = 6;

/** More requests than these, and some of them may not matter. */
const mostRequests = 8;

/** None when it is unknown. `isLater: false` in the outcome: as if the failing command had been the first. */
export function classifyHistory(
  { vpc, history }: HistoryTrial,
  { failed, isLater }: Pick<HistoryOutcome, 'failed' | 'isLater'>,
): readonly string[] {
  if (failed === undefined) return [];
  const { outcome, index } = failed;
  if (outcome.kind !== 'no-response' && outcome.status >= 500) return ['response/no-server-error'];
  if (isLater !== true) return ofCommand(history, failed);
  const requests = summarize({ ...history, commands: history.commands.slice(0, index + 1) }, vpc);
  return index < mostRequests ? [requirementOfSequence(requests)] : [];
}

function ofCommand(history: History, { command, before, after }: FailedCommand): readonly string[] {
  const gone = before.filter((name) => !after.includes(name));
  switch (command.kind) {
    case 'revoke':
      return ofRevoke(history, command, before, gone);
    case 'revoke-flat': {
      const isOther = !before.includes(command.rules[0]) || gone.some((name) => name !== command.rules[0]);
      return [isOther ? 'exact-match/flat-parameters-exact' : 'exact-match/flat-parameters'];
    }
    case 'revoke-by-ids':
      return [ofIds(history, command.rules, before, gone)];
    case 'dry-run':
      return [gone.length > 0 ? 'dry-run/changes-nothing' : 'dry-run/permitted'];
    case 'concurrently': {
      const [one, other] = command.commands;
      const areApart = one.rules.every((name) => !other.rules.includes(name));
      return one.kind === 'revoke' && other.kind === 'revoke' && areApart ? ['state/concurrent-revokes'] : [];
    }
    default:
      return [];
  }
}

function ofRevoke(
  history: History,
  { rules: wanted, grouping, descriptions }: Revoke,
  before: readonly RuleName[],
  gone: readonly RuleName[],
): readonly string[] {
  const rulesOf = (names: readonly RuleName[]) => names.flatMap((name) => history.rules[name] ?? []);
  const [taken] = rulesOf(gone.filter((name) => !wanted.includes(name)));
  if (taken !== undefined) {
    const left = wanted.filter((name) => before.includes(name) && !gone.includes(name));
    // Where named rules are left it went in the place of one of them.
    return ofWrongRemoval(history, left.length > 0 ? left : wanted, taken, before);
  }
  const absent = rulesOf(wanted.filter((name) => !before.includes(name)));
  const shared = permissionsOfSeveral(rulesOf(wanted), grouping);
  if (gone.length === 0 && wanted.length > mostRules && absent.length < wanted.length) return [];
  if (absent.length > 0) {
    const isShared = shared.some((each) => each.some((rule) => absent.includes(rule)));
    if (absent.length === wanted.length) return ['exact-match/mismatch-refused'];
    return [isShared ? 'exact-match/per-source-all-or-nothing' : 'exact-match/all-or-nothing'];
  }
  const left = rulesOf(wanted.filter((name) => !gone.includes(name)));
  if (isOfSharing(left, shared)) return [ofSharing(left, shared)];
  const [only, ...more] = left;
  const others = rulesOf(before.filter((name) => !wanted.includes(name)));
  if (only === undefined) return [];
  if (others.length > 0) return more.length > 0 ? [] : ofNeighbours(only, others);
  if (wanted.length > 1) return ['exact-match/several-permissions'];
  if (only.Description === undefined) return [requirementOfMatch(only)];
  return [descriptions === 'repeated' ? 'exact-match/description-equal' : 'exact-match/description-absent'];
}

/** The values in which the removed rule differs from those of the named rules that are nearest, each in one. */
function ofWrongRemoval(
  { rules }: History,
  wanted: readonly RuleName[],
  taken: FixtureRule,
  before: readonly RuleName[],
): readonly string[] {
  const named = wanted.flatMap((name) => {
    const rule = rules[name];
    return rule === undefined
      ? []
      : [{ rule, existed: before.includes(name), distance: differencesOf(rule, taken).length }];
  });
  const least = Math.min(...named.map(({ distance }) => distance));
  const requirements = named
    .filter(({ distance }) => distance === least)
    .flatMap(({ rule, existed }) =>
      existed && differInSource(rule, taken)
        ? requirementOfSources(rule, taken)
        : (requirementOfNearMiss(rule, taken) ?? []),
    );
  return [...new Set(requirements)];
}

/** Whether only permissions of several sources went wrong: each of them, or one in part. */
function isOfSharing(left: readonly FixtureRule[], shared: readonly (readonly FixtureRule[])[]): boolean {
  const isLeft = (rule: FixtureRule) => left.includes(rule);
  const areShared = left.length > 0 && left.every((rule) => shared.some((each) => each.includes(rule)));
  const isInPart = shared.some((each) => each.some(isLeft) && !each.every(isLeft));
  return areShared && (isInPart || shared.every((each) => each.some(isLeft)));
}

/** Of groups, of more than nine sources, of two families, or of one kind. */
function ofSharing(left: readonly FixtureRule[], shared: readonly (readonly FixtureRule[])[]): string {
  const concerned = shared.find((each) => each.some((rule) => left.includes(rule))) ?? [];
  if (concerned.some(({ GroupId }) => GroupId !== undefined)) return 'exact-match/per-source-groups';
  if (concerned.length > 9) return 'exact-match/per-source-many';
  const families = ['CidrIp', 'CidrIpv6'] as const;
  const isMixed = families.every((family) => concerned.some((rule) => rule[family] !== undefined));
  const familiesLeft = families.filter((family) => left.some((rule) => rule[family] !== undefined));
  return isMixed && familiesLeft.length === 1 ? 'exact-match/per-source-families' : 'exact-match/per-source';
}

/** That a rule is found although another one exists beside it. */
function ofNeighbours(left: FixtureRule, [other, ...more]: readonly FixtureRule[]): readonly string[] {
  if (other === undefined || more.length > 0) return [];
  const requirement = requirementOfSources(left, other);
  return differInSource(left, other) || requirement === 'exact-match/one-source-of-several' ? [requirement] : [];
}

function ofIds(
  { rules }: History,
  wanted: readonly RuleName[],
  before: readonly RuleName[],
  gone: readonly RuleName[],
): string {
  if (gone.some((name) => !wanted.includes(name))) return 'exact-match/rule-id-only';
  if (wanted.some((name) => !before.includes(name))) return 'state/id-ends-with-rule';
  if (wanted.length > 1) return 'exact-match/rule-ids-several';
  const [rule] = wanted.flatMap((name) => rules[name] ?? []);
  const isPlain = rule?.IpProtocol === 'tcp' && rule.CidrIp !== undefined;
  return isPlain ? 'exact-match/rule-id' : 'exact-match/rule-id-any-rule';
}
