/** The page that compares the operations of one run: a verdict and counts for each, and what they were asked alike. */

import { isFailed } from '../lookup.ts';
import type { OperationSummary, Report, RequirementReport } from '../report.ts';
import { verdictCounts } from '../text/verdict-counts.ts';
import { words } from '../text/verdict-line.ts';
import { code, section, table } from './markdown-text.ts';

/** Most requirements that the page lists of those that several operations have. */
const mostShared = 300;

/** The operations as a table: the verdict of each, and its requirements by verdict. */
export function operationTable({ summary, requirements }: Report): OperationTable {
  const groups = summary.operations.map(({ operation }) => requirements.filter((one) => one.operation === operation));
  const { names, rows } = verdictCounts(groups, summary.strict);
  return {
    names: ['operation', 'verdict', ...names],
    rows: summary.operations.map(({ operation, verdict }, row) => [operation, words[verdict], ...(rows[row] ?? [])]),
  };
}

/** Column names, and a row of cells for each operation. */
export interface OperationTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** `RevokeSecurityGroupEgress: 204 pass, 1 fail: does not conform`. ASCII. */
export function operationLine({ operation, verdict }: OperationSummary, { requirements, summary }: Report): string {
  const own = requirements.filter((one) => one.operation === operation);
  const { names, singles, rows } = verdictCounts([own], summary.strict);
  const shown = names.flatMap((name, index) => {
    const count = rows[0]?.[index] ?? 0;
    return count === 0 && name !== 'pass' ? [] : [`${count} ${count === 1 ? singles[index] : name}`];
  });
  return `${operation}: ${shown.join(', ')}: ${words[verdict]}`;
}

/** Markdown. Nothing in it was said by the target. */
export function renderOperations(report: Report): string {
  const { names, rows } = operationTable(report);
  return [
    `# ${report.suite.name}: ${words[report.summary.verdict]}`,
    table(names, rows),
    ...section('Failures by operation', failures(report)),
    ...section('Requirements that several operations have', shared(report)),
  ]
    .join('\n\n')
    .concat('\n');
}

function failures({ operations, requirements }: Report): readonly string[] {
  const rows = operations.flatMap((operation) => {
    const failed = requirements.filter((one) => one.operation === operation && isFailed(one));
    return failed.length === 0 ? [] : [[operation, failed.map(({ id, level }) => `${code(id)} ${level}`).join(', ')]];
  });
  return rows.length === 0 ? [] : [table(['operation', 'requirements that fail'], rows)];
}

/** One row for each id that several operations have; rows with a failure come first. */
function shared({ operations, requirements }: Report): readonly string[] {
  const byId = new Map<string, RequirementReport[]>();
  for (const one of requirements) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  const rows = [...byId.values()]
    .filter((alike) => alike.length > 1)
    .sort((one, other) => Number(other.some(isFailed)) - Number(one.some(isFailed)));
  if (rows.length === 0) return [];
  const cells = rows
    .slice(0, mostShared)
    .map((alike) => [
      code(alike[0]?.id ?? ''),
      ...operations.map((operation) => alike.find((one) => one.operation === operation)?.verdict ?? ''),
    ]);
  const more = rows.length > mostShared ? [`${rows.length - mostShared} further requirements are in report.json.`] : [];
  return [table(['requirement', ...operations], cells), ...more];
}
