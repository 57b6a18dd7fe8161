/**
 * From results to the report. Pure: the same results give the same report.
 *
 * In this order: what invariants found becomes cases; cases whose control did not pass are blocked; each requirement
 * takes the worst verdict of its cases; a failure under a failed dependency is blocked; the rest decides the exit code.
 * What a baseline lists becomes a known failure before its requirement is judged.
 */
import type { CaseResult } from '../harness/judgement/case-result.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { type Hindrances, unhindered } from '../harness/target/hindrances.ts';
import { applyBaseline, type ResolvedBaseline } from './baseline.ts';
import { caseReport } from './case-report.ts';
import { conclude, type RunEvents, uneventful } from './conclusion.ts';
import { blockWithoutControl } from './controls.ts';
import { everyAnswerCase } from './every-answer.ts';
import type { CaseReport, Mode, Observation, Report, Suite, TargetReport } from './report.ts';
import { schemaVersion } from './report.ts';
import { type Broken, blockCases, judgeRequirements } from './requirement-verdicts.ts';

export interface RunFacts {
  readonly suite: Suite;
  readonly mode: Mode;
  /** The operation under test, by its name. */
  readonly operation?: string;
  readonly target: TargetReport;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly seed: number;
  /** All calls that were made, those of preparation and tidying up among them. */
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Default: none are known of. */
  readonly hindrances?: Hindrances;
  readonly strict: boolean;
  /** Default: nothing happened beside the cases. */
  readonly events?: RunEvents;
}

export interface AssembleInput extends RunFacts {
  readonly register: readonly Requirement[];
  readonly results: readonly CaseResult[];
  /** Ids of requirements that are judged over all answers, by `findings`. */
  readonly invariantRequirements: readonly string[];
  /** Ids that this run was asked to judge. Default: all that bind this side. Those a case speaks for come on top. */
  readonly selected?: ReadonlySet<string>;
  /** Failures that are known. Default: none. */
  readonly baseline?: ResolvedBaseline;
}

/** The whole report. Requirements stand in the order of the register, cases in that of the results. */
export function assembleReport(input: AssembleInput): Report {
  const requirements = requirementsOfRun(input);
  const controlled = blockWithoutControl([
    ...input.results.map(caseReport),
    ...requirements
      .filter(({ id }) => input.invariantRequirements.includes(id))
      .map((requirement) => caseReport({ ...everyAnswerCase(requirement, input.results), findings: [] })),
  ]);
  const results = applyBaseline(controlled, input.baseline?.entries ?? []);
  const judged = judgeRequirements(requirements, results, brokenIn(input.results));
  const cases = blockCases(results, judged);
  const { throttled, serverErrors, visibleAfterMs } = input.hindrances ?? unhindered;
  const total = Object.values(input.callsByAction).reduce((sum, calls) => sum + calls, 0);
  return {
    schemaVersion,
    suite: input.suite,
    mode: input.mode,
    ...(input.operation === undefined ? {} : { operation: input.operation }),
    target: { ...input.target, ...(visibleAfterMs === 0 ? {} : { visibleAfterMs }) },
    startedAt: input.startedAt.toISOString(),
    durationMs: input.durationMs,
    seed: input.seed,
    calls: {
      total,
      byAction: input.callsByAction,
      ...(throttled === 0 ? {} : { throttled }),
      ...(serverErrors === 0 ? {} : { serverErrors }),
    },
    summary: conclude(judged, input.strict, input.events ?? uneventful, input.baseline?.complaints),
    requirements: judged,
    cases,
    observations: observationsIn(cases, requirements),
  };
}

/** What the answers of each case that the engine could not judge break. */
function brokenIn(results: readonly CaseResult[]): Broken {
  const unread = results.filter(({ verdict }) => verdict === 'blocked');
  return new Map(
    unread.map(({ id, findings }) => [
      id,
      findings.filter(({ mismatches }) => mismatches.length > 0).map(({ requirement }) => requirement),
    ]),
  );
}

function requirementsOfRun(input: AssembleInput): readonly Requirement[] {
  const named = new Set(input.results.flatMap(({ requirements }) => requirements));
  return input.register.filter(
    ({ id, binds }) =>
      binds.includes(input.mode) && (input.selected === undefined || input.selected.has(id) || named.has(id)),
  );
}

/** Answers to open questions, and which answer was given where several pass. */
function observationsIn(cases: readonly CaseReport[], requirements: readonly Requirement[]): readonly Observation[] {
  const disputed = new Set(requirements.filter(({ accepts }) => accepts.length > 1).map(({ id }) => id));
  return cases.flatMap(({ id, verdict, answer, observed, requirements: named }) => {
    const several = answer !== undefined && named.some((requirement) => disputed.has(requirement));
    if (verdict !== 'observed' && !several) return [];
    return [{ id, requirements: named, answer: answer ?? observed }];
  });
}
