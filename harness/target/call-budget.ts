/** Counts calls, holds them to a limit, and spaces them out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BudgetSpent } from './problem.ts';

export interface CallBudgetOptions {
  /** Most calls that may be made; undefined: any number. */
  readonly maxCalls?: number;
  /** Calls per second; undefined: no pause. */
  readonly rate?: number;
}

export class CallBudget {
  readonly #byAction = new Map<string, number>();
  readonly #maxCalls: number;
  readonly #intervalMs: number;
  #total = 0;
  #nextAt = 0;

  constructor(options: CallBudgetOptions = {}) {
    this.#maxCalls = options.maxCalls ?? Number.POSITIVE_INFINITY;
    this.#intervalMs = options.rate === undefined ? 0 : 1000 / options.rate;
  }

  get total(): number {
    return this.#total;
  }

  get byAction(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#byAction);
  }

  /** Books one call and waits for its turn. Throws {@link BudgetSpent} instead of going over the limit. */
  async spend(action: string): Promise<void> {
    if (this.#total >= this.#maxCalls) {
      throw new BudgetSpent(this.#maxCalls);
    }
    this.#total += 1;
    this.#byAction.set(action, (this.#byAction.get(action) ?? 0) + 1);
    if (this.#intervalMs > 0) {
      const now = performance.now();
      const at = Math.max(now, this.#nextAt);
      this.#nextAt = at + this.#intervalMs;
      if (at > now) {
        await sleep(at - now);
      }
    }
  }
}
