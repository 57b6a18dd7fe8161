/** Why a case or a requirement has its verdict, where the mismatches do not say it. Pure data. */

interface ReasonText {
  /** One sentence for the reader. No code decides by it. */
  readonly message: string;
}

/**
 * - `flaky`: a failure that did not repeat when the case was run again by itself.
 * - `unconfirmed`: a failure that could not be repeated, because the call limit was reached.
 * - `set-up`: the target refused or garbled the set-up of the case.
 * - `unreadable-error`: status and state are as expected, and the error document cannot be read.
 * - `not-implemented`: the target responded 501.
 * - `missing-capability`: the target does not offer what the case needs.
 * - `no-calls-left`: planned, and the call limit was reached before.
 * - `effort`: no case of it is part of this effort. `selection`: left out by `--only`, `--skip` or `--mode`.
 * - `interrupted`: the run ended first.
 * - `not-exercised`: no response of the run exercised the requirement.
 * - `control`: the positive control did not pass. `dependency`: requirements it depends on failed.
 * - `baseline`: listed in the baseline.
 * - `not-shrunk`: a counterexample that might still become smaller, if the call limit allowed it.
 * - `history`: found by repeating the requests that an earlier case had sent to the same resources.
 * - `transport`: no response could be read. `suite-error`: a mistake of this suite.
 * - `client`: what the client under test reported or failed to report.
 */
export type Reason =
  | (ReasonText & {
      readonly kind:
        | 'flaky'
        | 'unconfirmed'
        | 'set-up'
        | 'unreadable-error'
        | 'not-implemented'
        | 'no-calls-left'
        | 'effort'
        | 'selection'
        | 'interrupted'
        | 'not-exercised'
        | 'baseline'
        | 'not-shrunk'
        | 'history'
        | 'transport'
        | 'suite-error'
        | 'client';
    })
  | (ReasonText & { readonly kind: 'missing-capability'; readonly capabilities: readonly string[] })
  | (ReasonText & { readonly kind: 'control'; readonly control: string })
  | (ReasonText & { readonly kind: 'dependency'; readonly requirements: readonly string[] });

/** The discriminator of {@link Reason}. */
export type ReasonKind = Reason['kind'];

/** A reason of a kind that names nothing else. */
export function reason(
  kind: Exclude<ReasonKind, 'missing-capability' | 'control' | 'dependency'>,
  message: string,
): Reason {
  return { kind, message };
}

/** Why something is not applicable. */
export function missingCapability(capabilities: readonly string[], what: 'case' | 'property'): Reason {
  const message = `not available, and needed by the ${what}: ${capabilities.join(', ')}`;
  return { kind: 'missing-capability', capabilities, message };
}

/** What is blocked cannot be judged while these requirements fail. `why`: where more is known than that. */
export function failedDependency(requirements: readonly string[], why?: string): Reason {
  const failing = `${requirements.join(', ')} ${requirements.length === 1 ? 'fails' : 'fail'}`;
  return { kind: 'dependency', requirements, message: why ?? `cannot be judged while ${failing}` };
}
