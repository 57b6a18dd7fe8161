/** What lists and plans know of a property, without what it takes to run one. */
import type { Case } from '../../cases/case.ts';
import type { CasePlace } from '../../cases/given.ts';
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
  /** Where its trials work, where that is one place. */
  readonly place?: CasePlace;
}

/** A property in the form of a case, for lists and plans: it has no request of its own to show. */
export function propertyAsCase({ id, title, requirement, needs, place }: PropertyTitle): Case {
  return { id, title, requirements: [requirement], needs: needs ?? [], ...place, given: {}, send: {}, expect: [] };
}
