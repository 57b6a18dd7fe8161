/** The page that compares the operations of one run: a verdict and counts for each, and what they were asked alike. */

import { words } from '../formats/verdict-line.ts';
import { isFailed } from '../lookup.ts';
import type { OperationSummary, Report, RequirementReport } from '../report.ts';
import { code, section, table } from './markdown-text.ts';

/** Most requirements that the page lists of those that several operations have. */
const mostShared = 300;

/** Names of the columns of {@link operationRow}. */
export const operationColumns = [
  'operation',
  'verdict',
  'pass',
  'fail',
  'known',
  'not judged',
  'not implemented',
  'not asked',
  'observed',
  'not applicable',
] as const;

/** One operation as cells of a table. */
export function operationRow({ operation, verdict, requirements: of }: OperationSummary): readonly (string | number)[] {
  return [
    operation,
    words[verdict],
    of.pass,
    of.fail + of.unexpectedPass,
    of.knownFail,
    of.blocked + of.untestable,
    of.notImplemented,
    of.notAsked,
    of.observed,
    of.notApplicable,
  ];
}

/** `RevokeSecurityGroupEgress: 204 pass, 1 fail: does not conform`. ASCII. */
export function operationLine({ operation, verdict, requirements: of }: OperationSummary): string {
  const counts: readonly (readonly [number, string])[] = [
    [of.pass, 'pass'],
    [of.fail + of.unexpectedPass, 'fail'],
    [of.knownFail, 'known to fail'],
    [of.blocked + of.untestable, 'not judged'],
    [of.notImplemented, 'not implemented'],
    [of.notAsked, 'not asked'],
    [of.observed, 'observed'],
    [of.notApplicable, 'not applicable'],
  ];
  const shown = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return `${operation}: ${shown.join(', ')}: ${words[verdict]}`;
}

/** Markdown. Nothing in it was said by the target. */
export function renderOperations(report: Report): string {
  const { operations } = report.summary;
  return [
    `# ${report.suite.name}: ${words[report.summary.verdict]}`,
    table(operationColumns, operations.map(operationRow)),
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
