/**
 * How the reference target behaves, in full: a table of small pure functions, one for each thing an EC2 can get right
 * or wrong. The server only calls them in order.
 *
 * Read it as the map of an implementation. A call passes through the sections from top to bottom:
 *
 * 1. `reading` makes named parameters of the HTTP request.
 * 2. `signing` finds out who sent it.
 * 3. `checks` refuses what no operation would take; `access` decides permission and dry run there.
 * 4. `operations` has one entry per action that keeps state; `modelled` answers all others by the service model. A revoke
 *    then goes through `lookup` (which group), `requested` and `forms` (which rules, in canonical form), `matching` (field
 *    by field) and `revoking` (all or nothing, the change of state); the others through `authorizing`, `modifying`
 *    (ModifySecurityGroupRules), `describing` (updates of descriptions), `grouping` (groups), and `selecting` and
 *    `groupFilters` (filters and pages).
 * 5. `answers` says what a success holds, `errors` what a refusal is; `rendering` makes XML of either, and `answering`
 *    an HTTP answer.
 *
 * A server with a defect is this table with one entry replaced ({@link changed}). Functions get the whole
 * {@link ReferenceCall}, so that a replacement may depend on a rare value, on the number of the call or on calls before it
 * (`call.store.past`). They are called through the table each time: a replacement is seen by every user of it.
 */

import { type Authorizing, authorizing } from './authorizing.ts';
import { type Access, access, type Checks, checks } from './checks.ts';
import { type Choices, choices } from './choices.ts';
import { type Lookup, lookup } from './lookup.ts';
import { type Matching, matching } from './matching.ts';
import { type Modelled, modelled } from './modelled.ts';
import { type Describing, describing } from './operations/describing.ts';
import { type GroupFilters, groupFilters } from './operations/group-filters.ts';
import { type Grouping, grouping } from './operations/groups.ts';
import { type Modifying, modifying } from './operations/modifying.ts';
import { type Operations, operations } from './operations/operations.ts';
import { type Selecting, selecting } from './operations/selecting.ts';
import { type Forms, forms } from './request/forms.ts';
import { type Reading, reading } from './request/reading.ts';
import { type Requested, requested } from './request/requested.ts';
import { type Errors, errors } from './responses/errors.ts';
import { type Rendering, rendering } from './responses/rendering.ts';
import { type Answering, answering } from './responses/respond.ts';
import { type Answers, answers } from './responses/responses.ts';
import { type Revoking, revoking } from './revoking.ts';
import { type Signing, signing } from './signing.ts';
import { type State, state } from './state.ts';

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
  /** Every action that `operations` does not have. */
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
  readonly answers: Answers;
  readonly errors: Errors;
  readonly rendering: Rendering;
  readonly answering: Answering;
}

/** EC2 as far as it is known. */
export const referenceBehaviour: Behaviour = {
  choices,
  reading,
  signing,
  checks,
  access,
  operations,
  selecting,
  groupFilters,
  grouping,
  modelled,
  forms,
  lookup,
  requested,
  matching,
  revoking,
  authorizing,
  modifying,
  describing,
  state,
  answers,
  errors,
  rendering,
  answering,
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
