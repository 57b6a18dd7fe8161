import type { Direction } from '../model/rule.ts';
import type { Invariant } from './invariant.ts';

/**
 * The operation under test: all that the engine knows of it, passed in from where its cases are. The engine sets up
 * groups, sends, reads and judges the same way for each.
 */
export interface Operation {
  /** Its name, which a request carries as Action unless its case says otherwise. */
  readonly action: string;
  /** Which rules of a group it takes away. */
  readonly direction: Direction;
  /** What every answer of a run is judged by. */
  readonly invariants: readonly Invariant[];
}
