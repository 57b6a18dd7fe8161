/** Calls that a run may spend on what failed, beside those for asking: failures never reduce what is asked. */

/** A number of calls, and what is left of them. */
export class Allowance {
  #left: number;

  constructor(calls: number) {
    this.#left = calls;
  }

  get left(): number {
    return this.#left;
  }

  /** Books calls that were made; the last may go over. */
  spend(calls: number): void {
    this.#left -= calls;
  }
}

/** Numbers of calls for confirming failures and for shrinking counterexamples. */
export interface Allowances {
  /** For asking again, alone and on fresh resources, what failed. */
  readonly confirming: Allowance;
  /** For confirming and shrinking counterexamples of generated requests, and for repeating the history of used resources. */
  readonly shrinking: Allowance;
}

/** Numbers of calls; plain data, so that it crosses threads. */
export interface AllowedCalls {
  readonly confirming: number;
  readonly shrinking: number;
}

/** Fresh allowances of these sizes. */
export function allowancesOf({ confirming, shrinking }: AllowedCalls): Allowances {
  return { confirming: new Allowance(confirming), shrinking: new Allowance(shrinking) };
}
