/** What the whole run comes to: verdict, exit code, the sentences that say why, and those that say what was not judged. */
import type { Reason } from '../harness/checks/reason.ts';
import { matcherOf } from './baseline.ts';
import { decides, failureReason, isPlannedButNotAsked, uniqueId } from './lookup.ts';
import type {
  BaselineEntryReport,
  CaseReport,
  ExitCode,
  Mode,
  Report,
  ReportVerdict,
  RequirementCounts,
  RequirementReport,
  RequirementVerdict,
  Suite,
  Summary,
} from './report.ts';
import { plural } from './text/verdict-line.ts';

/** What happened to the run beside the cases. */
export interface RunEvents {
  /** One sentence each; a run that was configured wrongly judged nothing (exit code 2). */
  readonly misconfigured: readonly string[];
  /** The target did not answer, or a driver did not start: exit code 4 where nothing was judged, else 3. */
  readonly unreachable: readonly string[];
  /** Exit code 1: what the target did against the service model outside of any case, a sentence each; absent: nothing. */
  readonly contradictions?: readonly string[];
  /** Exit code 5: what the run created and could not delete. */
  readonly leftBehind: readonly string[];
  /** Exit code 3: interrupted, budget spent. */
  readonly cutShort: readonly string[];
}

/** The events of a run in which nothing went wrong. */
export const uneventful: RunEvents = { misconfigured: [], unreachable: [], leftBehind: [], cutShort: [] };

/** Everything that a summary is made from. */
export interface Conclusive {
  readonly mode: Mode;
  /** In the order of the report. */
  readonly operations: readonly string[];
  readonly requirements: readonly RequirementReport[];
  readonly cases: readonly Pick<CaseReport, 'verdict' | 'reason'>[];
  readonly strict: boolean;
  readonly events: RunEvents;
  /** What became of the entries of the baseline. */
  readonly baseline: readonly BaselineEntryReport[];
  /** One sentence for each entry of the baseline that does not hold. */
  readonly complaints: readonly string[];
  readonly effort?: string;
  readonly limitedTo?: NonNullable<Suite['limitedTo']>;
}

/** Which exit code it is when several hold. */
const precedence: readonly ExitCode[] = [2, 4, 5, 1, 3, 0];

/** One thing that decides the exit code, as a sentence. */
type Decision = readonly [code: ExitCode, sentence: string];

/**
 * Requirements of level MUST decide, with `strict` those of level SHOULD too. One that is blocked makes the run
 * incomplete, unless the failure of a MUST or a SHOULD is at the end of what blocks it: that failure covers both, and a
 * SHOULD that decides nothing decides nothing by way of a MUST either. `notCovered` counts what is blocked. What
 * effort or selection left out makes no run incomplete.
 */
export function conclude(run: Conclusive): Summary {
  const decisions = [...eventDecisions(run), ...decisionsOn(run)];
  const codes = decisions.map(([code]) => code);
  return {
    verdict: verdictOf(codes),
    exitCode: precedence.find((code) => codes.includes(code)) ?? 0,
    reasons: decisions.map(([, sentence]) => sentence),
    notCovered: notCovered(run),
    flakyCases: run.cases.filter(isTolerated).length,
    strict: run.strict,
    requirements: countRequirements(run.requirements),
    operations: run.operations.map((operation) => {
      const requirements = run.requirements.filter((one) => one.operation === operation);
      const baseline = run.baseline.filter((one) => one.operation === operation);
      const own = [...eventDecisions(run), ...decisionsOn({ ...run, requirements, baseline })];
      return {
        operation,
        verdict: verdictOf(own.map(([code]) => code)),
        requirements: countRequirements(requirements),
      };
    }),
  };
}

/** A failure counts whatever else happened. Left-behind resources say nothing about conformance. */
function verdictOf(codes: readonly ExitCode[]): ReportVerdict {
  if (codes.includes(1)) return 'does-not-conform';
  return codes.some((code) => code === 2 || code === 3 || code === 4) ? 'incomplete' : 'conforms';
}

function eventDecisions({ events, requirements }: Conclusive): readonly Decision[] {
  const unreachable: ExitCode = requirements.some(isJudged) ? 3 : 4;
  return [
    ...events.misconfigured.map((sentence): Decision => [2, sentence]),
    ...events.unreachable.map((sentence): Decision => [unreachable, sentence]),
    ...(events.contradictions ?? []).map((sentence): Decision => [1, sentence]),
    ...events.leftBehind.map((sentence): Decision => [5, `left behind: ${sentence}`]),
    ...events.cutShort.map((sentence): Decision => [3, sentence]),
  ];
}

