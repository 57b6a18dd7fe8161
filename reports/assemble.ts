/**
 * From results to the report. Pure: the same results give the same report.
 *
 * The findings of general checks become cases (general-checks.ts), verdicts are decided (verdicts.ts), and what they
 * come to is concluded (conclusion.ts).
 */
import { totalCalls } from '../harness/checks/call-counts.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { type Reason, reason } from '../harness/checks/reason.ts';
import { emptyStats, type NarrowReason, type TransportStats } from '../harness/endpoint/transport-stats.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import type { ResolvedBaseline } from './baseline.ts';
import { boundedCase, caseReport } from './case-report.ts';
import { conclude, type RunEvents, uneventful } from './conclusion.ts';
import { casesJudgedBy, type GeneralCheckInput, generalCheckCase } from './general-checks.ts';
import type {
  ActionReport,
  CaseReport,
  Mode,
  Observation,
  Report,
  RequirementVerdict,
  Suite,
  TargetReport,
} from './report.ts';
import { schemaVersion } from './report.ts';
import { decideVerdicts } from './verdicts.ts';

/** What a run reports of itself when it ends: duration, calls, statistics and events. */
export interface RunFacts {
  readonly suite: Suite;
  readonly mode: Mode;
  /** The operation under test, by its name. */
  readonly operation: string;
  readonly target: TargetReport;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly seed: number;
  /** How much was asked; absent for a client. */
  readonly effort?: string;
  /** All calls that were made, those of preparation and clean-up among them. */
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Default: none are known of. */
  readonly transportStats?: TransportStats;
  readonly strict: boolean;
  /** Default: nothing happened beside the cases. */
  readonly events?: RunEvents;
  /** Of a sweep over every action. */
  readonly actions?: readonly ActionReport[];
}

/** Everything that a report is assembled from. */
export interface AssembleInput extends RunFacts {
  /** All requirements of the operation, or of its earlier version; those that this run did not judge are in the report too. */
  readonly register: readonly Requirement[];
  readonly results: readonly CaseResult[];
  /** Ids of the requirements that are general checks: judged over all responses, by `findings`. */
  readonly invariantRequirements: readonly string[];
  /** Ids that this run was asked to judge. Default: all that bind this side. */
  readonly selected?: ReadonlySet<string>;
  /** Whether `--only`, `--skip` or `--mode` left something out; else what is not selected is left out by the effort. */
  readonly isLimited: boolean;
  /** Whether these are the results of one shard of several, so that others judge what is missing. Default: no. */
  readonly isShard?: boolean;
  /** Failures that are known. Default: none. */
  readonly baseline?: ResolvedBaseline;
}

/** The whole report of one operation. Requirements have the order of the register, cases that of the results. */
export function assembleReport(input: AssembleInput): Report {
  return assembleOperations(input, [input]);
}

/** One report of the operations that one run tested, in their order; `facts`: of the run as a whole. */
export function assembleOperations(facts: RunFacts, parts: readonly AssembleInput[]): Report {
  const { mode, seed, effort } = facts;
  const events = facts.events ?? uneventful;
  const all = parts.map((part) => verdictsOf(part, withoutRepeats(part.results), events));
  const requirements = all.flatMap((one) => one.requirements);
  const cases = all.flatMap((one) => one.cases);
  const baseline = all.flatMap((one) => one.baseline);
  const operations = parts.map(({ operation }) => operation);
  const { throttled, serverErrors, visibleAfterMs, narrowed } = facts.transportStats ?? emptyStats;
  const { lanes } = facts.target;
  return {
    schemaVersion,
    suite: facts.suite,
    mode,
    operations,
    target: {
      ...facts.target,
      ...(visibleAfterMs === 0 ? {} : { visibleAfterMs }),
      ...(lanes === undefined || narrowed === undefined ? {} : { lanes: { ...lanes, oneSince: narrowing[narrowed] } }),
    },
    startedAt: facts.startedAt.toISOString(),
    durationMs: facts.durationMs,
    seed,
    ...(effort === undefined ? {} : { effort }),
    calls: {
      total: totalCalls(facts.callsByAction),
      byAction: facts.callsByAction,
      ...(throttled === 0 ? {} : { throttled }),
      ...(serverErrors === 0 ? {} : { serverErrors }),
    },
    summary: conclude({
      mode,
      operations,
      requirements,
      cases,
      strict: facts.strict,
      events,
      baseline,
      complaints: parts.flatMap((part) => part.baseline?.complaints ?? []),
      ...(effort === undefined ? {} : { effort }),
      ...(facts.suite.limitedTo === undefined ? {} : { limitedTo: facts.suite.limitedTo }),
    }),
    requirements,
    cases,
    observations: parts.flatMap(({ register }, index) => observationsIn(all[index]?.cases ?? [], register)),
    ...(facts.actions === undefined ? {} : { actions: facts.actions }),
    ...(parts.every((part) => part.baseline === undefined) ? {} : { baseline }),
  };
}

