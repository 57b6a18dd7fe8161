/** A predicate over every answer of a run, whatever the case was about. */
import type { AnswerSubject } from '../checks/response-subject.ts';
import type { Mismatch } from '../checks/finding.ts';

export interface Invariant {
  /** The requirement that fails when an answer departs from it. */
  readonly requirement: string;
  /** Whether the answer says anything about it. */
  applies(subject: AnswerSubject): boolean;
  /** Empty when it holds. */
  judge(subject: AnswerSubject): readonly Mismatch[];
}
