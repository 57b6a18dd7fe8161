/** Which requirement the smallest counterexample of a history speaks of: everything that is left in it matters. */
import { permissionsOfSeveral } from '../../../harness/arbitraries/grouping.ts';
import type { History, Revoke, RuleName } from '../../../harness/arbitraries/history.ts';
import type { FixtureRule } from '../../../harness/suite/fixture.ts';
import type { FailedCommand, Trial } from '../../../harness/suite/play-history.ts';
import { diagnoseSequence } from './diagnosis-sequence.ts';
import { differencesOf, differInSource, ofLostMatch, ofNearMiss, ofSeveralSources } from './diagnosis-values.ts';

/** The requirements of which it speaks of one; none where it cannot be told. */
export function diagnoseHistory(trial: Trial, failed: FailedCommand): readonly string[] {
  return listed(ofHistory(trial, failed));
}

/** Of more requests in a row it may be that some do not matter. */
const mostInTold = 4;

/** Whether it is small, and speaks of one requirement. */
export function isTold(trial: Trial, failed: FailedCommand): boolean {
  const { rules } = trial.history;
  const isSmall = failed.index < mostInTold && Object.keys(rules).length <= mostTold;
  return isSmall && !isBeside(failed) && diagnoseHistory(trial, failed).length === 1;
}

/** A rule went together with those that were named: it may be that it goes without them, too. */
function isBeside({ command, before, after }: FailedCommand): boolean {
  const wanted = 'rules' in command ? command.rules : [];
  const hasExtra = before.some((name) => !after.includes(name) && !wanted.includes(name));
  return hasExtra && wanted.some((name) => before.includes(name) && !after.includes(name));
}

/** Whether it can be told although it may not be as small as it gets: of one request that did something, or of little. */
export function isClear(trial: Trial, failed: FailedCommand): boolean {
  const { command, index, before, after } = failed;
  const hasEffect = before.some((name) => !after.includes(name));
  const isOfFew = 'rules' in command && command.rules.length === 1;
  return isTold(trial, failed) || (index === 0 && !isBeside(failed) && (hasEffect || isOfFew));
}

type Diagnosis = string | readonly string[] | undefined;

function listed(diagnosis: Diagnosis): readonly string[] {
  return typeof diagnosis === 'string' ? [diagnosis] : (diagnosis ?? []);
}

function ofHistory({ history }: Trial, failed: FailedCommand): Diagnosis {
  const { outcome, index } = failed;
  if (outcome.kind !== 'no-answer' && outcome.status >= 500) {
    return 'response/no-server-error';
  }
  const { opposite, peer } = history.elsewhere ?? {};
  if (opposite !== undefined || peer !== undefined) {
    const isOutbound =
      opposite !== undefined && (peer === undefined || failed.lostElsewhere.some((name) => opposite[name]));
    return isOutbound ? 'exact-match/direction' : 'exact-match/group';
  }
  if (index === 0) {
    return diagnoseCommand(history, failed);
  }
  const isLarge = index >= mostInSequence || Object.keys(history.rules).length > mostInSequence * 4;
  return isLarge ? ofUntold(history, failed) : diagnoseSequence(history, failed);
}

/** Of a longer sequence it is not known that all of it matters: the calls did not suffice to make it smaller. */
const mostInSequence = 8;

/** What went too far is told by the one request alone. */
function ofUntold(history: History, { command, before, after }: FailedCommand): readonly string[] {
  const [taken] = before.filter(
    (name) => !after.includes(name) && !('rules' in command && command.rules.includes(name)),
  );
  return command.kind === 'revoke' && taken !== undefined
    ? ofWrongRemoval(history, command.rules, taken, { before, after })
    : [];
}

/** As if the command had been the first: what can be told of a history before it was made smaller. */
export function suspectsOf({ history }: Trial, failed: FailedCommand): readonly string[] {
  const { outcome } = failed;
  if (outcome.kind !== 'no-answer' && outcome.status >= 500) {
    return ['response/no-server-error'];
  }
  const isLarge = failed.before.length > mostTold || history.elsewhere !== undefined;
  return isLarge ? [] : listed(diagnoseCommand(history, failed));
}

/** Among more rules than these it cannot be told which matter. */
const mostTold = 6;

function diagnoseCommand(history: History, { command, before, after }: FailedCommand): Diagnosis {
  const gone = before.filter((name) => !after.includes(name));
  switch (command.kind) {
    case 'revoke':
      return diagnoseRevoke(history, command, before, gone);
    case 'revoke-flat':
      return diagnoseFlat(history, command.rules, before, gone);
    case 'revoke-by-ids':
      return diagnoseIds(history, command.rules, before, gone);
    case 'dry-run':
      return gone.length > 0 ? 'dry-run/changes-nothing' : 'dry-run/permitted';
    default:
      return undefined;
  }
}

function diagnoseRevoke(
  history: History,
  command: Revoke,
  before: readonly RuleName[],
  gone: readonly RuleName[],
): Diagnosis {
  const { rules: wanted, grouping } = command;
  const absent = wanted.filter((name) => !before.includes(name));
  const [taken] = gone.filter((name) => !wanted.includes(name));
  if (taken !== undefined) {
    return ofWrongRemoval(history, wanted, taken, { before, after: before.filter((name) => !gone.includes(name)) });
  }
  const named = wanted.flatMap((name) => history.rules[name] ?? []);
  const shared = permissionsOfSeveral(named, grouping);
  if (absent.length > 0) {
    return ofMisfit(history, absent, shared, absent.length < wanted.length);
  }
  const left = wanted.filter((name) => !gone.includes(name)).flatMap((name) => history.rules[name] ?? []);
  if (isOfSharing(left, shared)) {
    return ofSharing(left, shared);
  }
  const bystanders = before.filter((name) => !wanted.includes(name)).flatMap((name) => history.rules[name] ?? []);
  return bystanders.length > 0 ? ofBystanders(left, bystanders) : ofRulesLeft(left, wanted.length, command);
}

