/** The end of a run as text for a terminal: failures, what is blocked or not covered, then one line with the verdict. */
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import { casesOf, requirementsOf, uniqueId } from '../lookup.ts';
import { operationLine } from '../markdown/operations.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';
import { type Painter, painter } from './colour.ts';
import { failureText } from './failure-text.ts';
import { notToldText, verdictLine } from './verdict-line.ts';

export interface ConsoleOptions {
  readonly colour: boolean;
  /** `quiet`: the verdict line alone. `verbose`: also every observation, and every failed case in full. */
  readonly detail?: 'quiet' | 'normal' | 'verbose';
  /** Where the other reports lie, told before the verdict. */
  readonly reports?: string;
}

/** Most sentences on why a run is incomplete; a target that answers nothing would give hundreds. */
const shownReasons = 12;

/** Failed cases of one requirement that are shown in full; the rest are named. */
const fullCases = 1;

/** Ends with a line feed. Of the target's text nothing but printable characters is left. */
export function renderConsole(report: Report, options: ConsoleOptions): string {
  const paint = painter(options.colour);
  const detail = options.detail ?? 'normal';
  const blocks =
    detail === 'quiet'
      ? []
      : [
          ...failures(report, paint, detail === 'verbose'),
          ...blocked(report, paint),
          ...(detail === 'verbose' ? observations(report, paint) : []),
          ...reasons(report, paint),
          ...notCovered(report, paint),
          ...operations(report, paint),
          ...(options.reports === undefined ? [] : [`reports: ${options.reports}`]),
        ];
  const tone = { conforms: paint.good, 'does-not-conform': paint.bad, incomplete: paint.open }[report.summary.verdict];
  return `${[...blocks, tone(verdictLine(report))].join('\n\n')}\n`;
}

function failures(report: Report, paint: Painter, verbose: boolean): readonly string[] {
  const told = new Set<CaseReport>();
  return report.requirements
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unexpected-pass')
    .map((requirement) => {
      const cases = casesOf(requirement, report).filter(({ verdict }) => verdict === requirement.verdict);
      const fresh = cases.filter((one) => !told.has(one));
      const full = verbose ? fresh : fresh.slice(0, fullCases);
      for (const one of full) told.add(one);
      return [
        `${paint.bad(requirement.verdict === 'fail' ? 'FAIL' : 'UNEXPECTED PASS')} ${paint.strong(uniqueId(requirement, report))}`,
        ...full.map((one) => failureText(one, requirementsOf(one, report))),
        ...cases
          .filter((one) => !full.includes(one))
          .map((one) => `also ${visibleLine(one.id)}: ${visibleLine(one.title)}`),
      ].join('\n');
    });
}

function blocked(report: Report, paint: Painter): readonly string[] {
  const lines = report.requirements
    .filter(({ verdict }) => verdict === 'blocked')
    .map(
      (one) =>
        `${paint.open('blocked')} ${uniqueId(one, report)}: ${visibleLine(one.reason?.message ?? 'its control did not pass')}`,
    );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function observations(report: Report, paint: Painter): readonly string[] {
  const lines = report.observations.map(
    (one) => `${paint.open('observed')} ${uniqueId(one, report)}: ${visibleLine(one.answer)}`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Failures speak for themselves above; what else decided the exit code is told here. */
function reasons(report: Report, paint: Painter): readonly string[] {
  const spoken = new Set(report.requirements.flatMap(failureReasons));
  const rest = report.summary.reasons.filter((sentence) => !spoken.has(sentence)).map(visibleLine);
  if (rest.length === 0) return [];
  const more = rest.length > shownReasons ? [`... and ${rest.length - shownReasons} more, in report.json`] : [];
  return [[...rest.slice(0, shownReasons), ...more].map((line) => `${paint.open('note')} ${line}`).join('\n')];
}

/** What the verdict says nothing about. */
function notCovered(report: Report, paint: Painter): readonly string[] {
  const lines = [...report.summary.notCovered, ...[notToldText(report) ?? []].flat()];
  return lines.length === 0
    ? []
    : [lines.map((line) => `${paint.open('not covered')} ${visibleLine(line)}`).join('\n')];
}

/** One line for each of several operations. */
function operations({ summary }: Report, paint: Painter): readonly string[] {
  if (summary.operations.length < 2) return [];
  const tone = { conforms: paint.good, 'does-not-conform': paint.bad, incomplete: paint.open };
  return [summary.operations.map((one) => tone[one.verdict](operationLine(one))).join('\n')];
}

function failureReasons({ id, verdict }: RequirementReport): readonly string[] {
  return verdict === 'fail' ? [`${id} fails`] : [];
}
