/** Two reports side by side: what got worse, what got better, what only one of them tested, and which responses differ. Pure. */
import type { CaseVerdict } from '../harness/checks/finding.ts';
import type { Level } from '../harness/register/requirement.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

/** The differences between two reports. */
export interface Comparison {
  /** False when the two asked different questions: differences may come from the suite. */
  readonly isSameSuite: boolean;
  /** Held and does not hold any more, or cannot be judged any more. */
  readonly regressed: readonly RequirementChange[];
  readonly fixed: readonly RequirementChange[];
  /** Another verdict that is neither better nor worse, or a requirement of which some cases changed. */
  readonly changed: readonly RequirementChange[];
  /** Of the second report alone: its version has them. */
  readonly added: readonly RequirementReport[];
  /** Of the first report alone: the version of the second has them no more. */
  readonly gone: readonly RequirementReport[];
  /** In both, and asked in the second run alone. */
  readonly askedNow: readonly RequirementReport[];
  /** In both, and asked in the first run alone: with another selection, operation or effort. */
  readonly notAsked: readonly RequirementReport[];
  readonly answers: readonly AnswerChange[];
}

/** A requirement with another verdict than before. */
export interface RequirementChange {
  readonly id: string;
  readonly level: Level;
  readonly statement: string;
  readonly from: CaseVerdict;
  readonly to: CaseVerdict;
  readonly cases: readonly CaseChange[];
}

/** A case with another verdict than before. */
export interface CaseChange {
  readonly id: string;
  readonly from: CaseVerdict;
  readonly to: CaseVerdict;
  /** What the second run saw. */
  readonly observed: string;
}

/** An open question, or a requirement that accepts several responses, with another response than before. */
export interface AnswerChange {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

type Direction = 'same' | 'worse' | 'better' | 'other';

/** A baseline excuses nothing here: what passed and is now a known failure got worse. */
export function compareReports(before: Report, after: Report): Comparison {
  const former = new Map(askedIn(before).map((one) => [keyOf(one), one]));
  const later = new Set(askedIn(after).map(keyOf));
  const onlyBefore = askedIn(before).filter((one) => !later.has(keyOf(one)));
  const onlyAfter = askedIn(after).filter((one) => !former.has(keyOf(one)));
  const isKnownTo = ({ requirements, operations }: Report): ((one: RequirementReport) => boolean) => {
    const known = new Set(requirements.map(keyOf));
    return (one) => known.has(keyOf(one)) || !operations.includes(one.operation);
  };
  const isInBefore = isKnownTo(before);
  const isInAfter = isKnownTo(after);
  const formerCases = casesByKey(before);
  const laterCases = casesByKey(after);
  const changes = askedIn(after).flatMap((one) => {
    const was = former.get(keyOf(one));
    return was === undefined ? [] : changeOf(was, one, formerCases, laterCases);
  });
  const inDirection = (wanted: Direction): readonly RequirementChange[] =>
    changes.filter(({ direction }) => direction === wanted).map(({ direction: _, ...change }) => change);
  return {
    isSameSuite: before.suite.digest === after.suite.digest && before.mode === after.mode,
    regressed: inDirection('worse'),
    fixed: inDirection('better'),
    changed: inDirection('other'),
    added: onlyAfter.filter((one) => !isInBefore(one)),
    gone: onlyBefore.filter((one) => !isInAfter(one)),
    askedNow: onlyAfter.filter(isInBefore),
    notAsked: onlyBefore.filter(isInAfter),
    answers: answersOf(before, after),
  };
}

/** Another effort or selection asks something else: that is no change of the target's. */
function askedIn({ requirements }: Report): readonly RequirementReport[] {
  return requirements.filter(({ verdict }) => verdict !== 'not-asked');
}

function keyOf({ operation, id }: { readonly operation: string; readonly id: string }): string {
  return `${operation} ${id}`;
}

/** A deep run has thousands, each of which is looked up. */
type CasesByKey = ReadonlyMap<string, CaseReport>;

function casesByKey({ cases }: Report): CasesByKey {
  return new Map(cases.map((one) => [keyOf(one), one]));
}

function changeOf(
  was: RequirementReport,
  is: RequirementReport,
  before: CasesByKey,
  after: CasesByKey,
): readonly (RequirementChange & { readonly direction: Direction })[] {
  const cases = is.cases.flatMap((id) => caseChange(id, keyOf({ operation: is.operation, id }), before, after));
  const own = directionOf(was.verdict, is.verdict);
  const open = is.level === 'OBSERVE' && own !== 'same';
  const direction = open ? 'other' : overall(own, cases);
  if (direction === 'same') return [];
  return [{ id: is.id, level: is.level, statement: is.statement, from: was.verdict, to: is.verdict, cases, direction }];
}

/** One case that began to fail is a regression, also where others of the requirement failed before. */
function overall(own: Direction, cases: readonly CaseChange[]): Direction {
  const directions = cases.map(({ from, to }) => directionOf(from, to));
  if (own === 'worse' || cases.some(({ to }, index) => directions[index] === 'worse' && isBad(to))) return 'worse';
  if (own !== 'same') return own;
  return directions.some((one) => one !== 'same') ? 'other' : 'same';
}

function caseChange(id: string, key: string, before: CasesByKey, after: CasesByKey): readonly CaseChange[] {
  const was = before.get(key);
  const is = after.get(key);
  if (was === undefined || is === undefined || was.verdict === is.verdict) return [];
  return [{ id, from: was.verdict, to: is.verdict, observed: is.reason?.message ?? is.observed }];
}

function directionOf(from: CaseVerdict, to: CaseVerdict): Direction {
  if (from === to) return 'same';
  if (isGood(from) && isGood(to)) return 'same';
  if (isGood(from) && isJudged(to)) return 'worse';
  return isGood(to) && isJudged(from) ? 'better' : 'other';
}

/** `unexpected-pass`: what is wrong with it is the baseline, not the target. */
function isGood(verdict: CaseVerdict): boolean {
  return verdict === 'pass' || verdict === 'observed' || verdict === 'unexpected-pass';
}

/** Whether the verdict says something about the target, be it that it could not be judged. */
function isJudged(verdict: CaseVerdict): boolean {
  return verdict !== 'not-applicable' && verdict !== 'not-asked';
}

function isBad(verdict: CaseVerdict): boolean {
  return verdict === 'fail' || verdict === 'known-fail';
}

function answersOf(before: Report, after: Report): readonly AnswerChange[] {
  const former = new Map(before.observations.map((one) => [keyOf(one), one.answer]));
  return after.observations.flatMap((one) => {
    const from = former.get(keyOf(one));
    return from === undefined || from === one.answer ? [] : [{ id: one.id, from, to: one.answer }];
  });
}
