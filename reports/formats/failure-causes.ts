/** Failed requirements grouped by cause: what the target does wrong, and how much else cannot be judged because of it. */
import type { Mismatch, MismatchKind } from '../../harness/checks/finding.ts';
import { casesOf } from '../lookup.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';

/** A failed requirement. */
export interface Failure {
  readonly requirement: RequirementReport;
  /** Its failed cases. */
  readonly cases: readonly CaseReport[];
  /** How many requirements are blocked by it. */
  readonly blocks: number;
  /** The most specific mismatch; undefined where no case has one. */
  readonly mismatch: Mismatch | undefined;
}

/** Failures of one kind, those that block most first. */
export interface FailureCause {
  /** In lower case: `success instead of an error`. */
  readonly title: string;
  readonly failures: readonly Failure[];
}

const titles: Readonly<Record<MismatchKind, string>> = {
  status: 'wrong status',
  code: 'wrong error code',
  state: 'wrong rules afterwards',
  body: 'wrong response body',
  header: 'wrong response header',
  capability: 'declared capability is missing',
  'request-line': 'wrong request line or header',
  parameters: 'wrong parameters',
  signature: 'wrong signature',
  'request-count': 'wrong number of requests',
  result: 'wrong result reported by the client',
};

/** The requirements given, which failed in this report, by cause: the cause that blocks most requirements first. */
export function failureCauses(failed: readonly RequirementReport[], report: Report): readonly FailureCause[] {
  const causes = new Map<string, Failure[]>();
  for (const requirement of failed) {
    const cases = casesOf(requirement, report).filter(({ verdict }) => verdict === requirement.verdict);
    const mismatches = cases.find((one) => one.mismatches.length > 0)?.mismatches ?? [];
    const mismatch = mismatches.find(({ kind }) => kind === 'status') ?? mismatches[0];
    const title = titleOf(mismatch);
    causes.set(title, [
      ...(causes.get(title) ?? []),
      { requirement, cases, mismatch, blocks: blockedBy(requirement, report) },
    ]);
  }
  return [...causes]
    .map(([title, failures]) => ({ title, failures: [...failures].sort((a, b) => b.blocks - a.blocks) }))
    .sort((a, b) => weight(b) - weight(a));
}

function blockedBy({ operation, id }: RequirementReport, { requirements }: Report): number {
  return requirements.filter((one) => one.operation === operation && one.blockedBy?.includes(id) === true).length;
}

/** One blocked requirement counts more than any number of failures. */
function weight({ failures }: FailureCause): number {
  return failures.reduce((sum, { blocks }) => sum + blocks * 1000 + 1, 0);
}

/** Statuses differ by their classes, which their texts begin with: `4xx`, `500 (the body is no XML)`. */
function titleOf(mismatch: Mismatch | undefined): string {
  if (mismatch === undefined) return 'other failures';
  if (mismatch.kind !== 'status') return titles[mismatch.kind];
  if (mismatch.observed.startsWith('5')) return 'server error';
  if (!mismatch.expected.includes('200') && mismatch.observed.startsWith('2')) return 'success instead of an error';
  if (mismatch.expected.startsWith('2') && mismatch.observed.startsWith('4')) return 'error instead of a success';
  return titles.status;
}
