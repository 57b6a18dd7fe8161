/**
 * The end of a run as text for a terminal: failures, what was not judged, then one line with the verdict. A
 * failure or two are shown in full; more are grouped by cause, one line each, so that the whole fits on a screen or two.
 */
import { shellWord } from '../../harness/transcript/shell.ts';
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import { leftOpen } from '../conclusion.ts';
import { figures } from '../html/html-actions.ts';
import {
  casesOfRequirement,
  decides,
  failureReason,
  isFailed,
  reasonText,
  requirementsOfCase,
  uniqueId,
} from '../lookup.ts';
import { operationLine } from '../markdown/operations.ts';
import type { CaseReport, Report, ReportVerdict, RequirementReport } from '../report.ts';
import { type Failure, failureCauses, failureName, failureReach, failuresOf } from '../text/failure-causes.ts';
import { failureText } from '../text/failure-text.ts';
import { mismatchText } from '../text/mismatch-text.ts';
import { notCheckedText, plural, verdictLine } from '../text/verdict-line.ts';
import { warningGroups } from '../text/warnings.ts';
import { type Painter, painter } from './colour.ts';

/** How much the console shows, and in which form. */
export interface ConsoleOptions {
  readonly colour: boolean;
  /** `quiet`: only the verdict line. `verbose`: every failed case in full, every blocked requirement and observation. */
  readonly detail?: 'quiet' | 'normal' | 'verbose';
  /** The directory of the other reports, named before the verdict. */
  readonly reports?: string;
}

/** Most sentences on why a run is incomplete; a target that answers nothing would give hundreds. */
const shownReasons = 12;

/** Failed cases of one requirement that are shown in full; the rest are named. */
const fullCases = 1;

/** Up to so many failed requirements are shown in full, each with some 40 lines; more are grouped by cause. */
const fullFailures = 2;

/** Failed requirements with a line of their own in the groups. With the rest of the output: at most some 60 lines. */
const groupedFailures = 24;

/** Columns of a line in the groups. */
const lineWidth = 120;

/** Blocked requirements that are listed; of more only the number is given, among what was not judged. */
const listedBlocked = 5;

/** Ends with a line feed. Of the target's text nothing but printable characters is left. */
export function renderConsole(report: Report, options: ConsoleOptions): string {
  const paint = painter(options.colour);
  const detail = options.detail ?? 'normal';
  const isVerbose = detail === 'verbose';
  const blocks =
    detail === 'quiet'
      ? []
      : [
          ...failures(report, paint, isVerbose),
          ...warnings(report, paint, isVerbose),
          ...blocked(report, paint, isVerbose),
          ...(isVerbose ? observations(report, paint) : []),
          ...reasons(report, paint),
          ...notCovered(report, paint),
          ...(report.actions === undefined ? [] : [`actions: ${figures(report.actions)}`]),
          ...operations(report, paint),
          ...whereToLook(report, options, isVerbose),
        ];
  const last = tones(paint)[report.summary.verdict](`${verdictLine(report)}${whatIsOpen(report)}`);
  return `${[...blocks, last].join('\n\n')}\n`;
}

/** Requirements that the last line names. */
const namedOpen = 3;

/** ` (errors/no-group and 4 more)`: what could not be judged; else why what was planned was not asked. */
function whatIsOpen(report: Report): string {
  if (report.summary.exitCode !== 3) return '';
  const names = leftOpen(report).map((one) => uniqueId(one, report));
  if (names.length === 0) return ` (${shortened(visibleLine(report.summary.reasons.at(-1) ?? ''), lineWidth)})`;
  const more = names.length > namedOpen ? ` and ${names.length - namedOpen} more` : '';
  return ` (${names.slice(0, namedOpen).join(', ')}${more})`;
}

function failures(report: Report, paint: Painter, isVerbose: boolean): readonly string[] {
  const failed = report.requirements.filter(isFailed);
  return isVerbose || failed.length <= fullFailures
    ? inFull(failed, report, paint, isVerbose)
    : byCause(failed, report, paint);
}

function inFull(
  failed: readonly RequirementReport[],
  report: Report,
  paint: Painter,
  isVerbose: boolean,
): readonly string[] {
  const shown = new Set<CaseReport>();
  return failed.map((requirement) => {
    const cases = casesOfRequirement(requirement, report).filter(({ verdict }) => verdict === requirement.verdict);
    const fresh = cases.filter((one) => !shown.has(one));
    const full = isVerbose ? fresh : fresh.slice(0, fullCases);
    for (const one of full) shown.add(one);
    return [
      `${paint.bad(requirement.verdict === 'fail' ? 'FAIL' : 'UNEXPECTED PASS')} ${paint.strong(uniqueId(requirement, report))}`,
      ...full.map((one) => failureText(one, requirementsOfCase(one, report))),
      ...cases
        .filter((one) => !full.includes(one))
        .map((one) => `also ${visibleLine(one.id)}: ${visibleLine(one.title)}`),
    ].join('\n');
  });
}

/** Passes that the baseline does not expect, the failures that decide by cause, then the names of the others. */
function byCause(failed: readonly RequirementReport[], report: Report, paint: Painter): readonly string[] {
  const { strict } = report.summary;
  const deciding = failed.filter((one) => one.verdict === 'fail' && decides(one, strict));
  const others = failed.filter((one) => one.verdict === 'fail' && !decides(one, strict));
  const unexpected = failed.filter(({ verdict }) => verdict === 'unexpected-pass');
  const causes = failureCauses(deciding, report);
  const rest = causes.flatMap(({ failures: all }) => all).length - groupedFailures;
  let left = groupedFailures;
  const groups = causes.flatMap(({ title, failures: all }) => {
    const shown = all.slice(0, left);
    left -= shown.length;
    return shown.length === 0
      ? []
      : [`${paint.bad('FAIL')} ${title}`, ...shown.map((one) => failureLine(one, report, paint))];
  });
  return [
    ...nameLines('UNEXPECTED PASS, in the baseline but no longer failing', unexpected, report, paint),
    [...groups, ...(rest > 0 ? [`... and ${plural(rest, 'more failed requirement')}, in report.html`] : [])].join('\n'),
    ...nameLines('SHOULD failures, which do not affect the verdict', others, report, paint),
  ].filter((block) => block !== '');
}

