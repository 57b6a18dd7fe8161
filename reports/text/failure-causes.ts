/** Failed requirements grouped by cause: what the target does wrong, and how much else cannot be judged because of it. */
import type { Mismatch, MismatchKind } from '../../harness/checks/finding.ts';
import { casesOfRequirement, uniqueId } from '../lookup.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';
import { mainMismatch } from './mismatch-text.ts';

/** A failed requirement; once for all operations that fail it in the same way. */
export interface Failure {
  /** That of the first operation. */
  readonly requirement: RequirementReport;
  /** The same requirement of each operation that fails it so, the first among them. */
  readonly alike: readonly RequirementReport[];
  /** Their failed cases. */
  readonly cases: readonly CaseReport[];
  /** How many requirements are blocked by them. */
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
  for (const failure of failuresOf(failed, report)) {
    const title = titleOf(failure.mismatch);
    causes.set(title, [...(causes.get(title) ?? []), failure]);
  }
  return [...causes]
    .map(([title, failures]) => ({ title, failures: [...failures].sort((a, b) => b.blocks - a.blocks) }))
    .sort((a, b) => weight(b) - weight(a));
}

/** The requirements given, which failed in this report, in its order; those of several operations that fail alike are one. */
export function failuresOf(failed: readonly RequirementReport[], report: Report): readonly Failure[] {
  const failures = new Map<string, Failure>();
  for (const requirement of failed) {
    const cases = casesOfRequirement(requirement, report).filter(({ verdict }) => verdict === requirement.verdict);
    const mismatches = cases.find((one) => one.mismatches.length > 0)?.mismatches ?? [];
    const mismatch = mainMismatch(mismatches);
    const key = [titleOf(mismatch), requirement.id, requirement.level, requirement.verdict].join(' ');
    const before = failures.get(key);
    failures.set(key, {
      requirement: before?.requirement ?? requirement,
      alike: [...(before?.alike ?? []), requirement],
      cases: [...(before?.cases ?? []), ...cases],
      mismatch: before?.mismatch ?? mismatch,
      blocks: (before?.blocks ?? 0) + blockedBy(requirement, report),
    });
  }
  return [...failures.values()];
}

/** ` (2 operations, blocks 5)`, ` (31 actions)`: how far a failure reaches; empty where it is that of one requirement alone. */
export function failureReach({ requirement, alike, blocks }: Failure, { actions = [] }: Report): string {
  const failing = actions.filter(({ requirements }) => requirements[requirement.id] === 'fail').length;
  const isSwept = requirement.operation === 'every-operation' && failing > 0;
  const notes = [
    ...(alike.length === 1 ? [] : [`${alike.length} operations`]),
    ...(isSwept ? [`${failing} action${failing === 1 ? '' : 's'}`] : []),
    ...(blocks === 0 ? [] : [`blocks ${blocks}`]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

/** The id; where several operations fail alike, their number: `signing/enforced (8 operations)`. */
export function failureName({ requirement, alike }: Failure, report: Report): string {
  return alike.length === 1 ? uniqueId(requirement, report) : `${requirement.id} (${alike.length} operations)`;
}

function blockedBy({ operation, id }: RequirementReport, { requirements }: Report): number {
  return requirements.filter((one) => one.operation === operation && one.blockedBy?.includes(id) === true).length;
}

/** One blocked requirement counts more than any number of failures. */
function weight({ failures }: FailureCause): number {
  return failures.reduce((sum, { blocks }) => sum + blocks * 1000 + 1, 0);
}

/** Statuses differ by their classes, which their texts begin with: `4xx`, `500 (the body is not XML)`. */
function titleOf(mismatch: Mismatch | undefined): string {
  if (mismatch === undefined) return 'other failures';
  if (mismatch.kind !== 'status') return titles[mismatch.kind];
  if (mismatch.observed.startsWith('5')) return 'server error';
  if (!mismatch.expected.includes('200') && mismatch.observed.startsWith('2')) return 'success instead of an error';
  if (mismatch.expected.startsWith('2') && mismatch.observed.startsWith('4')) return 'error instead of a success';
  return titles.status;
}
