/**
 * Which functions a behaviour has: a section for each part of an implementation. The types of sections are in this folder; where the
 * conforming functions of a section call no other section, its type is beside them.
 */

import type { Choices } from '../choices.ts';
import type { Matching } from '../matching.ts';
import type { Forms } from '../request/forms.ts';
import type { Reading } from '../request/reading.ts';
import type { Errors } from '../responses/errors.ts';
import type { Responding } from '../responses/respond.ts';
import type { State } from '../state.ts';
import type { GroupFilters, Grouping, Selecting } from './groups.ts';
import type { Access, Checks, Modelled, Operations, Signing } from './requests.ts';
import type { Rendering, Responses } from './responses.ts';
import type { Authorizing, Describing, Modifying, Revoking } from './rule-changes.ts';
import type { Lookup, Requested } from './wanted-rules.ts';

/**
 * The sections of a behaviour, by what they are given: an arrival where the request need not have been read, else a call. Type parameters,
 * because these hold the behaviour in turn: call.ts ties the knot.
 */
export interface Sections<Arrival, Call> {
  /** Answers to disputed and open points, and limits: every value of them is right. */
  readonly choices: Choices;
  readonly reading: Reading;
  readonly signing: Signing<Arrival, Sections<Arrival, Call>>;
  readonly checks: Checks<Call>;
  readonly access: Access<Call>;
  readonly operations: Operations<Call>;
  /** Filters and pages of describing actions. */
  readonly selecting: Selecting<Call>;
  readonly groupFilters: GroupFilters<Call>;
  /** What makes and removes groups. */
  readonly grouping: Grouping<Call, Sections<Arrival, Call>>;
  /** Every action that `referenceOperations` does not have. */
  readonly modelled: Modelled<Call>;
  readonly forms: Forms;
  readonly lookup: Lookup<Call>;
  readonly requested: Requested<Call>;
  readonly matching: Matching<Call>;
  readonly revoking: Revoking<Call>;
  readonly authorizing: Authorizing<Call>;
  readonly modifying: Modifying<Call>;
  readonly describing: Describing<Call>;
  readonly state: State<Call>;
  readonly responses: Responses<Call>;
  readonly errors: Errors<Call>;
  readonly rendering: Rendering<Arrival, Call>;
  readonly responding: Responding<Arrival, Call>;
}
