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

import { referenceAuthorizing } from './authorizing.ts';
import type { Arrival, ReferenceCall } from './call.ts';
import { referenceAccess, referenceChecks } from './checks.ts';
import { referenceChoices } from './choices.ts';
import { referenceLookup } from './lookup.ts';
import { referenceMatching } from './matching.ts';
import { referenceModelled } from './modelled.ts';
import { referenceGroupFilters } from './operations/group-filters.ts';
import { referenceGrouping } from './operations/groups.ts';
import { referenceModifying } from './operations/modifying.ts';
import { referenceOperations } from './operations/operations.ts';
import { referenceSelecting } from './operations/selecting.ts';
import { referenceDescribing } from './operations/updating-descriptions.ts';
import { referenceForms } from './request/forms.ts';
import { referenceReading } from './request/reading.ts';
import { referenceRequested } from './request/requested.ts';
import { referenceErrors } from './responses/errors.ts';
import { referenceRendering } from './responses/rendering.ts';
import { referenceResponding } from './responses/respond.ts';
import { referenceResponses } from './responses/responses.ts';
import { referenceRevoking } from './revoking.ts';
import type { Sections } from './sections/sections.ts';
import { referenceSigning } from './signing.ts';
import { referenceState } from './state.ts';

/** The complete behaviour of an embedded target; a fault replaces one function of it. */
export type Behaviour = Sections<Arrival, ReferenceCall>;

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
