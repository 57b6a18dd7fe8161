/** The one line that says the verdict. */
import type { Report, RequirementReport } from './report.ts';

const words = { conforms: 'conforms', 'does-not-conform': 'does not conform', incomplete: 'incomplete' } as const;

/** `128 requirements pass, 2 fail; 900 calls in 2.1 s: does not conform`. ASCII; ends with the verdict. */
export function verdictLine(report: Report): string {
  return `${countsText(report)}; ${effortText(report)}: ${verdictWords(report)}`;
}

/** `conforms`, `does not conform` or `incomplete`, with what has to be known beside it. */
export function verdictWords({ summary }: Report): string {
  const known = summary.requirements.knownFail;
  const but = known > 0 && summary.verdict === 'conforms' ? ` but for ${plural(known, 'known failure')}` : '';
  return words[summary.verdict] + but;
}

/** How many requirements came to which verdict, those that are none left out. Failures that decide nothing say so. */
export function countsText({ summary, requirements }: Report): string {
  const { pass, fail, knownFail, unexpectedPass, blocked, untestable, notApplicable, observed } = summary.requirements;
  const lenient = summary.strict ? 0 : requirements.filter(isFailedShould).length;
  const others: readonly (readonly [number, string])[] = [
    [fail - lenient, 'fail'],
    [lenient, 'fail that only SHOULD hold'],
    [knownFail, 'known to fail'],
    [unexpectedPass, 'pass unexpectedly'],
    [blocked, 'blocked'],
    [untestable, 'untestable'],
    [notApplicable, 'not applicable'],
    [observed, 'observed'],
  ];
  const told = others.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return [`${plural(pass, 'requirement')} ${pass === 1 ? 'passes' : 'pass'}`, ...told].join(', ');
}

/** `900 calls in 2.1 s`. */
export function effortText({ calls, durationMs }: Report): string {
  return `${plural(calls.total, 'call')} in ${(durationMs / 1000).toFixed(1)} s`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isFailedShould({ level, verdict }: RequirementReport): boolean {
  return level === 'SHOULD' && verdict === 'fail';
}
