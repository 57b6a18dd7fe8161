/** A fact: what is known of EC2's behaviour beyond the specification's own sentences, with where it can be read. */
import type { Evidence, Grade } from './requirement.ts';

/** A fact about EC2 with its evidence. */
export interface Fact {
  /** `area-NN`: `matching-03`. */
  readonly id: string;
  /** The id's first part. */
  readonly area: string;
  readonly grade: Grade;
  /** What EC2 does, in our words. */
  readonly states: string;
  /** URLs or names of documents; several are separated by semicolons. */
  readonly source: string;
}

/** One sentence or table row of the specification, in our words. */
export interface OutlineEntry {
  /** `section.number`: `2.3`. */
  readonly id: string;
  readonly section: string;
  readonly says: string;
}

/** What requirements may cite. */
export interface Specification {
  readonly facts: readonly Fact[];
  readonly outline: readonly OutlineEntry[];
}

/** The fact as a requirement cites it. */
export function evidenceOf(fact: Fact): Evidence {
  return { grade: fact.grade, states: fact.states, source: fact.source };
}
