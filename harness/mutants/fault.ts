/** Faults and variants: single changes of the embedded target, wrong ones and harmless ones. */
import type { Behaviour } from '../reference/behaviour.ts';

/** A change of the embedded target. */
export type Apply = (behaviour: Behaviour) => Behaviour;

/** A single wrong change of the embedded target, and the requirement that it breaks. */
export interface Fault {
  /** Kebab-case, unique, stable: `to-port-ignored`. What the mutant does, not what is required. */
  readonly id: string;
  /** Id of the requirement that it breaks: the one that has to fail. */
  readonly breaks: string;
  /**
   * Further requirements that necessarily fail with it, because they require the same thing in a special case.
   * Empty for a well-cut register; each entry needs its reason in a comment.
   */
  readonly alsoBreaks?: readonly string[];
  /** One clause in the present tense: "takes any ToPort for a match". */
  readonly means: string;
  /** It bites only on rare values: listed cases may miss it, generated ones must not. */
  readonly needsRareValues?: true;
  /** One case spoils what others meet: another group, or its own when the next case reuses it. Each case then gets groups of its own. */
  readonly crossesGroups?: true;
  readonly apply: Apply;
}

/** A correct server that differs from the reference: must stay green. */
export interface Variant {
  readonly id: string;
  readonly means: string;
  readonly apply: Apply;
}
