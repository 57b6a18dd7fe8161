/**
 * From cases to the verdicts of requirements, and the one place that decides what failures of others block. (A case that its
 * own response leaves without a verdict comes blocked from the engine: an error that cannot be read, a server error.)
 *
 * In this order:
 * 1. A case whose positive control did not pass is blocked: a refusal proves something only where the nearest request
 *    that must succeed does succeed.
 * 2. A failed case whose mismatches other failed requirements explain is blocked by these.
 * 3. A listed failure becomes `known-fail`, a listed case that is fixed `unexpected-pass` (baseline.ts).
 * 4. Each requirement takes the worst verdict of its cases.
 * 5. A requirement that fails is blocked if requirements that it depends on fail too.
 * 6. A failed case is blocked if all requirements that fail with it are blocked.
 *
 * General checks come here with their own verdict: general-checks.ts leaves out, exchange by exchange, what a failed
 * check that they depend on explains. So failures of other requirements never block one that was exercised.
 */
import type { CaseResult } from '../harness/checks/case-result.ts';
import { type CaseVerdict, hasStateMismatch } from '../harness/checks/finding.ts';
import { failedDependency, type Reason } from '../harness/checks/reason.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { firstVersion, isNewer } from '../harness/register/suite-version.ts';
import { applyBaseline, everyResponseId, type JudgedBy, type ResolvedEntry } from './baseline.ts';
import { isPlannedButNotAsked, judgedBy } from './lookup.ts';
import type { BaselineEntryReport, CaseReport, RequirementReport, RequirementVerdict } from './report.ts';

/** What verdicts are computed from. */
export interface VerdictInput {
  readonly operation: string;
  /** The requirements of the report, in its order; dependencies are looked up among these only. */
  readonly requirements: readonly Requirement[];
  /** Those of general checks included. */
  readonly cases: readonly CaseReport[];
  /** As the engine made them: the findings say what an unreadable response breaks. */
  readonly results: readonly CaseResult[];
  readonly generalChecks: ReadonlySet<string>;
  readonly baseline: readonly ResolvedEntry[];
  readonly judgedBy: JudgedBy;
  /** Verdict and reason of a requirement that no case is about. */
  readonly withoutCase: (id: string) => { readonly verdict: RequirementVerdict; readonly reason: Reason };
}

/** Requirements and cases with their verdicts. */
export interface Verdicts {
  readonly requirements: readonly RequirementReport[];
  readonly cases: readonly CaseReport[];
  readonly baseline: readonly BaselineEntryReport[];
}

/** All verdicts of one operation. Pure. */
export function decideVerdicts(input: VerdictInput): Verdicts {
  const { cases, baseline } = applyBaseline(
    blockExplained(blockWithoutControl(input.cases), input.results),
    input.baseline,
    input.judgedBy,
  );
  const broken = brokenIn(input.results);
  const alone = new Map(input.requirements.map((one) => [one.id, judgeAlone(one, cases, broken, input)]));
  const requirements = new Dependencies(input, cases, alone).judge();
  return { requirements, cases: blockCases(cases, requirements), baseline };
}

// 1. Controls

/** Verdicts that say something about the target; a control that did not pass takes that from them. */
const conclusive: ReadonlySet<CaseVerdict> = new Set(['pass', 'fail', 'observed', 'known-fail', 'unexpected-pass']);

/** Blocks each case whose control did not pass, is itself blocked, or was not run. */
function blockWithoutControl(cases: readonly CaseReport[]): readonly CaseReport[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  return cases.map((one) => {
    const message = conclusive.has(one.verdict) ? missingControl(one, byId, new Set()) : undefined;
    if (one.control === undefined || message === undefined) return one;
    return { ...one, verdict: 'blocked', reason: { kind: 'control', control: one.control, message } };
  });
}

/** Why the control proves nothing, as a sentence; undefined if it passed, or if there is none. */
function missingControl(
  one: CaseReport,
  byId: ReadonlyMap<string, CaseReport>,
  seen: ReadonlySet<string>,
): string | undefined {
  if (one.control === undefined || seen.has(one.id)) return undefined;
  const control = byId.get(one.control);
  if (control === undefined) return `its control ${one.control} was not run, so the outcome proves nothing`;
  if (control.verdict !== 'pass') {
    return `its control ${control.id} did not pass (${control.verdict}), so the outcome proves nothing`;
  }
  return missingControl(control, byId, new Set([...seen, one.id])) === undefined
    ? undefined
    : `its control ${control.id} is itself blocked, so the outcome proves nothing`;
}

// 2. Explained cases

/** Blocks each failed case whose mismatches are those of other requirements that fail for themselves, in another case. */
function blockExplained(cases: readonly CaseReport[], results: readonly CaseResult[]): readonly CaseReport[] {
  const explanations = new Map(results.flatMap(({ id, explainedBy }) => (explainedBy ? [[id, explainedBy]] : [])));
  const failed = cases.filter(({ verdict }) => verdict === 'fail');
  const roots = new Set(failed.filter(({ id }) => !explanations.has(id)).flatMap(judgedBy));
  return cases.map((one) => {
    const requirements = explanations.get(one.id);
    if (one.verdict !== 'fail' || requirements?.every((id) => roots.has(id)) !== true) return one;
    return {
      ...one,
      verdict: 'blocked',
      reason: failedDependency(requirements),
    };
  });
}

