/** A report as events, one JSON object a line, for programs that read as it comes. */
import type { Report } from '../report.ts';

/**
 * `report` with what is known of the run as a whole, then a line for each `requirement`, each `case` and each
 * `observation`, then `end` with the summary. What events.ndjson of a run holds is more: see run-events.ts.
 */
export function renderNdjson(report: Report): string {
  const { requirements, cases, observations, summary, ...run } = report;
  const state = summary.verdict === 'incomplete' ? 'incomplete' : 'complete';
  const events = [
    { event: 'report', ...run },
    ...requirements.map((one) => ({ event: 'requirement', ...one })),
    ...cases.map((one) => ({ event: 'case', ...one })),
    ...observations.map((one) => ({ event: 'observation', ...one })),
    { event: 'end', state, summary },
  ];
  return events.map((one) => `${JSON.stringify(one).replace(/[\u2028\u2029]/g, escaped)}\n`).join('');
}

/** Some readers take these for line ends. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16)}`;
}
