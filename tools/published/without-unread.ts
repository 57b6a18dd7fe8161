/** A published report without what no page shows, so that the reports of all implementations stay small. Pure. */
import { bounded } from '../../harness/transcript/visible-text.ts';
import { casesOfRequirement } from '../../reports/lookup.ts';
import type { ActionReport, CaseReport, Report, RequirementReport } from '../../reports/report.ts';

/** Mismatches of one case of a sweep that are kept: there is one for each action that fails, and each action says so itself. */
const mismatchesPerSweepCase = 3;

/** Characters of a request or response in a sweep: some actions list hundreds of resources. */
const sweepMessage = 1_500;

/**
 * Keeps the first failed case of each requirement; the ids of all of them stay in its `cases`. Keeps of the actions of a
 * sweep what fails, of what blocks a requirement the ids, and of what does not fail no statement. Does nothing to
 * a report that has been through it.
 */
export function withoutUnread(report: Report): Report {
  const isSweep = report.actions !== undefined;
  const kept = new Set(report.requirements.flatMap((one) => failedCases(one, report).slice(0, 1)));
  return {
    ...report,
    requirements: report.requirements.map((one) => shortRequirement(one, report)),
    cases: report.cases.filter((one) => kept.has(one)).map((one) => (isSweep ? shortSweepCase(one) : one)),
    ...(report.actions === undefined ? {} : { actions: report.actions.map(shortAction) }),
  };
}

/** Verdicts of which pages show cases. Of the others a reader learns no more than requirements and observations say. */
const shownVerdicts: ReadonlySet<string> = new Set(['fail', 'untestable', 'not-implemented']);

/** Verdicts of requirements whose statements pages show; docs/requirements has those of all. */
const stated: ReadonlySet<string> = new Set(['fail', 'known-fail', 'unexpected-pass']);

/** The cases with the verdict of the requirement, by id; none where no page shows them. */
function failedCases(requirement: RequirementReport, report: Report): readonly CaseReport[] {
  if (!shownVerdicts.has(requirement.verdict)) return [];
  return casesOfRequirement(requirement, report)
    .filter(({ verdict }) => verdict === requirement.verdict)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Ids of the failed cases of a failed requirement, of which a published report holds only the first. */
export function failedIds({ cases }: RequirementReport, report: Report): readonly string[] {
  return cases.filter((id) => report.cases.every((one) => one.id !== id || one.verdict === 'fail'));
}

function shortRequirement(requirement: RequirementReport, report: Report): RequirementReport {
  const { reason, blockedBy = [], ...rest } = requirement;
  const dropped = requirement.cases.filter((id) => isDropped(id, requirement, report));
  const held = failedCases(requirement, report).map(({ id }) => id);
  return {
    ...rest,
    ...(stated.has(requirement.verdict) ? {} : { statement: '' }),
    cases: [...held, ...dropped].toSorted(),
    ...(blockedBy.length === 0 ? {} : { blockedBy }),
    ...(reason === undefined || blockedBy.length > 0 ? {} : { reason }),
  };
}

/** Whether this failed case was left out before; all cases of a report that is shortened for the first time are there. */
function isDropped(id: string, { verdict, operation }: RequirementReport, { cases }: Report): boolean {
  return verdict === 'fail' && !cases.some((one) => one.id === id && one.operation === operation);
}

function shortSweepCase(one: CaseReport): CaseReport {
  return {
    ...one,
    mismatches: one.mismatches.slice(0, mismatchesPerSweepCase),
    exchanges: one.exchanges.slice(0, 1).map(({ request, response, ...rest }) => ({
      ...rest,
      request: bounded(request, sweepMessage),
      response: bounded(response, sweepMessage),
    })),
  };
}

/** What no page shows of an action: what is right of it, and how the target refuses one that it does not offer. */
function shortAction({ response, requirements, ...one }: ActionReport): ActionReport {
  return {
    ...one,
    ...(response === undefined || one.isOffered !== true ? {} : { response }),
    requirements: Object.fromEntries(Object.entries(requirements).filter(([, verdict]) => shownOfActions.has(verdict))),
  };
}

/** Verdicts that pages show of an action. */
const shownOfActions: ReadonlySet<string> = new Set(['fail', 'unconfirmed', 'flaky']);
