/** In which fields a rule can be almost another one. */

import type { FixtureRule } from '../../../cases/given.ts';

/** What differs. `numbers`: both ends at once (shifted, wider, narrower; type and code swapped). */
export const nearMissFields = [
  'from',
  'to',
  'numbers',
  'protocol',
  'network',
  'prefix-length',
  'family',
  'group',
  'source-kind',
  'description',
] as const;

/** A field in which a near miss can differ. */
export type NearMissField = (typeof nearMissFields)[number];

/** A rule that differs from a given one in one field. */
export interface NearMiss {
  readonly rule: FixtureRule;
  readonly field: NearMissField;
}