function decisionsOn({ operations, requirements, strict, baseline, complaints }: Conclusive): readonly Decision[] {
  const deciding = requirements.filter((one) => decides(one, strict));
  return [
    ...(requirements.some(isJudged) ? [] : [[3, 'nothing was judged'] as Decision]),
    ...complaints.map((sentence): Decision => [1, sentence]),
    ...baseline
      .filter(({ state }) => state === 'stale')
      .map(({ operation, match }) => staleEntry(uniqueId({ operation, id: match }, { operations }))),
    ...deciding.flatMap((one) => decisionOf(one, { requirements, strict, baseline }, uniqueId(one, { operations }))),
    ...outOfCalls(deciding),
  ];
}

const judgedVerdicts: ReadonlySet<RequirementVerdict> = new Set([
  'pass',
  'fail',
  'known-fail',
  'unexpected-pass',
  'observed',
  'blocked',
]);

function isJudged({ verdict }: RequirementReport): boolean {
  return judgedVerdicts.has(verdict);
}

/** The requirements that make a run incomplete, but for those that it did not come to ask. */
export function leftOpen({ requirements, summary: { strict }, baseline = [] }: Report): readonly RequirementReport[] {
  const run = { requirements, strict, baseline };
  return requirements
    .filter((one) => decides(one, strict))
    .filter((one) => decisionOf(one, run, one.id).some(([code]) => code === 3));
}

/** Of any level: a baseline that lists what is fixed hides the next failure. `name`: what it lists, after its operation where the run has several. */
function staleEntry(name: string): Decision {
  return [1, `${name} passes although the baseline lists it as a known failure`];
}

/** `name`: the id of the requirement, after its operation where the run has several. */
function decisionOf(one: RequirementReport, run: Blocking, name: string): readonly Decision[] {
  switch (one.verdict) {
    case 'fail':
      return [[1, failureReason(name)]];
    case 'untestable':
      return [[3, untestableText(one, name)]];
    case 'not-implemented':
      return [[3, `${name} is not implemented: ${one.reason?.message ?? 'the target does not have the operation'}`]];
    case 'blocked':
      return endsInFailure(one, run)
        ? []
        : [[3, `${name} is blocked: ${one.reason?.message ?? 'its control did not pass'}`]];
    default:
      return [];
  }
}

/** Of one that failed once and was not run again, its reason says all. */
function untestableText({ reason }: RequirementReport, name: string): string {
  if (reason?.kind === 'unconfirmed') return `${name} ${reason.message}`;
  return `${name} is untestable: ${reason?.message ?? 'its cases could not be judged'}`;
}

/** One sentence for all, since calls run out for hundreds at once. */
function outOfCalls(deciding: readonly RequirementReport[]): readonly Decision[] {
  const missing = deciding.filter(isPlannedButNotAsked);
  const early = missing.filter(({ reason }) => reason?.kind === 'interrupted');
  const spent = missing.length - early.length;
  return [
    ...(spent === 0 ? [] : [[3, `${planned(spent)}: the call limit was reached (--max-calls raises it)`] as Decision]),
    ...(early.length === 0 ? [] : [[3, `${planned(early.length)}: the run ended first`] as Decision]),
  ];
}

function planned(count: number): string {
  return `${plural(count, 'requirement')} ${count === 1 ? 'was' : 'were'} planned and not asked`;
}

/** What may block a requirement. */
type Blocking = Pick<Conclusive, 'requirements' | 'strict' | 'baseline'>;

/**
 * Whether what blocks it is a failure that decides, or one of any level that the baseline lists, be it of a requirement that was
 * not asked for; or is itself blocked by one.
 */
function endsInFailure(one: RequirementReport, run: Blocking, seen: readonly string[] = []): boolean {
  const isListed = (id: string): boolean =>
    run.baseline.some(
      ({ operation, match, state }) => operation === one.operation && state === 'in-use' && matcherOf(match)(id),
    );
  return run.requirements
    .filter(
      ({ id, operation }) => operation === one.operation && one.blockedBy?.includes(id) === true && !seen.includes(id),
    )
    .some(
      (blocker) =>
        (blocker.verdict === 'fail' && decides(blocker, run.strict)) ||
        blocker.verdict === 'known-fail' ||
        (blocker.verdict === 'not-asked' && isListed(blocker.id)) ||
        (blocker.verdict === 'blocked' && endsInFailure(blocker, run, [...seen, one.id])),
    );
}

