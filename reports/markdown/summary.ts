/** Markdown for a job summary or a pull request: the verdict, what fails, what was observed. */
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import {
  casesOfRequirement,
  isFailed,
  isPlannedButNotAsked,
  reasonText,
  requirementsOfCase,
  uniqueId,
} from '../lookup.ts';
import type { Report, RequirementReport } from '../report.ts';
import { type Failure, failureName, failuresOf } from '../text/failure-causes.ts';
import { failureText } from '../text/failure-text.ts';
import { verdictCounts } from '../text/verdict-counts.ts';
import { figuresText, plural, verdictWords } from '../text/verdict-line.ts';
import { type WarningLine, warningGroups } from '../text/warnings.ts';
import { code, codeBlock, section, table } from './markdown-text.ts';
import { operationTable } from './operations.ts';

/** Bytes for failures in full: GitHub refuses a job summary over 1 MiB. Those beyond are named in the table alone. */
const bytesOfFailures = 700_000;
const longestFailure = 12_000;

/** Everything a target said is in code, where neither markup nor mentions nor HTML mean anything. */
export function renderMarkdown(report: Report): string {
  const failures = failuresOf(report.requirements.filter(isFailed), report);
  const { endpoint, name } = report.target;
  const operations = report.operations.map(code).join(', ');
  const effort = report.effort === undefined ? '' : `, effort ${code(report.effort)}`;
  return [
    `# ${report.suite.name}: ${verdictWords(report)}`,
    `${figuresText(report)}. Target: ${code(name ?? endpoint ?? 'unknown')}, ` +
      `operation ${operations}, suite ${code(report.suite.version)}, seed ${report.seed}${effort}.`,
    ...(report.operations.length > 1 ? [operationRows(report)] : []),
    topicTable(report),
    ...section('Failures', failures.length === 0 ? [] : [failureTable(report, failures), ...details(report, failures)]),
    ...warningGroups(report).flatMap(({ title, warnings }) => section(title, [warningTable(warnings)])),
    ...section('Not judged', [...list(report.summary.notCovered), ...notJudged(report)]),
    ...section('Baseline', baselineTable(report)),
    ...section('Not applicable', notApplicable(report)),
    ...section('Observed', observations(report)),
  ]
    .join('\n\n')
    .concat('\n');
}

function topicTable(report: Report): string {
  const nameOf = ({ operation, topic }: RequirementReport): string =>
    report.operations.length > 1 ? `${operation}: ${topic}` : topic;
  const topics = [...new Set(report.requirements.map(nameOf))];
  const groups = topics.map((topic) => report.requirements.filter((one) => nameOf(one) === topic));
  const { names, rows } = verdictCounts(groups, report.summary.strict);
  return table(
    ['topic', ...names],
    topics.map((topic, row) => [topic, ...(rows[row] ?? [])]),
  );
}

function operationRows(report: Report): string {
  const { names, rows } = operationTable(report);
  return table(names, rows);
}

/** One row for each failure; the operations that share it are named where there are several. */
function failureTable(report: Report, failures: readonly Failure[]): string {
  const isOne = report.operations.length === 1;
  const rows = failures.map(({ requirement, alike, cases: failed }) => {
    const { id, level, statement } = requirement;
    const cases = alike.flatMap((one) => casesOfRequirement(one, report));
    const where = isOne ? [] : [alike.map(({ operation }) => code(operation)).join(', ')];
    const failedIn =
      requirement.verdict === 'unexpected-pass'
        ? 'none: it passes, although the baseline lists it'
        : `${failed.length} of ${plural(cases.length, 'case')}`;
    return [code(id), level, code(statement), ...where, failedIn];
  });
  return table(['requirement', 'level', 'statement', ...(isOne ? [] : ['operations']), 'failed in'], rows);
}

function details(report: Report, failures: readonly Failure[]): readonly string[] {
  const shown: string[] = [];
  let left = bytesOfFailures;
  for (const failure of failures) {
    const [first] = failure.cases;
    if (first === undefined) continue;
    const text = failureText(first, requirementsOfCase(first, report)).slice(0, longestFailure);
    const block = `<details><summary>${inert(failureName(failure, report))}</summary>\n\n${codeBlock(text)}\n\n</details>`;
    left -= Buffer.byteLength(block);
    if (left < 0) break;
    shown.push(block);
  }
  const further = failures.filter(({ cases }) => cases.length > 0).length - shown.length;
  return further === 0
    ? shown
    : [
        ...shown,
        `${plural(further, 'more failure')} of the table: in full in report.html and report.json, beside this file.`,
      ];
}

function warningTable(warnings: readonly WarningLine[]): string {
  return table(
    ['case', 'asked', 'happened'],
    warnings.map(({ id, title, text }) => [code(id), code(title), code(text)]),
  );
}

function notJudged(report: Report): readonly string[] {
  const rows = report.requirements
    .filter((one) => unjudged.has(one.verdict) || isPlannedButNotAsked(one))
    .map((one) => [code(uniqueId(one, report)), one.level, one.verdict, code(reasonText(one))]);
  return rows.length === 0 ? [] : [table(['requirement', 'level', 'verdict', 'reason'], rows)];
}

const unjudged: ReadonlySet<RequirementReport['verdict']> = new Set(['blocked', 'untestable', 'not-implemented']);

/** The state of each entry. */
function baselineTable({ baseline = [] }: Report): readonly string[] {
  const rows = baseline.map(({ match, state, reason }) => [code(match), state.replace('-', ' '), code(reason)]);
  return rows.length === 0 ? [] : [table(['entry', 'state', 'reason'], rows)];
}

function list(sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [sentences.map((sentence) => `- ${code(sentence)}`).join('\n')];
}

/** What the target neither supports nor claims: one line for each reason, with the requirements that it is a reason for. */
function notApplicable(report: Report): readonly string[] {
  const all = report.requirements.filter(({ verdict }) => verdict === 'not-applicable');
  const messages = [...new Set(all.map(({ reason }) => reason?.message ?? ''))];
  const rows = messages.map((message) => {
    const own = all.filter(({ reason }) => (reason?.message ?? '') === message);
    return [code(message), own.map((one) => code(uniqueId(one, report))).join(' ')];
  });
  return rows.length === 0 ? [] : [table(['reason', 'requirements'], rows)];
}

function observations(report: Report): readonly string[] {
  const rows = report.observations.map((one) => [code(uniqueId(one, report)), code(one.answer)]);
  return rows.length === 0 ? [] : [table(['case', 'response'], rows)];
}

function inert(text: string): string {
  return visibleLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
