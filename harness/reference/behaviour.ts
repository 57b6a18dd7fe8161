/**
 * How the reference target behaves, in full: a table of small pure functions, one for each thing an EC2 can get right
 * or wrong. The server only calls them in order.
 *
 * Read it as the map of an implementation. A call passes through the sections from top to bottom:
 *
 * 1. `referenceReading` makes named parameters of the HTTP request.
 * 2. `referenceSigning` finds out who sent it.
 * 3. `referenceChecks` refuses what no operation would take; `referenceAccess` decides permission and dry run there.
 * 4. `referenceOperations` has one entry per action that keeps state; `referenceModelled` answers all others by the service model. A revoke
 *    then goes through `referenceLookup` (which group), `referenceRequested` and `referenceForms` (which rules, in canonical form), `referenceMatching` (field
 *    by field) and `referenceRevoking` (all or nothing, the change of state); the others through `referenceAuthorizing`, `referenceModifying`
 *    (ModifySecurityGroupRules), `referenceDescribing` (updates of descriptions), `referenceGrouping` (groups), and `referenceSelecting` and
 *    `referenceGroupFilters` (filters and pages).
 * 5. `referenceResponses` says what a success holds, `referenceErrors` what a refusal is; `referenceRendering` makes XML of either, and `referenceResponding`
 *    an HTTP response.
 *
 * A server with a defect is this table with one entry replaced ({@link changed}). Functions get the whole
 * {@link ReferenceCall}, so that a replacement may depend on a rare value, on the number of the call or on calls before it
 * (`call.store.past`). They are called through the table each time: a replacement is seen by every user of it.
 */

import { type Authorizing, referenceAuthorizing } from './authorizing.ts';
import { type Access, type Checks, referenceAccess, referenceChecks } from './checks.ts';
import { type Choices, referenceChoices } from './choices.ts';
import { type Lookup, referenceLookup } from './lookup.ts';
import { type Matching, referenceMatching } from './matching.ts';
import { type Modelled, referenceModelled } from './modelled.ts';
import { type GroupFilters, referenceGroupFilters } from './operations/group-filters.ts';
import { type Grouping, referenceGrouping } from './operations/groups.ts';
import { type Modifying, referenceModifying } from './operations/modifying.ts';
import { type Operations, referenceOperations } from './operations/operations.ts';
import { referenceSelecting, type Selecting } from './operations/selecting.ts';
import { type Describing, referenceDescribing } from './operations/updating-descriptions.ts';
import { type Forms, referenceForms } from './request/forms.ts';
import { type Reading, referenceReading } from './request/reading.ts';
import { type Requested, referenceRequested } from './request/requested.ts';
import { type Errors, referenceErrors } from './responses/errors.ts';
import { type Rendering, referenceRendering } from './responses/rendering.ts';
import { type Responding, referenceResponding } from './responses/respond.ts';
import { type Responses, referenceResponses } from './responses/responses.ts';
import { type Revoking, referenceRevoking } from './revoking.ts';
import { referenceSigning, type Signing } from './signing.ts';
import { referenceState, type State } from './state.ts';

/** The complete behaviour of an embedded target; a fault replaces one function of it. */
export interface Behaviour {
  /** Answers to disputed and open points, and limits: every value of them is right. */
  readonly choices: Choices;
  readonly reading: Reading;
  readonly signing: Signing;
  readonly checks: Checks;
  readonly access: Access;
  readonly operations: Operations;
  /** Filters and pages of describing actions. */
  readonly selecting: Selecting;
  readonly groupFilters: GroupFilters;
  /** What makes and removes groups. */
  readonly grouping: Grouping;
  /** Every action that `referenceOperations` does not have. */
  readonly modelled: Modelled;
  readonly forms: Forms;
  readonly lookup: Lookup;
  readonly requested: Requested;
  readonly matching: Matching;
  readonly revoking: Revoking;
  readonly authorizing: Authorizing;
  readonly modifying: Modifying;
  readonly describing: Describing;
  readonly state: State;
  readonly responses: Responses;
  readonly errors: Errors;
  readonly rendering: Rendering;
  readonly responding: Responding;
}

/** EC2 as far as it is known. */
export const referenceBehaviour: Behaviour = {
  choices: referenceChoices,
  reading: referenceReading,
  signing: referenceSigning,
  checks: referenceChecks,
  access: referenceAccess,
  operations: referenceOperations,
  selecting: referenceSelecting,
  groupFilters: referenceGroupFilters,
  grouping: referenceGrouping,
  modelled: referenceModelled,
  forms: referenceForms,
  lookup: referenceLookup,
  requested: referenceRequested,
  matching: referenceMatching,
  revoking: referenceRevoking,
  authorizing: referenceAuthorizing,
  modifying: referenceModifying,
  describing: referenceDescribing,
  state: referenceState,
  responses: referenceResponses,
  errors: referenceErrors,
  rendering: referenceRendering,
  responding: referenceResponding,
};

/** Replacements by section and name. In a table of elements or checks, undefined takes an entry out. */
export type Changes<Table> = {
  readonly [Name in keyof Table]?: Table[Name] extends (...given: never[]) => unknown
    ? Table[Name] | undefined
    : Table[Name] extends object
      ? Changes<Table[Name]> & NewEntries<Table[Name]>
      : Table[Name];
};

type NewEntries<Table> = string extends keyof Table
  ? Readonly<Record<string, Table[keyof Table] | undefined>>
  : unknown;

/**
 * A behaviour with some entries replaced; the rest is the same. An entry that is new to a table of elements comes last.
 *
 * `changed(behaviour, { matching: { toPort: () => true } })` ignores the end of port ranges.
 */
export function changed(behaviour: Behaviour, changes: Changes<Behaviour>): Behaviour {
  return merge(behaviour, changes) as Behaviour;
}

function merge(table: object, changes: object): object {
  const merged: Record<string, unknown> = { ...table };
  for (const [name, change] of Object.entries(changes)) {
    const entry = merged[name];
    if (change === undefined) delete merged[name];
    else merged[name] = isTable(entry) && isTable(change) ? merge(entry, change) : change;
  }
  return merged;
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
