/** What a judgement says: verdicts, and what they rest on. Pure data. */

/**
 * Of one case. `untestable`: the target did not allow the case to be set up; `error`: ours or the network's, never the
 * target's fault; `observed`: an open question was asked and answered; `not-applicable`: the target does not claim the
 * capability that the case needs; `blocked`: the control or a dependency failed, so the outcome proves nothing.
 */
export type CaseVerdict =
  | 'pass'
  | 'fail'
  | 'blocked'
  | 'untestable'
  | 'not-implemented'
  | 'error'
  | 'observed'
  | 'not-applicable'
  | 'known-fail'
  | 'unexpected-pass';

/** One thing that an answer says differently from what a requirement demands. */
export interface Departure {
  /** Where: `status`, `Errors/Error/Code`, `state of main, ingress` … */
  readonly at: string;
  readonly expected: string;
  readonly observed: string;
}

/** An invariant's word on one exchange. No departures: it holds. */
export interface Finding {
  readonly requirement: string;
  readonly departures: readonly Departure[];
}
