/** What the whole run comes to: verdict, exit code, and the sentences that say why. */
import type { ExitCode, ReportVerdict, RequirementCounts, RequirementReport, Summary } from './report.ts';

/** What happened to the run beside the cases. */
export interface RunEvents {
  /** One sentence each; a run that was configured wrongly judged nothing (exit code 2). */
  readonly misconfigured: readonly string[];
  /** Exit code 4: the target did not answer, or a driver did not start. */
  readonly unreachable: readonly string[];
  /** Exit code 5: what the run created and could not delete. */
  readonly leftBehind: readonly string[];
  /** Exit code 3: interrupted, budget spent. */
  readonly cutShort: readonly string[];
}

export const uneventful: RunEvents = { misconfigured: [], unreachable: [], leftBehind: [], cutShort: [] };

/** Which one is told when several hold. */
const precedence: readonly ExitCode[] = [2, 4, 5, 3, 1, 0];

type Reason = readonly [code: ExitCode, because: string];

/**
 * Requirements of level MUST decide, with `strict` those of level SHOULD too. One that is blocked makes the run
 * incomplete, unless a failure that decides is at the end of what blocks it: then that failure speaks for both.
 */
export function conclude(
  requirements: readonly RequirementReport[],
  strict: boolean,
  events: RunEvents,
  baselineComplaints: readonly string[] = [],
): Summary {
  const deciding = requirements.filter(({ level }) => level === 'MUST' || (strict && level === 'SHOULD'));
  const reasons: readonly Reason[] = [
    ...events.misconfigured.map((because): Reason => [2, because]),
    ...events.unreachable.map((because): Reason => [4, because]),
    ...events.leftBehind.map((because): Reason => [5, `left behind: ${because}`]),
    ...events.cutShort.map((because): Reason => [3, because]),
    ...(requirements.some(({ cases }) => cases.length > 0) ? [] : [[3, 'no case was run'] as Reason]),
    ...baselineComplaints.map((because): Reason => [1, because]),
    ...requirements.filter(({ verdict }) => verdict === 'unexpected-pass').map(staleBaseline),
    ...deciding.flatMap((one): readonly Reason[] => reasonOf(one, deciding)),
  ];
  const exitCode = precedence.find((code) => reasons.some(([held]) => held === code)) ?? 0;
  return {
    verdict: verdictOf(reasons.map(([code]) => code)),
    exitCode,
    because: reasons.map(([, because]) => because),
    strict,
    requirements: countRequirements(requirements),
  };
}

/** Of any level: a baseline that lists what is mended hides the next failure. */
function staleBaseline({ id }: RequirementReport): Reason {
  return [1, `${id} passes although the baseline lists it as a known failure`];
}

function reasonOf(one: RequirementReport, deciding: readonly RequirementReport[]): readonly Reason[] {
  switch (one.verdict) {
    case 'fail':
      return [[1, `${one.id} fails`]];
    case 'untestable':
      return [[3, `${one.id} could not be tested: ${one.explanation ?? 'its cases could not be judged'}`]];
    case 'blocked':
      return endsInFailure(one, deciding)
        ? []
        : [[3, `${one.id} is blocked: ${one.explanation ?? 'its control did not pass'}`]];
    default:
      return [];
  }
}

/** Whether what blocks it is a failure that decides, or is itself blocked by one. */
function endsInFailure(
  one: RequirementReport,
  deciding: readonly RequirementReport[],
  seen: readonly string[] = [],
): boolean {
  return deciding
    .filter(({ id }) => one.blockedBy?.includes(id) === true && !seen.includes(id))
    .some(
      (blocker) =>
        blocker.verdict === 'fail' ||
        blocker.verdict === 'known-fail' ||
        (blocker.verdict === 'blocked' && endsInFailure(blocker, deciding, [...seen, one.id])),
    );
}

/** Left-behind resources say nothing of conformance; everything else that is not a failure leaves it open. */
function verdictOf(codes: readonly ExitCode[]): ReportVerdict {
  if (codes.some((code) => code === 2 || code === 3 || code === 4)) return 'incomplete';
  return codes.includes(1) ? 'does-not-conform' : 'conforms';
}

function countRequirements(requirements: readonly RequirementReport[]): RequirementCounts {
  const count = (wanted: RequirementReport['verdict']): number =>
    requirements.filter(({ verdict }) => verdict === wanted).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    knownFail: count('known-fail'),
    unexpectedPass: count('unexpected-pass'),
    blocked: count('blocked'),
    untestable: count('untestable'),
    notApplicable: count('not-applicable'),
    observed: count('observed'),
  };
}
