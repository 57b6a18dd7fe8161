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

export interface Allowances {
  /** For asking again, alone and on fresh groups, what failed. */
  readonly confirming: Allowance;
  /** For confirming and shrinking counterexamples of generated requests, and for repeating the history of a group. */
  readonly shrinking: Allowance;
}

/** Numbers of calls; plain data, so that it crosses threads. */
export interface AllowedCalls {
  readonly confirming: number;
  readonly shrinking: number;
}

export function allowancesOf({ confirming, shrinking }: AllowedCalls): Allowances {
  return { confirming: new Allowance(confirming), shrinking: new Allowance(shrinking) };
}

/** The sum over all actions. */
export function totalCalls(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

/** Both, action by action. */
export function sumCalls(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const actions = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(actions.map((action) => [action, (one[action] ?? 0) + (other[action] ?? 0)]));
}
