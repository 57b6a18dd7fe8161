/** Markdown for a job summary or a pull request: the verdict, what fails, what was observed. */
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import { failureText } from '../formats/failure-text.ts';
import { countsText, effortText, plural, verdictWords } from '../formats/verdict-line.ts';
import { type WarningLine, warningGroups } from '../formats/warnings.ts';
import { casesOf, isFailed, isPlannedButNotAsked, requirementsOf, uniqueId } from '../lookup.ts';
import type { Report, RequirementReport } from '../report.ts';
import { code, codeBlock, section, table } from './markdown-text.ts';
import { operationColumns, operationRow } from './operations.ts';

/** GitHub refuses a job summary over 1 MiB. Failures beyond these are named in the table alone. */
const fullFailures = 50;
const longestFailure = 12_000;

/** Everything a target said is in code, where neither markup nor mentions nor HTML mean anything. */
export function renderMarkdown(report: Report): string {
  const failed = report.requirements.filter(isFailed);
  const { endpoint, name } = report.target;
  const operations = report.operations.map(code).join(', ');
  const effort = report.effort === undefined ? '' : `, effort ${code(report.effort)}`;
  return [
    `# ${report.suite.name}: ${verdictWords(report)}`,
    `${countsText(report)}; ${effortText(report)}. Target: ${code(name ?? endpoint ?? 'unknown')}, ` +
      `operation ${operations}, suite ${code(report.suite.version)}, seed ${report.seed}${effort}.`,
    ...(report.operations.length > 1 ? [table(operationColumns, report.summary.operations.map(operationRow))] : []),
    topicTable(report),
    ...section('Failures', failed.length === 0 ? [] : [failureTable(report, failed), ...details(report, failed)]),
    ...warningGroups(report).flatMap(({ title, warnings }) => section(title, [warningTable(warnings)])),
    ...section('Not judged', notJudged(report)),
    ...section('Not covered', list(report.summary.notCovered)),
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
  const rows = topics.map((topic) => {
    const own = report.requirements.filter((one) => nameOf(one) === topic);
    const count = (...verdicts: readonly RequirementReport['verdict'][]): number =>
      own.filter(({ verdict }) => verdicts.includes(verdict)).length;
    return [
      topic,
      count('pass'),
      count('fail', 'unexpected-pass'),
      count('known-fail'),
      count('blocked', 'untestable', 'not-implemented'),
      count('not-asked'),
      count('observed'),
      count('not-applicable'),
    ];
  });
  return table(['topic', 'pass', 'fail', 'known', 'not judged', 'not asked', 'observed', 'not applicable'], rows);
}

function failureTable(report: Report, failed: readonly RequirementReport[]): string {
  const rows = failed.map((one) => {
    const { level, statement, verdict } = one;
    const cases = casesOf(one, report);
    const alike = cases.filter((each) => each.verdict === verdict);
    return [code(uniqueId(one, report)), level, code(statement), `${alike.length} of ${plural(cases.length, 'case')}`];
  });
  return table(['requirement', 'level', 'statement', 'failed in'], rows);
}

function details(report: Report, failed: readonly RequirementReport[]): readonly string[] {
  return failed.slice(0, fullFailures).flatMap((requirement) => {
    const first = casesOf(requirement, report).find(({ verdict }) => verdict === requirement.verdict);
    if (first === undefined) return [];
    const text = failureText(first, requirementsOf(first, report)).slice(0, longestFailure);
    return [`<details><summary>${inert(uniqueId(requirement, report))}</summary>\n\n${codeBlock(text)}\n\n</details>`];
  });
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
    .map((one) => [code(uniqueId(one, report)), one.level, one.verdict, code(one.reason?.message ?? '')]);
  return rows.length === 0 ? [] : [table(['requirement', 'level', 'verdict', 'reason'], rows)];
}

const unjudged: ReadonlySet<RequirementReport['verdict']> = new Set(['blocked', 'untestable', 'not-implemented']);

/** What became of each entry. */
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
  return rows.length === 0 ? [] : [table(['case', 'answer'], rows)];
}

function inert(text: string): string {
  return visibleLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
