/** What lists and plans know of a property, without what it takes to run one. */
import type { Case } from '../../cases/case.ts';
import type { CaseKind } from '../../checks/case-result.ts';

/** What is said of a property before it runs. */
export interface PropertyTitle {
  /** `topic/slug`, unique among cases. */
  readonly id: string;
  readonly kind: Extract<CaseKind, 'property' | 'history'>;
  readonly title: string;
  /** The requirement that fails with a counterexample of which no other speaks. */
  readonly requirement: string;
  readonly needs?: readonly string[];
  readonly vpc?: Exclude<Case['vpc'], undefined>;
}

/** A property in the form of a case, for lists and plans: it has no request of its own to show. */
export function propertyAsCase({ id, title, requirement, needs, vpc }: PropertyTitle): Case {
  const place = vpc === undefined ? {} : { vpc };
  return { id, title, requirements: [requirement], needs: needs ?? [], ...place, given: {}, send: {}, expect: [] };
}
