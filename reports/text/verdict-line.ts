/** The one line that says the verdict. */
import type { LanesReport, Report, RequirementReport } from '../report.ts';

/** Entries of the baseline that this run found neither in use nor stale, in one sentence; undefined without such. */
export function notCheckedText({ baseline = [] }: Report): string | undefined {
  const entries = baseline.filter(({ state }) => state === 'not-checked').map(({ match }) => match);
  if (entries.length === 0) return undefined;
  const shown = entries.slice(0, 5).join(', ');
  const more = entries.length > 5 ? ` and ${entries.length - 5} more` : '';
  return `${entries.length} of ${baseline.length} baseline ${baseline.length === 1 ? 'entry' : 'entries'} could not be checked: cases that prove ${entries.length === 1 ? 'it' : 'them'} were not judged (${shown}${more})`;
}

/** Verdicts in words for a reader. */
export const words = {
  conforms: 'conforms',
  'does-not-conform': 'does not conform',
  incomplete: 'incomplete',
} as const;

/** `128 requirements pass, 2 fail; 900 calls in 2.1 s: does not conform`. ASCII; ends with the verdict. */
export function verdictLine(report: Report): string {
  return `${figuresText(report)}: ${verdictWords(report)}`;
}

/** `conforms`, `does not conform` or `incomplete`, with what has to be known beside it. */
export function verdictWords({ summary, target }: Report): string {
  const known = summary.requirements.knownFail;
  const but = known > 0 && summary.verdict === 'conforms' ? ` but for ${plural(known, 'known failure')}` : '';
  const { available = true } = target.capabilities?.['signature-verification'] ?? {};
  return `${words[summary.verdict]}${but}${available ? '' : '; signatures not verified, as declared'}`;
}

/** How many requirements came to which verdict, those that are none left out. Failures that decide nothing say so. */
export function countsText({ summary, requirements, suite }: Report): string {
  const { pass, fail, knownFail, unexpectedPass, blocked, untestable } = summary.requirements;
  const { notImplemented, notAsked, notApplicable, observed } = summary.requirements;
  const lenient = summary.strict ? 0 : requirements.filter(isFailedShould).length;
  const others: readonly (readonly [number, string])[] = [
    [fail - lenient, fail - lenient === 1 ? 'fails' : 'fail'],
    [lenient, `SHOULD ${lenient === 1 ? 'failure (it does' : 'failures (they do'} not affect the verdict)`],
    [knownFail, 'known to fail'],
    [unexpectedPass, unexpectedPass === 1 ? 'passes unexpectedly' : 'pass unexpectedly'],
    [blocked, 'blocked'],
    [untestable, 'untestable'],
    [notImplemented, 'not implemented'],
    [notAsked, 'not asked'],
    [notApplicable, 'not applicable'],
    [observed, 'observed'],
    [suite.limitedTo?.excludedRequirements ?? 0, `newer than ${suite.limitedTo?.version} and not asked`],
  ];
  const counts = others.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return [`${plural(pass, 'requirement')} ${pass === 1 ? 'passes' : 'pass'}`, ...counts].join(', ');
}

/** `128 requirements pass, 2 fail; 900 calls in 2.1 s`; of a published report, which has neither calls nor times, the counts. */
export function figuresText(report: Report): string {
  const isTimeless = report.calls.total === 0 && report.durationMs === 0;
  return isTimeless ? countsText(report) : `${countsText(report)}; ${effortText(report)}`;
}

/** `900 calls in 2.1 s`, and in brackets what was odd about making them: `(throttled 12 times)`. */
function effortText({ calls, durationMs, target, summary }: Report): string {
  const { throttled = 0, serverErrors = 0 } = calls;
  const { visibleAfterMs = 0, clockAheadMs = 0, insecure, lanes } = target;
  const odd = [
    ...(lanes === undefined || lanes.count === 1 ? [] : [lanesText(lanes)]),
    ...(throttled > 0 ? [`throttled ${plural(throttled, 'time')}`] : []),
    ...(serverErrors > 0 ? [`${plural(serverErrors, 'server error')} retried and ignored`] : []),
    ...(summary.flakyCases > 0 ? [`${plural(summary.flakyCases, 'case')} failed once and passed when repeated`] : []),
    ...(visibleAfterMs > 0 ? [`changes seen after up to ${seconds(visibleAfterMs)}`] : []),
    ...(clockAheadMs === 0
      ? []
      : [`its clock ${seconds(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? 'fast' : 'slow'}`]),
    ...(insecure === true ? ['its certificate not checked'] : []),
  ];
  const effort = `${plural(calls.total, 'call')} in ${seconds(durationMs)}`;
  return odd.length === 0 ? effort : `${effort} (${odd.join(', ')})`;
}

/** `8 cases at a time, one since the target throttled`. */
function lanesText({ count, oneSince }: LanesReport): string {
  return `${count} cases at a time${oneSince === undefined ? '' : `, one since ${oneSince}`}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `1 case`, `2 cases`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isFailedShould({ level, verdict }: RequirementReport): boolean {
  return level === 'SHOULD' && verdict === 'fail';
}