/** `  signing/enforced (blocks 20): status: expected 4xx, observed 200`, in one line of the console. */
function failureLine(failure: Failure, report: Report, paint: Painter): string {
  const { requirement, alike, mismatch, cases } = failure;
  const id = alike.length === 1 ? uniqueId(requirement, report) : requirement.id;
  const count = failureReach(failure, report);
  const [reason] = cases.flatMap((one) => one.reason?.message ?? []);
  const text =
    mismatch === undefined ? (reason ?? requirement.reason?.message ?? requirement.statement) : mismatchText(mismatch);
  return `  ${paint.strong(id)}${count}: ${shortened(visibleLine(text), lineWidth - id.length - count.length - 4)}`;
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 3, 20))}...`;
}

/** A title, then ids in as few lines as hold them; none without requirements. */
function nameLines(
  title: string,
  requirements: readonly RequirementReport[],
  report: Report,
  paint: Painter,
): readonly string[] {
  if (requirements.length === 0) return [];
  const lines: string[] = [];
  for (const id of failuresOf(requirements, report).map((one) => failureName(one, report))) {
    const longer = `${lines.at(-1)}, ${id}`;
    if (lines.length === 0 || longer.length > lineWidth) lines.push(`  ${id}`);
    else lines.splice(-1, 1, longer);
  }
  return [[paint.open(title), ...lines].join('\n')];
}

/** Warnings of one kind that are listed; of more the number. */
const listedWarnings = 8;

/** What went that nobody asked to remove, and what was undone: whatever the verdict says. */
function warnings(report: Report, paint: Painter, isVerbose: boolean): readonly string[] {
  return warningGroups(report).map(({ title, warnings: all }) => {
    const shown = isVerbose ? all : all.slice(0, listedWarnings);
    const rest = all.length - shown.length;
    return [
      paint.bad(title),
      ...shown.map(({ id, text }) => `  ${paint.strong(id)}: ${shortened(text, lineWidth - id.length - 4)}`),
      ...(rest > 0 ? [`  ... and ${plural(rest, 'more case')}, in report.html`] : []),
    ].join('\n');
  });
}

function blocked(report: Report, paint: Painter, isVerbose: boolean): readonly string[] {
  const all = report.requirements.filter(({ verdict }) => verdict === 'blocked');
  if (all.length > listedBlocked && !isVerbose) return [];
  const lines = all.map(
    (one) =>
      `${paint.open('blocked')} ${uniqueId(one, report)}: ${visibleLine(reasonText(one) || 'its control did not pass')}`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** How to see more, where failures are grouped, and the directory of the reports. */
function whereToLook(report: Report, { reports }: ConsoleOptions, isVerbose: boolean): readonly string[] {
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail');
  const deciding = failed.filter((one) => decides(one, report.summary.strict));
  const [cause] = failureCauses(deciding.length > 0 ? deciding : failed, report);
  const first = cause?.failures[0]?.requirement;
  const isGrouped = !isVerbose && failed.length > fullFailures;
  const lines = [
    ...(first !== undefined && isGrouped
      ? [
          `details: ${reports === undefined ? 'report.html, or --verbose' : detailsIn(reports)}`,
          `evidence: npx ec2-conformance explain --operation ${first.operation} ${first.id}`,
        ]
      : []),
    ...(reports === undefined ? [] : [`reports: ${reports}`]),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Where all failures are in full. */
function detailsIn(reports: string): string {
  return `${reports}/report.html, or npx ec2-conformance report ${shellWord(reports)} --verbose`;
}

function observations(report: Report, paint: Painter): readonly string[] {
  const lines = report.observations.map(
    (one) => `${paint.open('observed')} ${uniqueId(one, report)}: ${visibleLine(one.answer)}`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** What decided the exit code besides the failures, which are listed above. */
function reasons(report: Report, paint: Painter): readonly string[] {
  const failed = report.requirements.filter(isFailed);
  const listed = new Set(failed.map((one) => failureReason(uniqueId(one, report))));
  const rest = report.summary.reasons.filter((sentence) => !listed.has(sentence)).map(visibleLine);
  if (rest.length === 0) return [];
  const more = rest.length > shownReasons ? [`... and ${rest.length - shownReasons} more, in report.json`] : [];
  return [[...rest.slice(0, shownReasons), ...more].map((line) => `${paint.open('note')} ${line}`).join('\n')];
}

/** What the verdict says nothing about. */
function notCovered(report: Report, paint: Painter): readonly string[] {
  const unchecked = notCheckedText(report);
  const lines = [
    ...report.summary.notCovered.map((line) => `${paint.open('not judged')} ${visibleLine(line)}`),
    ...(unchecked === undefined ? [] : [`${paint.open('baseline')} ${visibleLine(unchecked)}`]),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** One line for each of several operations. */
function operations(report: Report, paint: Painter): readonly string[] {
  const { operations: all } = report.summary;
  if (all.length < 2) return [];
  return [all.map((one) => tones(paint)[one.verdict](operationLine(one, report))).join('\n')];
}

/** The colour of each verdict. */
function tones({ good, bad, open }: Painter): Readonly<Record<ReportVerdict, (text: string) => string>> {
  return { conforms: good, 'does-not-conform': bad, incomplete: open };
}
