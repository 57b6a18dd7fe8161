/** The interface of an operation under test, as plans and pages see it. */
import type { TestedOperation } from '../engine/engine.ts';
import type { Direction } from '../security-groups/model/rule.ts';

/** An operation of EC2 that has a suite: what the engine knows of it, and what plans and pages say of it. */
export interface Operation extends TestedOperation {
  /** Which rules of a group it is about; undefined: those of both directions, or none. */
  readonly direction?: Direction;
}
