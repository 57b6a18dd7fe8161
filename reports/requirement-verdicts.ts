/** From cases to requirements: the worst case wins, and a failure under a failed dependency is blocked. */
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import { standingAt } from '../harness/judgement/judge-step.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { firstVersion, isNewer } from '../harness/register/suite-version.ts';
import type { CaseReport, RequirementReport, RequirementVerdict } from './report.ts';

/**
 * Worst first. A case that could not be judged outweighs those that pass: what was tested in part is not green. What is
 * not applicable weighs nothing as long as anything else is known.
 */
const worstFirst: readonly RequirementVerdict[] = [
  'fail',
  'unexpected-pass',
  'known-fail',
  'blocked',
  'untestable',
  'pass',
  'observed',
  'not-applicable',
];

/** Verdicts of a dependency that keep its dependants from being judged. */
const failing: readonly RequirementVerdict[] = ['fail', 'known-fail'];

/** Case id to the requirements that its answers break whatever the case is about; see every-answer.ts. */
export type Broken = ReadonlyMap<string, readonly string[]>;

/**
 * One report for each requirement, in the order given; dependencies are looked up among these only. A case that came
 * blocked from the engine, since its answer could not be read, is blocked by what is broken about that answer.
 */
export function judgeRequirements(
  requirements: readonly Requirement[],
  cases: readonly CaseReport[],
  broken: Broken = new Map(),
): readonly RequirementReport[] {
  const alone = new Map(requirements.map((one) => [one.id, judgeAlone(one, cases, broken)]));
  const dependsOn = new Map(requirements.map((one) => [one.id, one.dependsOn]));
  return [...alone.values()].map((report) => {
    if (report.verdict !== 'fail' && report.verdict !== 'blocked') return report;
    const roots = failedRoots(report.id, dependsOn, alone);
    if (roots.length === 0) return report;
    const below = failedBelow(report.id, dependsOn, alone);
    if (removesWrongly(report, cases) && !below.some((id) => removesWrongly(alone.get(id), cases))) return report;
    // What was not even asked was kept back by a failure that leaves wrong rules standing; that one is to be named.
    const wrong = below.filter((id) => removesWrongly(alone.get(id), cases));
    const named = report.verdict === 'blocked' && wrong.length > 0 ? wrong : roots;
    const explanation = `cannot be judged while ${named.join(', ')} ${named.length === 1 ? 'fails' : 'fail'}`;
    return { ...report, verdict: 'blocked', blockedBy: named, explanation };
  });
}

/** The failed cases, `blocked` where every requirement they speak for is blocked. */
export function blockCases(
  cases: readonly CaseReport[],
  requirements: readonly RequirementReport[],
): readonly CaseReport[] {
  const byId = new Map(requirements.map((one) => [one.id, one]));
  return cases.map((one) => {
    const named = one.requirements.flatMap((id) => byId.get(id) ?? []);
    const allBlocked = named.length > 0 && named.every(({ verdict }) => verdict === 'blocked');
    if (one.verdict !== 'fail' || !allBlocked) return one;
    const roots = [...new Set(named.flatMap(({ blockedBy }) => blockedBy ?? []))];
    return { ...one, verdict: 'blocked', explanation: `cannot be judged while ${roots.join(', ')} failed` };
  });
}

/** Every failed requirement that this one depends on, however far away. */
function failedBelow(
  id: string,
  dependsOn: ReadonlyMap<string, readonly string[]>,
  alone: ReadonlyMap<string, RequirementReport>,
): readonly string[] {
  const seen = new Set<string>();
  const next = [id];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    for (const dependency of (dependsOn.get(one) ?? []).filter((each) => !seen.has(each))) {
      seen.add(dependency);
      next.push(dependency);
    }
  }
  return [...seen].filter((each) => failing.includes(alone.get(each)?.verdict ?? 'pass'));
}

/** Other rules stood than should: a failure of its own where what it rests on failed by its answer alone. */
function removesWrongly(report: RequirementReport | undefined, cases: readonly CaseReport[]): boolean {
  return cases.some(
    ({ id, verdict, mismatches }) =>
      verdict === 'fail' && report?.cases.includes(id) === true && mismatches.some(({ at }) => at === standingAt),
  );
}

function judgeAlone(requirement: Requirement, all: readonly CaseReport[], broken: Broken): RequirementReport {
  const cases = all.filter((one) => one.requirements.includes(requirement.id));
  const verdicts = cases.map(({ verdict }) => asRequirementVerdict(verdict));
  const worst = worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'untestable';
  const verdict = requirement.level === 'OBSERVE' ? observed(verdicts, worst) : worst;
  const blockers = verdict === 'blocked' ? blockersOf(requirement.id, cases, all, broken) : [];
  const explanation = explain(verdict, cases);
  return {
    id: requirement.id,
    topic: requirement.topic,
    level: requirement.level,
    means: requirement.means,
    evidence: requirement.evidence,
    verdict,
    cases: cases.map(({ id }) => id),
    ...(isNewer(requirement.since, firstVersion) ? { since: requirement.since } : {}),
    ...(blockers.length > 0 ? { blockedBy: blockers } : {}),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function asRequirementVerdict(verdict: CaseVerdict): RequirementVerdict {
  return verdict === 'error' || verdict === 'not-implemented' ? 'untestable' : verdict;
}

/** Nobody passes or fails an open question: any answer to it is an observation. */
function observed(verdicts: readonly RequirementVerdict[], worst: RequirementVerdict): RequirementVerdict {
  const answered: readonly RequirementVerdict[] = ['pass', 'fail', 'observed', 'known-fail', 'unexpected-pass'];
  return verdicts.some((verdict) => answered.includes(verdict)) ? 'observed' : worst;
}

/** The requirements of the controls that did not pass, and those that unreadable answers break. */
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
    ...failedControls.flatMap(({ requirements }) => requirements),
    ...blocked.flatMap((one) => broken.get(one.id) ?? []),
  ];
  return [...new Set(named)].filter((requirement) => requirement !== id);
}

function explain(verdict: RequirementVerdict, cases: readonly CaseReport[]): string | undefined {
  if (cases.length === 0) return 'no case of this run tests it';
  if (verdict !== 'blocked' && verdict !== 'untestable' && verdict !== 'not-applicable') return undefined;
  return cases.find((one) => asRequirementVerdict(one.verdict) === verdict)?.explanation;
}

/** The failed requirements at the end of this one's dependencies: those that depend on no other failed one. */
function failedRoots(
  id: string,
  dependsOn: ReadonlyMap<string, readonly string[]>,
  alone: ReadonlyMap<string, RequirementReport>,
  seen: readonly string[] = [],
): readonly string[] {
  const roots = (dependsOn.get(id) ?? []).flatMap((dependency) => {
    const report = alone.get(dependency);
    const isFailing = report !== undefined && failing.includes(report.verdict);
    // One that was not asked, since what it rests on failed, leads on to that.
    if (report === undefined || seen.includes(dependency) || !(isFailing || report.verdict === 'blocked')) return [];
    const deeper = failedRoots(dependency, dependsOn, alone, [...seen, id]);
    return deeper.length > 0 || !isFailing ? deeper : [dependency];
  });
  return [...new Set(roots)];
}