/** A failure that did not repeat, and was not counted. */
function isTolerated({ verdict, reason }: Pick<CaseReport, 'verdict' | 'reason'>): boolean {
  return reason?.kind === 'flaky' && (verdict === 'pass' || verdict === 'observed');
}

/** One kind of requirement that the run says nothing about. */
interface Gap {
  readonly is: (one: RequirementReport) => boolean;
  /** What follows on `3 requirements`. */
  readonly said: (gap: readonly RequirementReport[], run: Conclusive) => string;
}

const gaps: readonly Gap[] = [
  {
    is: withReason('not-asked', ['effort']),
    said: (gap, { effort }) => `${were(gap)} not asked${effort === undefined ? '' : ` at effort ${effort}`}`,
  },
  { is: withReason('not-asked', ['selection']), said: (gap) => `${were(gap)} not asked: not selected` },
  {
    is: (one) => isPlannedButNotAsked(one) && one.reason?.kind !== 'interrupted',
    said: (gap) => `${were(gap)} not asked: the call limit was reached`,
  },
  { is: withReason('not-asked', ['interrupted']), said: (gap) => `${were(gap)} not asked: the run ended first` },
  {
    is: withReason('not-applicable', ['missing-capability']),
    said: (gap) => `${are(gap)} not applicable: ${lackedBy(gap)} not available`,
  },
  {
    is: withReason('not-applicable', ['not-exercised']),
    said: (gap, { mode }) =>
      `${are(gap)} not applicable: no ${mode === 'server' ? 'response' : 'request'} exercised ${gap.length === 1 ? 'it' : 'them'}`,
  },
  {
    is: ({ verdict, reason }) =>
      verdict === 'not-applicable' && reason?.kind !== 'missing-capability' && reason?.kind !== 'not-exercised',
    said: (gap, { mode }) => `${are(gap)} not applicable to this ${thing(mode)}`,
  },
  {
    is: ({ verdict }) => verdict === 'not-implemented',
    said: (gap) => `${are(gap)} not implemented by the target`,
  },
  {
    is: ({ verdict }) => verdict === 'untestable',
    said: (gap) => `${are(gap)} untestable: should have been judged, and could not be`,
  },
  {
    is: ({ verdict }) => verdict === 'blocked',
    said: (gap) =>
      `${are(gap)} blocked: ${gap.length === 1 ? 'a requirement that it depends on fails' : 'requirements that they depend on fail'}`,
  },
];

function withReason(wanted: RequirementVerdict, kinds: readonly Reason['kind'][]): (one: RequirementReport) => boolean {
  return ({ verdict, reason }) => verdict === wanted && reason !== undefined && kinds.includes(reason.kind);
}

function are(gap: readonly RequirementReport[]): string {
  return gap.length === 1 ? 'is' : 'are';
}

function were(gap: readonly RequirementReport[]): string {
  return gap.length === 1 ? 'was' : 'were';
}

function thing(mode: Mode): string {
  return mode === 'server' ? 'target' : 'client';
}

function lackedBy(gap: readonly RequirementReport[]): string {
  const names = gap.flatMap(({ reason }) => (reason?.kind === 'missing-capability' ? reason.capabilities : []));
  return [...new Set(names)].sort().join(', ');
}

/** `120 requirements were not asked at effort smoke (58 MUST)`. */
function notCovered(run: Conclusive): readonly string[] {
  const { limitedTo } = run;
  return [
    ...gaps.flatMap(({ is, said }) => {
      const gap = run.requirements.filter(is);
      if (gap.length === 0) return [];
      const musts = gap.filter(({ level }) => level === 'MUST').length;
      return [`${plural(gap.length, 'requirement')} ${said(gap, run)}${musts === 0 ? '' : ` (${musts} MUST)`}`];
    }),
    ...(limitedTo === undefined || limitedTo.excludedRequirements === 0
      ? []
      : [`${plural(limitedTo.excludedRequirements, 'requirement')} newer than ${limitedTo.version}`]),
  ];
}

function countRequirements(requirements: readonly RequirementReport[]): RequirementCounts {
  const count = (wanted: RequirementVerdict): number => requirements.filter(({ verdict }) => verdict === wanted).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    knownFail: count('known-fail'),
    unexpectedPass: count('unexpected-pass'),
    blocked: count('blocked'),
    untestable: count('untestable'),
    notAsked: count('not-asked'),
    notApplicable: count('not-applicable'),
    notImplemented: count('not-implemented'),
    observed: count('observed'),
  };
}
