/**
 * A report in which consecutive requirements, and consecutive actions, of which there is nothing to say but what they came
 * to, are one entry with their names. Published reports are kept so, to be small; {@link completed} makes them whole. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { topicOf } from '../../harness/cases/case-text.ts';
import type { ActionReport, Report, RequirementReport } from '../report.ts';

/** Requirements that came to the same for the same reason, without statement, evidence and cases. */
export type RequirementGroup = Omit<RequirementReport, 'id' | 'topic' | 'statement' | 'evidence' | 'cases'> & {
  readonly ids: readonly string[];
};

/** Actions that the target does not offer, sent in the same way. */
export interface ActionGroup {
  readonly use: ActionReport['use'];
  readonly dryRun: ActionReport['dryRun'];
  readonly notOffered: readonly string[];
}

/** {@link Report} with groups among its requirements and actions. Every report is one. */
export interface AbridgedReport extends Omit<Report, 'requirements' | 'actions'> {
  readonly requirements: readonly (RequirementReport | RequirementGroup)[];
  readonly actions?: readonly (ActionReport | ActionGroup)[];
}

/** Puts together what {@link completed} takes apart again. */
export function abridged(report: Report): AbridgedReport {
  const { actions } = report;
  return {
    ...report,
    requirements: joined<RequirementReport, RequirementGroup>(report.requirements, groupOf, ({ ids, ...one }, next) =>
      isDeepStrictEqual({ ...one, ids: next.ids }, next) ? { ...one, ids: [...ids, ...next.ids] } : undefined,
    ),
    ...(actions === undefined
      ? {}
      : {
          actions: joined<ActionReport, ActionGroup>(actions, actionGroupOf, ({ notOffered, ...one }, next) =>
            isDeepStrictEqual({ ...one, notOffered: next.notOffered }, next)
              ? { ...one, notOffered: [...notOffered, ...next.notOffered] }
              : undefined,
          ),
        }),
  };
}

/** The report with an entry for each requirement and action, in the same order; its members keep theirs. */
export function completed(report: AbridgedReport): Report {
  const { requirements, actions } = report;
  const whole = {
    ...report,
    requirements: requirements.flatMap((one) => ('ids' in one ? requirementsOfGroup(one) : [one])),
    ...(actions === undefined
      ? {}
      : { actions: actions.flatMap((one) => ('notOffered' in one ? actionsOfGroup(one) : [one])) }),
  };
  return whole as Report;
}

/** Each item that has a group, put into the group before it where that takes it. */
function joined<Item, Group>(
  items: readonly Item[],
  toGroup: (item: Item) => Group | undefined,
  join: (group: Group, next: Group) => Group | undefined,
): readonly (Item | Group)[] {
  const entries: (Item | Group)[] = [];
  let last: Group | undefined;
  for (const item of items) {
    const group = toGroup(item);
    const both = last === undefined || group === undefined ? undefined : join(last, group);
    if (both === undefined) entries.push(group ?? item);
    else entries[entries.length - 1] = both;
    last = both ?? group;
  }
  return entries;
}

/** Undefined for a requirement of which there is more to say. */
function groupOf(one: RequirementReport): RequirementGroup | undefined {
  const { id, topic: _, statement: __, evidence: ___, cases: ____, ...rest } = one;
  const group = { ...rest, ids: [id] };
  return isDeepStrictEqual(one, requirementsOfGroup(group)[0]) ? group : undefined;
}

function requirementsOfGroup({ ids, ...group }: RequirementGroup): readonly RequirementReport[] {
  return ids.map((id) => ({ ...group, id, topic: topicOf(id), statement: '', evidence: [], cases: [] }));
}

/** Undefined for an action that is offered, or of which there is more to say. */
function actionGroupOf({ name, use, dryRun, ...rest }: ActionReport): ActionGroup | undefined {
  const group = { use, dryRun, notOffered: [name] };
  return isDeepStrictEqual({ name, use, dryRun, ...rest }, actionsOfGroup(group)[0]) ? group : undefined;
}

function actionsOfGroup({ notOffered, ...group }: ActionGroup): readonly ActionReport[] {
  return notOffered.map((name) => ({ ...group, name, isOffered: false, requirements: {} }));
}
