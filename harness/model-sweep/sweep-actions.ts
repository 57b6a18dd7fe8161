/** Which actions a sweep may send, and how: from the committed, reviewed list in `fixtures/every-operation/actions.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package/package-root.ts';
import { type Action, isRead, type ModelObject, type ServiceModel } from '../service-model/model.ts';

/** The reviewed list. Nothing that is not in `reads` is ever sent without DryRun. */
export interface SweepList {
  /** Actions that only read, by name; each with members that keep its request or its response small. */
  readonly reads: Readonly<Record<string, ModelObject>>;
  /** Actions that are named like reads and are no part of them, each with the reason. */
  readonly withheld: Readonly<Record<string, string>>;
  /** Members of a plausible dry run that the model does not require and EC2 does, by action. */
  readonly dryRuns: Readonly<Record<string, ModelObject>>;
  /** Actions that change a setting of the whole account, or buy something: only sent if the user asks for them. */
  readonly accountSettings: readonly string[];
}

/**
 * What a sweep does with an action. `read`: sent as it is. `dry-run`: sent with DryRun=true alone. `not-sent`: left out, and
 * why: it has no DryRun, or it changes the account and was not asked for.
 */
export type ActionUse =
  | { readonly kind: 'read'; readonly input: ModelObject }
  | { readonly kind: 'dry-run'; readonly input: ModelObject }
  | { readonly kind: 'not-sent'; readonly why: NotSentReason };

/** Why an action is not sent: it takes no DryRun, or it changes settings of the whole account. */
export type NotSentReason = 'no-dry-run' | 'account-setting';

/** The packaged list. */
export function loadSweepList(): SweepList {
  const file = join(packageRoot(), 'fixtures', 'every-operation', 'actions.json');
  return JSON.parse(readFileSync(file, 'utf8')) as SweepList;
}

/** What may be done with this action. `withAccountSettings`: the user asked for the actions that change the account. */
export function useOf(action: Action, list: SweepList, withAccountSettings: boolean): ActionUse {
  const { name } = action;
  const read = Object.hasOwn(list.reads, name) ? list.reads[name] : undefined;
  if (read !== undefined) return { kind: 'read', input: read };
  if (!hasDryRun(action)) return { kind: 'not-sent', why: 'no-dry-run' };
  if (!withAccountSettings && list.accountSettings.includes(name)) return { kind: 'not-sent', why: 'account-setting' };
  return { kind: 'dry-run', input: (Object.hasOwn(list.dryRuns, name) ? list.dryRuns[name] : undefined) ?? {} };
}

/** Whether the model gives the action a DryRun. */
export function hasDryRun({ input }: Action): boolean {
  return input.members.get('DryRun')?.shape.type === 'boolean';
}

/** Names of the actions that change something and have no DryRun: a sweep never sends them. */
export function mutatingWithoutDryRun(model: ServiceModel, list: SweepList): readonly string[] {
  return [...model.actions.values()]
    .filter((action) => !hasDryRun(action) && !Object.hasOwn(list.reads, action.name))
    .map(({ name }) => name);
}

/**
 * Mistakes in the list, one sentence each: a name that the model does not have, a read that is neither listed nor withheld, an
 * action that changes the account and has no dry run.
 */
export function mistakesInList(list: SweepList, model: ServiceModel): readonly string[] {
  const { reads, withheld, dryRuns, accountSettings } = list;
  const named = [...Object.keys(reads), ...Object.keys(withheld), ...Object.keys(dryRuns), ...accountSettings];
  const unlisted = [...model.actions.keys()].filter(
    (name) => isRead(name) && !Object.hasOwn(reads, name) && !Object.hasOwn(withheld, name),
  );
  return [
    ...named.filter((name) => !model.actions.has(name)).map((name) => `${name} is no action of the model`),
    ...Object.keys(reads)
      .filter((name) => !isRead(name))
      .map((name) => `${name} is listed as a read and is not named like one`),
    ...Object.keys(reads)
      .filter((name) => Object.hasOwn(withheld, name) || accountSettings.includes(name))
      .map((name) => `${name} is listed as a read and as something else`),
    ...accountSettings
      .filter((name) => mutatingWithoutDryRun(model, list).includes(name))
      .map((name) => `${name} is listed as changing the account and has no dry run: it is never sent`),
    ...unlisted.map((name) => `${name} is named like a read and is neither listed nor withheld`),
  ];
}