// 4. The worst case wins

/**
 * Worst first. A case that could not be judged outweighs those that pass: what was tested in part is not green. Neither
 * is a requirement of which planned cases were not asked; those that effort or selection left out weigh nothing.
 */
const worstFirst: readonly { readonly verdict: RequirementVerdict; readonly is: (one: CaseReport) => boolean }[] = [
  { verdict: 'fail', is: has('fail') },
  { verdict: 'unexpected-pass', is: has('unexpected-pass') },
  { verdict: 'known-fail', is: has('known-fail') },
  { verdict: 'blocked', is: has('blocked') },
  { verdict: 'untestable', is: ({ verdict }) => verdict === 'untestable' || verdict === 'error' },
  { verdict: 'not-implemented', is: has('not-implemented') },
  { verdict: 'not-asked', is: isPlannedButNotAsked },
  { verdict: 'pass', is: has('pass') },
  { verdict: 'observed', is: has('observed') },
  { verdict: 'not-asked', is: has('not-asked') },
  { verdict: 'not-applicable', is: has('not-applicable') },
];

/** Verdicts of a requirement that its cases explain: their reason is its reason. */
const explained: ReadonlySet<RequirementVerdict> = new Set([
  'blocked',
  'untestable',
  'not-implemented',
  'not-asked',
  'not-applicable',
]);

function has(wanted: CaseVerdict): (one: CaseReport) => boolean {
  return ({ verdict }) => verdict === wanted;
}

