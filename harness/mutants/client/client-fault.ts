/** Faults and variants of the reference client: single changes of its behaviour, wrong ones and harmless ones. */
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';

/** A change of the reference client. */
export type ClientChange = (behaviour: ReferenceClientBehaviour) => ReferenceClientBehaviour;

/** A single wrong change of the reference client. */
export interface ClientFault {
  /** Kebab-case, unique, stable: what the mutant does. */
  readonly id: string;
  /** Id of the requirement that it breaks: the one that has to fail. */
  readonly breaks: string;
  /** Further requirements that necessarily fail with it, because they require the same thing in a special case. */
  readonly alsoBreaks?: readonly string[];
  /** One clause in the present tense. */
  readonly means: string;
  readonly apply: ClientChange;
}

/** A reference client with a harmless difference: every requirement must pass. */
export interface ClientVariant {
  readonly id: string;
  readonly means: string;
  readonly apply: ClientChange;
  /** What the client's interface then lacks. */
  readonly lacks?: readonly string[];
}
