/** Verdicts and what they rest on. Pure data. */

/**
 * Verdict of one case.
 *
 * - `untestable`: the case should have been judged and could not be, for example because its set-up failed.
 * - `not-asked`: the case was left out, by effort, by selection, or because the call limit was reached.
 * - `not-applicable`: what the case needs is not available.
 * - `not-implemented`: the target says that it does not implement the operation (501).
 * - `blocked`: the control or a dependency failed, so the outcome proves nothing.
 * - `observed`: an open question was asked and the response recorded.
 * - `error`: our mistake or the network's, never the target's fault.
 * - `known-fail`, `unexpected-pass`: a failure or a pass of what the baseline lists.
 */
export type CaseVerdict =
  | 'pass'
  | 'fail'
  | 'blocked'
  | 'untestable'
  | 'not-asked'
  | 'not-applicable'
  | 'not-implemented'
  | 'observed'
  | 'error'
  | 'known-fail'
  | 'unexpected-pass';

/**
 * What a mismatch is about. Of a response: `status`, `code` (error code, or an error where a success is expected),
 * `body`, `header`. Of the target: `state` (what exists after the request), `capability` (declared and missing). Of a client:
 * `request-line` (or a header field of the request), `parameters`, `signature`, `request-count`, `result` (what the client reported).
 */
export type MismatchKind =
  | 'status'
  | 'code'
  | 'body'
  | 'header'
  | 'state'
  | 'capability'
  | 'request-line'
  | 'parameters'
  | 'signature'
  | 'request-count'
  | 'result';

/** One difference between expected and observed. */
export interface Mismatch {
  readonly kind: MismatchKind;
  /** Where, for a reader: `status`, `Errors/Error/Code`, `rules afterwards`. No code decides by it. */
  readonly at: string;
  readonly expected: string;
  readonly observed: string;
  /**
   * Names of the given things that should be and that are present afterwards; of kind `state`, where only these differ. Reports have it
   * under this name.
   */
  readonly rules?: { readonly expected: readonly string[]; readonly observed: readonly string[] };
}

/** Result of one general check on one exchange. No mismatches: the check holds. */
export interface Finding {
  readonly requirement: string;
  readonly mismatches: readonly Mismatch[];
}

/** Whether the case left another state behind than expected. */
export function hasStateMismatch({ mismatches }: { readonly mismatches: readonly Mismatch[] }): boolean {
  return mismatches.some(({ kind }) => kind === 'state');
}
