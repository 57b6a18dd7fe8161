/** Two reports side by side: what got worse, what got better, what is new, gone, or answered otherwise. Pure. */
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import type { Level } from '../harness/register/requirement.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

export interface Comparison {
  /** False when the two asked different questions: what is new or gone may be the suite's doing. */
  readonly isSameSuite: boolean;
  /** Held and does not hold any more, or cannot be judged any more. */
  readonly regressed: readonly RequirementChange[];
  readonly fixed: readonly RequirementChange[];
  /** Another verdict that is neither better nor worse, or a requirement of which some cases changed. */
  readonly changed: readonly RequirementChange[];
  /** In the second report alone. */
  readonly added: readonly RequirementReport[];
  /** In the first report alone. */
  readonly gone: readonly RequirementReport[];
  readonly answers: readonly AnswerChange[];
}

export interface RequirementChange {
  readonly id: string;
  readonly level: Level;
  readonly means: string;
  readonly from: CaseVerdict;
  readonly to: CaseVerdict;
  readonly cases: readonly CaseChange[];
}

export interface CaseChange {
  readonly id: string;
  readonly from: CaseVerdict;
  readonly to: CaseVerdict;
  /** What the second run saw. */
  readonly observed: string;
}

/** An open question, or one with several right answers, that was answered otherwise. */
export interface AnswerChange {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

type Direction = 'same' | 'worse' | 'better' | 'other';

/** A baseline excuses nothing here: what passed and is now a known failure got worse. */
export function compareReports(before: Report, after: Report): Comparison {
  const former = new Map(before.requirements.map((one) => [one.id, one]));
  const later = new Set(after.requirements.map(({ id }) => id));
  const changes = after.requirements.flatMap((one) => {
    const was = former.get(one.id);
    return was === undefined ? [] : changeOf(was, one, before.cases, after.cases);
  });
  const inDirection = (wanted: Direction): readonly RequirementChange[] =>
    changes.filter(({ direction }) => direction === wanted).map(({ direction: _, ...change }) => change);
  return {
    isSameSuite: before.suite.digest === after.suite.digest && before.mode === after.mode,
    regressed: inDirection('worse'),
    fixed: inDirection('better'),
    changed: inDirection('other'),
    added: after.requirements.filter(({ id }) => !former.has(id)),
    gone: before.requirements.filter(({ id }) => !later.has(id)),
    answers: answersOf(before, after),
  };
}

function changeOf(
  was: RequirementReport,
  is: RequirementReport,
  before: readonly CaseReport[],
  after: readonly CaseReport[],
): readonly (RequirementChange & { readonly direction: Direction })[] {
  const cases = is.cases.flatMap((id) => caseChange(id, before, after));
  const own = directionOf(was.verdict, is.verdict);
  const open = is.level === 'OBSERVE' && own !== 'same';
  const direction = open ? 'other' : overall(own, cases);
  if (direction === 'same') return [];
  return [{ id: is.id, level: is.level, means: is.means, from: was.verdict, to: is.verdict, cases, direction }];
}

/** One case that began to fail is a regression, also where others of the requirement failed before. */
function overall(own: Direction, cases: readonly CaseChange[]): Direction {
  const directions = cases.map(({ from, to }) => directionOf(from, to));
  if (own === 'worse' || cases.some(({ to }, index) => directions[index] === 'worse' && isBad(to))) return 'worse';
  if (own !== 'same') return own;
  return directions.some((one) => one !== 'same') ? 'other' : 'same';
}

function caseChange(id: string, before: readonly CaseReport[], after: readonly CaseReport[]): readonly CaseChange[] {
  const was = before.find((one) => one.id === id);
  const is = after.find((one) => one.id === id);
  if (was === undefined || is === undefined || was.verdict === is.verdict) return [];
  return [{ id, from: was.verdict, to: is.verdict, observed: is.explanation ?? is.observed }];
}

function directionOf(from: CaseVerdict, to: CaseVerdict): Direction {
  if (from === to) return 'same';
  if (isGood(from) && isGood(to)) return 'same';
  if (isGood(from) && to !== 'not-applicable') return 'worse';
  return isGood(to) && from !== 'not-applicable' ? 'better' : 'other';
}

/** `unexpected-pass`: what is wrong with it is the baseline, not the target. */
function isGood(verdict: CaseVerdict): boolean {
  return verdict === 'pass' || verdict === 'observed' || verdict === 'unexpected-pass';
}

function isBad(verdict: CaseVerdict): boolean {
  return verdict === 'fail' || verdict === 'known-fail';
}

function answersOf(before: Report, after: Report): readonly AnswerChange[] {
  const former = new Map(before.observations.map(({ id, answer }) => [id, answer]));
  return after.observations.flatMap(({ id, answer }) => {
    const from = former.get(id);
    return from === undefined || from === answer ? [] : [{ id, from, to: answer }];
  });
}