function judgeAlone(
  requirement: Requirement,
  all: readonly CaseReport[],
  broken: Broken,
  { operation, withoutCase }: VerdictInput,
): RequirementReport {
  const cases = all.filter((one) => one.requirements.includes(requirement.id));
  const judging = cases.flatMap((one) => asJudgeOf(requirement.id, one) ?? []);
  const { verdict, reason } =
    judging.length > 0 ? worstOf(requirement, judging) : (unjudged(cases) ?? withoutCase(requirement.id));
  const blockers = verdict === 'blocked' ? blockersOf(requirement.id, cases, all, broken) : [];
  return {
    operation,
    id: requirement.id,
    topic: requirement.topic,
    level: requirement.level,
    statement: requirement.means,
    evidence: requirement.evidence,
    verdict,
    cases: cases.map(({ id }) => id),
    ...(isNewer(requirement.since, firstVersion) ? { since: requirement.since } : {}),
    ...(blockers.length > 0 ? { blockedBy: blockers } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

/**
 * The case as this requirement sees it. A failed case in which each rule decides a requirement passes those whose rules
 * came out right; undefined if the response was not expected, so that it decided nothing.
 */
function asJudgeOf(requirement: string, one: CaseReport): CaseReport | undefined {
  if (judgedBy(one).includes(requirement)) return one;
  const isOnlyState = one.mismatches.length > 0 && one.mismatches.every(({ kind }) => kind === 'state');
  return isOnlyState ? { ...one, verdict: 'pass' } : undefined;
}

/** All of its cases failed for other requirements alone, and left this one open. */
function unjudged(cases: readonly CaseReport[]): Judged | undefined {
  if (cases.length === 0) return undefined;
  const requirements = [...new Set(cases.flatMap(judgedBy))];
  return { verdict: 'blocked', reason: failedDependency(requirements) };
}

interface Judged {
  readonly verdict: RequirementVerdict;
  readonly reason?: Reason | undefined;
}

function worstOf({ level }: Requirement, cases: readonly CaseReport[]): Judged {
  // Nobody passes or fails an open question: any response to it is an observation.
  if (level === 'OBSERVE' && cases.some(({ verdict }) => conclusive.has(verdict))) return { verdict: 'observed' };
  const worst = worstFirst.find(({ is }) => cases.some(is));
  if (worst === undefined) throw new Error('a case has a verdict that has no rank');
  return {
    verdict: worst.verdict,
    reason: explained.has(worst.verdict) ? cases.find(worst.is)?.reason : undefined,
  };
}

/** Case id to the general checks that its responses fail, for cases whose response could not be read. */
type Broken = ReadonlyMap<string, readonly string[]>;

function brokenIn(results: readonly CaseResult[]): Broken {
  const unread = results.filter(({ verdict }) => verdict === 'blocked');
  return new Map(
    unread.map(({ id, findings }) => [
      id,
      findings.filter(({ mismatches }) => mismatches.length > 0).map(({ requirement }) => requirement),
    ]),
  );
}

/** Why its blocked cases are blocked: requirements of the controls that did not pass, and checks that failed. */
function blockersOf(
  id: string,
  cases: readonly CaseReport[],
  all: readonly CaseReport[],
  broken: Broken,
): readonly string[] {
  const blocked = cases.filter(({ verdict }) => verdict === 'blocked');
  const controls = blocked.map(({ control }) => control);
  const failedControls = all.filter((one) => controls.includes(one.id) && one.verdict !== 'pass');
  const named = [
    ...failedControls.flatMap(judgedBy),
    ...blocked.flatMap((one) => broken.get(one.id) ?? []),
    ...blocked.flatMap(({ reason }) => (reason?.kind === 'dependency' ? reason.requirements : [])),
    ...cases.filter((one) => !judgedBy(one).includes(id)).flatMap(judgedBy),
  ];
  return [...new Set(named)].filter((requirement) => requirement !== id);
}

// 5. Dependencies

/** Verdicts of a dependency that keep its dependants from being judged. */
const failing: ReadonlySet<RequirementVerdict> = new Set(['fail', 'known-fail']);

/** Verdicts that a failed dependency explains: what cannot be set up or repeated either. */
const canBeBlocked: ReadonlySet<RequirementVerdict> = new Set(['fail', 'blocked', 'untestable']);

/**
 * Blocks the failures that failed dependencies explain, however far away. A requirement in between that passes changes
 * nothing: which of its cases were asked depends on the effort, and the engine confirms no failure that one further down
 * explains.
 */
class Dependencies {
  readonly #input: VerdictInput;
  readonly #cases: readonly CaseReport[];
  readonly #alone: ReadonlyMap<string, RequirementReport>;
  readonly #dependsOn: ReadonlyMap<string, readonly string[]>;
  /** Requirements of which a failed case left other rules behind than expected. */
  readonly #stateFailed: ReadonlySet<string>;

  constructor(input: VerdictInput, cases: readonly CaseReport[], alone: ReadonlyMap<string, RequirementReport>) {
    this.#input = input;
    this.#cases = cases;
    this.#alone = alone;
    this.#dependsOn = new Map(input.requirements.map((one) => [one.id, one.dependsOn]));
    const wrong = cases.filter(
      (one) => (one.verdict === 'fail' || one.verdict === 'known-fail') && hasStateMismatch(one),
    );
    this.#stateFailed = new Set(wrong.flatMap(judgedBy));
  }

  judge(): readonly RequirementReport[] {
    return [...this.#alone.values()].map((report) => {
      if (!canBeBlocked.has(report.verdict)) return report;
      const explaining = this.#explaining(report);
      const requirements = this.#roots(report.id, explaining);
      if (requirements.length === 0) return report;
      const reason: Reason = failedDependency(requirements);
      return { ...report, verdict: 'blocked', blockedBy: requirements, reason };
    });
  }

  /** Which failures could explain this one. */
  #explaining({ id, verdict }: RequirementReport): (dependency: string) => boolean {
    const { generalChecks } = this.#input;
    const own = generalChecks.has(id) ? this.#cases.find((one) => one.id === everyResponseId(id)) : undefined;
    // A mismatch of a general check was counted only where no other check explains it.
    if (own?.verdict === 'fail') return () => false;
    const isExercised = own !== undefined && (conclusive.has(own.verdict) || own.verdict === 'blocked');
    if (isExercised) return (dependency) => generalChecks.has(dependency);
    // Other rules than expected are a failure of their own, unless what it depends on left other rules too.
    if (verdict === 'fail' && this.#stateFailed.has(id)) return (dependency) => this.#stateFailed.has(dependency);
    return () => true;
  }

  /** The failed requirements at the end of its dependencies: those that depend on no other failed one. */
  #roots(
    id: string,
    explaining: (dependency: string) => boolean,
    seen: ReadonlySet<string> = new Set(),
  ): readonly string[] {
    const below = new Set([...seen, id]);
    const roots = (this.#dependsOn.get(id) ?? []).flatMap((dependency) => {
      const report = this.#alone.get(dependency);
      if (report === undefined || below.has(dependency)) return [];
      const deeper = this.#roots(dependency, explaining, below);
      const isExplaining = failing.has(report.verdict) && explaining(dependency);
      return deeper.length > 0 || !isExplaining ? deeper : [dependency];
    });
    return [...new Set(roots)];
  }
}

// 6. Cases

/** The failed cases, `blocked` where every requirement that fails with them is blocked. */
function blockCases(cases: readonly CaseReport[], requirements: readonly RequirementReport[]): readonly CaseReport[] {
  const byId = new Map(requirements.map((one) => [one.id, one]));
  return cases.map((one) => {
    const named = judgedBy(one).flatMap((id) => byId.get(id) ?? []);
    if (one.verdict !== 'fail' || named.length === 0 || named.some(({ verdict }) => verdict !== 'blocked')) return one;
    const roots = [...new Set(named.flatMap(({ blockedBy }) => blockedBy ?? []))];
    const reason: Reason = failedDependency(roots);
    return { ...one, verdict: 'blocked', reason };
  });
}