/** What is said of a request that names rules that are not there, and removes nothing else than it names. */
function ofMisfit(
  history: History,
  absent: readonly RuleName[],
  shared: readonly (readonly FixtureRule[])[],
  isInPart: boolean,
): string {
  const isShared = absent.some((name) => shared.some((each) => each.some((rule) => rule === history.rules[name])));
  if (isInPart && isShared) {
    return 'exact-match/per-source-all-or-nothing';
  }
  return isInPart ? 'exact-match/all-or-nothing' : 'exact-match/mismatch-refused';
}

/** Whether only permissions of several sources went wrong: each of them, or one in part. */
function isOfSharing(left: readonly FixtureRule[], shared: readonly (readonly FixtureRule[])[]): boolean {
  const isLeft = (rule: FixtureRule) => left.includes(rule);
  const hasShared = left.length > 0 && left.every((rule) => shared.some((each) => each.includes(rule)));
  const isInPart = shared.some((each) => each.some(isLeft) && !each.every(isLeft));
  return hasShared && (isInPart || shared.every((each) => each.some(isLeft)));
}

/** Of groups, of more than nine sources, of two families, or of one kind. */
function ofSharing(left: readonly FixtureRule[], shared: readonly (readonly FixtureRule[])[]): string {
  const [concerned = []] = shared.filter((each) => each.some((rule) => left.includes(rule)));
  if (concerned.some(({ GroupId }) => GroupId !== undefined)) {
    return 'exact-match/per-source-groups';
  }
  if (concerned.length > 9) {
    return 'exact-match/per-source-many';
  }
  const families = ['CidrIp', 'CidrIpv6'] as const;
  const isMixed = families.every((family) => concerned.some((rule) => rule[family] !== undefined));
  const leftOf = families.filter((family) => left.some((rule) => rule[family] !== undefined));
  return isMixed && leftOf.length === 1 ? 'exact-match/per-source-families' : 'exact-match/per-source';
}

/** The requirement that a rule is found although others stand beside it. */
function ofBystanders(left: readonly FixtureRule[], bystanders: readonly FixtureRule[]): string | undefined {
  const [rule, ...more] = left;
  const [other, ...others] = bystanders;
  if (rule === undefined || other === undefined || more.length + others.length > 0) {
    return undefined;
  }
  const isOfOtherKind = ofSeveralSources(rule, other) === 'exact-match/one-source-of-several';
  return differInSource(rule, other) || isOfOtherKind ? ofSeveralSources(rule, other) : undefined;
}

/** The requirement that rules which have a permission each are removed when they are named. */
function ofRulesLeft(left: readonly FixtureRule[], wanted: number, { descriptions }: Revoke): string | undefined {
  const [only] = left;
  if (only === undefined) {
    return undefined;
  }
  if (wanted > 1) {
    return 'exact-match/several-permissions';
  }
  if (only.Description !== undefined) {
    return descriptions === 'repeated' ? 'exact-match/description-equal' : 'exact-match/description-absent';
  }
  return ofLostMatch(only);
}

/**
 * The fields in which the rule that went differs from those of the named rules that are nearest, each in one. Where some
 * of these are left it went in the place of one of them.
 */
function ofWrongRemoval(
  history: History,
  wanted: readonly RuleName[],
  taken: RuleName,
  { before, after }: Pick<FailedCommand, 'before' | 'after'>,
): readonly string[] {
  const rule = history.rules[taken];
  if (rule === undefined) {
    return [];
  }
  const left = wanted.filter((name) => before.includes(name) && after.includes(name));
  const near = (left.length > 0 ? left : wanted).flatMap((name) => {
    const each = history.rules[name];
    return each === undefined
      ? []
      : [{ each, stands: before.includes(name), differing: differencesOf(each, rule).length }];
  });
  const least = Math.min(...near.map(({ differing }) => differing));
  const nearest = near.filter(({ differing }) => differing === least);
  const requirements = nearest.flatMap(({ each, stands }) =>
    stands && differInSource(each, rule) ? ofSeveralSources(each, rule) : (ofNearMiss(each, rule) ?? []),
  );
  return [...new Set(requirements)];
}

function diagnoseFlat(
  history: History,
  [wanted]: readonly [RuleName],
  before: readonly RuleName[],
  gone: readonly RuleName[],
): string | undefined {
  if (before.includes(wanted)) {
    const [extra] = gone.filter((name) => name !== wanted);
    return extra === undefined ? 'exact-match/flat-parameters' : 'exact-match/flat-parameters-exact';
  }
  return history.rules[wanted] === undefined ? undefined : 'exact-match/flat-parameters-exact';
}

function diagnoseIds(
  history: History,
  wanted: readonly RuleName[],
  before: readonly RuleName[],
  gone: readonly RuleName[],
): string {
  if (gone.some((name) => !wanted.includes(name))) {
    return 'exact-match/rule-id-only';
  }
  if (wanted.some((name) => !before.includes(name))) {
    return 'state/id-ends-with-rule';
  }
  const [rule] = wanted.flatMap((name) => history.rules[name] ?? []);
  if (wanted.length > 1) {
    return 'exact-match/rule-ids-several';
  }
  const isPlain = rule?.IpProtocol === 'tcp' && rule.CidrIp !== undefined;
  return isPlain ? 'exact-match/rule-id' : 'exact-match/rule-id-any-rule';
}
