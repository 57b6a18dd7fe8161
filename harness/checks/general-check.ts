/** A predicate over every response of a run, whatever the case was about. */

import type { Mismatch } from './finding.ts';
import type { ResponseSubject } from './response-subject.ts';

/** A check of every response of a run, with the requirement that it covers. */
export interface GeneralCheck {
  /** The requirement that fails when a response does not meet it. */
  readonly requirement: string;
  /** Whether the response says anything about it. */
  applies(subject: ResponseSubject): boolean;
  /** Empty when it holds. */
  judge(subject: ResponseSubject): readonly Mismatch[];
}
