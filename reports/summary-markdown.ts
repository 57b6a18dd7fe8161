/** Markdown for a job summary or a pull request: the verdict, what fails, what was observed. */
import { visible, visibleLine } from '../harness/transcript/visible-text.ts';
import { failureText, requirementsOf } from './failure-text.ts';
import type { Report, RequirementReport } from './report.ts';
import { countsText, effortText, plural, verdictWords } from './verdict-line.ts';

/** GitHub refuses a job summary over 1 MiB. Failures beyond these are named in the table alone. */
const fullFailures = 50;
const longestFailure = 12_000;
const longestCell = 200;

/** Everything a target said stands in code, where neither markup nor mentions nor HTML mean anything. */
export function renderMarkdown(report: Report): string {
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'unexpected-pass');
  const { endpoint, name } = report.target;
  const operation = report.operation === undefined ? '' : `, operation ${code(report.operation)}`;
  return [
    `# ${report.suite.name}: ${verdictWords(report)}`,
    `${countsText(report)}; ${effortText(report)}. Target: ${code(name ?? endpoint ?? 'unknown')}${operation}, ` +
      `suite ${code(report.suite.version)}, seed ${report.seed}.`,
    topicTable(report),
    ...section('Failures', failed.length === 0 ? [] : [failureTable(report, failed), ...details(report, failed)]),
    ...section('Not judged', notJudged(report)),
    ...section('Not applicable', notApplicable(report)),
    ...section('Observed', observations(report)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The text in a code span that nothing in it can end; one line, at most 200 characters. */
export function code(text: string): string {
  const line = visibleLine(text);
  const short = line.length > longestCell ? `${line.slice(0, longestCell - 3)}...` : line;
  const fence = '`'.repeat(longestBacktickRun(short) + 1);
  return short === '' ? '' : `${fence} ${withoutBars(short)} ${fence}`;
}

/** The text in a fenced block that nothing in it can end. */
export function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(text) + 1));
  return `${fence}text\n${visible(text)}\n${fence}`;
}

function topicTable(report: Report): string {
  const topics = [...new Set(report.requirements.map(({ topic }) => topic))];
  const rows = topics.map((topic) => {
    const own = report.requirements.filter((one) => one.topic === topic);
    const count = (...verdicts: readonly RequirementReport['verdict'][]): number =>
      own.filter(({ verdict }) => verdicts.includes(verdict)).length;
    return [
      topic,
      count('pass'),
      count('fail', 'unexpected-pass'),
      count('known-fail'),
      count('blocked', 'untestable'),
      count('observed'),
      count('not-applicable'),
    ];
  });
  return table(['topic', 'pass', 'fail', 'known', 'not judged', 'observed', 'not applicable'], rows);
}

function failureTable(report: Report, failed: readonly RequirementReport[]): string {
  const rows = failed.map(({ id, level, means, verdict, cases }) => {
    const alike = report.cases.filter((one) => one.verdict === verdict && cases.includes(one.id));
    return [code(id), level, code(means), `${alike.length} of ${plural(cases.length, 'case')}`];
  });
  return table(['requirement', 'level', 'demand', 'failed in'], rows);
}

function details(report: Report, failed: readonly RequirementReport[]): readonly string[] {
  return failed.slice(0, fullFailures).flatMap(({ id, verdict }) => {
    const first = report.cases.find((one) => one.verdict === verdict && one.requirements.includes(id));
    if (first === undefined) return [];
    const text = failureText(first, requirementsOf(first, report)).slice(0, longestFailure);
    return [`<details><summary>${inert(id)}</summary>\n\n${codeBlock(text)}\n\n</details>`];
  });
}

function notJudged(report: Report): readonly string[] {
  const rows = report.requirements
    .filter(({ verdict }) => verdict === 'blocked' || verdict === 'untestable')
    .map(({ id, level, verdict, explanation }) => [code(id), level, verdict, code(explanation ?? '')]);
  return rows.length === 0 ? [] : [table(['requirement', 'level', 'verdict', 'why'], rows)];
}

/** What the target neither has nor claims: one line for each reason, with what it keeps from being judged. */
function notApplicable(report: Report): readonly string[] {
  const all = report.requirements.filter(({ verdict }) => verdict === 'not-applicable');
  const reasons = [...new Set(all.map(({ explanation = '' }) => explanation))];
  const rows = reasons.map((reason) => {
    const ids = all.filter(({ explanation = '' }) => explanation === reason).map(({ id }) => id);
    return [code(reason), ids.map(code).join(' ')];
  });
  return rows.length === 0 ? [] : [table(['why', 'requirements'], rows)];
}

function observations(report: Report): readonly string[] {
  const rows = report.observations.map(({ id, answer }) => [code(id), code(answer)]);
  return rows.length === 0 ? [] : [table(['case', 'answer'], rows)];
}

function section(title: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`## ${title}`, ...parts];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar ends a table's cell unless a backslash escapes it, and another backslash before that one would undo it. */
function withoutBars(text: string): string {
  return text.replace(/\\+\|/g, (run) => `${run.slice(0, -1)}\\x7c`).replace(/(?<!\\)\|/g, '\\|');
}

function inert(text: string): string {
  return visibleLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function longestBacktickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
