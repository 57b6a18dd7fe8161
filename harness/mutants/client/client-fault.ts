/** Ways for a client to be wrong, and ways to be different and right: single changes to the little client. */
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';

export interface ClientFault {
  /** Kebab-case, unique, stable: what the mutant does. */
  readonly id: string;
  /** Id of the requirement that it breaks; the one that must turn red. */
  readonly breaks: string;
  /** Further requirements that cannot but turn red with it, because they demand the same thing of a special case. */
  readonly alsoBreaks?: readonly string[];
  /** One clause in the present tense. */
  readonly means: string;
  readonly apply: (behaviour: ReferenceClientBehaviour) => ReferenceClientBehaviour;
}

/** A correct client that differs from the little one: must stay green. */
export interface ClientVariation {
  readonly id: string;
  readonly means: string;
  readonly apply: (behaviour: ReferenceClientBehaviour) => ReferenceClientBehaviour;
  /** What the client's interface then lacks. */
  readonly lacks?: readonly string[];
}
