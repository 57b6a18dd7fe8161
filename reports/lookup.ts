/** Finds in a report what belongs together: ids are unique within an operation only. */
import { failedDependency } from '../harness/checks/reason.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

/** Ids of the requirements that this case judged: all that it is about, unless it failed for some of them alone. */
export function judgedBy({ requirements, failed }: Pick<CaseReport, 'requirements' | 'failed'>): readonly string[] {
  return failed ?? requirements;
}

/** The requirements that this case judged. */
export function requirementsOfCase(one: CaseReport, report: Report): readonly RequirementReport[] {
  const ids = judgedBy(one);
  return report.requirements.filter(({ operation, id }) => operation === one.operation && ids.includes(id));
}

/** The cases that judged this requirement. */
export function casesOfRequirement({ operation, id }: RequirementReport, report: Report): readonly CaseReport[] {
  return report.cases.filter((one) => one.operation === operation && judgedBy(one).includes(id));
}

/** The id where a report has one operation; with the operation before it where it has several. */
export function uniqueId(
  { operation, id }: { readonly operation: string; readonly id: string },
  { operations }: Pick<Report, 'operations'>,
): string {
  return operations.length > 1 ? `${operation}/${id}` : id;
}

/** Why a requirement was not judged: its reason, or the requirements that block it. */
export function reasonText({ reason, blockedBy = [] }: Pick<RequirementReport, 'reason' | 'blockedBy'>): string {
  if (reason !== undefined || blockedBy.length === 0) return reason?.message ?? '';
  return failedDependency(blockedBy).message;
}

/** What {@link Summary.reasons} says of a requirement that fails. `name`: its {@link uniqueId}. */
export function failureReason(name: string): string {
  return `${name} fails`;
}

/** Whether it stands under failures: it fails, or passes although the baseline says that it fails. */
export function isFailed({ verdict }: Pick<RequirementReport, 'verdict'>): boolean {
  return verdict === 'fail' || verdict === 'unexpected-pass';
}

/** Whether a failure of this requirement decides the verdict of the run. */
export function decides({ level }: Pick<RequirementReport, 'level'>, strict: boolean): boolean {
  return level === 'MUST' || (strict && level === 'SHOULD');
}

/** Whether no case of the run is about this requirement, although neither effort nor selection left it out. */
export function isWithoutCase(one: RequirementReport): boolean {
  return one.cases.length === 0 && (one.verdict !== 'not-asked' || isPlannedButNotAsked(one));
}

/** Whether the run planned to ask it and did not: calls ran out, or the run ended before. */
export function isPlannedButNotAsked(one: Pick<CaseReport | RequirementReport, 'verdict' | 'reason'>): boolean {
  const { verdict, reason } = one;
  return verdict === 'not-asked' && reason?.kind !== 'effort' && reason?.kind !== 'selection';
}