const narrowing: Readonly<Record<NarrowReason, string>> = {
  throttled: 'the target throttled',
  late: 'a change was seen late',
  unrepeated: 'a case failed beside others and passed alone',
};

function verdictsOf(input: AssembleInput, results: readonly CaseResult[], events: RunEvents) {
  const { operation, mode, isShard = false, invariantRequirements: checks } = input;
  const requirements = input.register.filter(({ binds }) => binds.includes(mode));
  const register = input.register;
  const isCutShort = events.cutShort.length > 0;
  const general: GeneralCheckInput = { operation, mode, register, checks, results, isShard, isCutShort };
  const named = new Set(results.flatMap((result) => result.requirements));
  const isAsked = (id: string): boolean => input.selected === undefined || input.selected.has(id) || named.has(id);
  const asked = requirements.filter(({ id }) => checks.includes(id) && isAsked(id));
  return decideVerdicts({
    operation,
    requirements,
    cases: [
      ...results.map((result) => caseReport(operation, result)),
      ...asked.map((requirement) => boundedCase(generalCheckCase(requirement, general))),
    ],
    results,
    generalChecks: new Set(checks),
    baseline: input.baseline?.entries ?? [],
    judgedBy: (check) => casesJudgedBy(check, general),
    withoutCase: (id) => withoutCase(isAsked(id), input, isCutShort),
  });
}

/** Verdict and reason of a requirement that no case of the run is about. */
function withoutCase(
  isAsked: boolean,
  { isLimited, isShard = false, effort }: AssembleInput,
  isCutShort: boolean,
): { readonly verdict: RequirementVerdict; readonly reason: Reason } {
  if (!isAsked) {
    const limited = reason('selection', 'left out by --only, --skip or --mode');
    const small = reason(
      'effort',
      effort === undefined ? 'no case of it was asked' : `no case of it is part of effort ${effort}`,
    );
    return { verdict: 'not-asked', reason: isLimited ? limited : small };
  }
  if (isShard) return { verdict: 'not-asked', reason: reason('selection', 'judged by the other shards of this run') };
  return isCutShort
    ? { verdict: 'not-asked', reason: reason('interrupted', 'the run ended before its first case') }
    : { verdict: 'untestable', reason: reason('suite-error', 'no case of this run tests it') };
}

/** Generated requests may find again what the baseline had asked under the same id: the failed one is kept. */
function withoutRepeats(results: readonly CaseResult[]): readonly CaseResult[] {
  const kept = new Map<string, CaseResult>();
  for (const result of results) {
    const before = kept.get(result.id);
    if (before === undefined || (before.verdict !== 'fail' && result.verdict === 'fail')) kept.set(result.id, result);
  }
  return [...kept.values()];
}

/** Responses to open questions, and which response was given where several pass. */
function observationsIn(cases: readonly CaseReport[], register: readonly Requirement[]): readonly Observation[] {
  const disputed = new Set(register.filter(({ accepts }) => accepts.length > 1).map(({ id }) => id));
  return cases.flatMap(({ operation, id, verdict, answer, observed, requirements }) => {
    const several = answer !== undefined && requirements.some((requirement) => disputed.has(requirement));
    if (verdict !== 'observed' && !several) return [];
    return [{ operation, id, requirements, answer: answer ?? observed }];
  });
}
