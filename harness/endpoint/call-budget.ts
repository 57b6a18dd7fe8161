/** Counts calls, holds them to a limit, and spaces them out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bucketOf, type Pace, TokenBucket } from './pace.ts';
import { BudgetSpent } from './problem.ts';

/** Limits on the number and the rate of calls. */
export interface CallBudgetOptions {
  /** Most calls that may be made, repetitions aside; undefined: any number. */
  readonly maxCalls?: number;
  /** Calls per second; undefined: no pause. */
  readonly rate?: number;
  /** Limits by action; undefined: none. */
  readonly pace?: Pace;
}

/** Counts calls by action; refuses calls past the limit, and delays those that come too fast. */
export class CallBudget {
  readonly #byAction = new Map<string, number>();
  #maxCalls: number;
  readonly #intervalMs: number;
  readonly #pace: Pace | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  #total = 0;
  #reserved = 0;
  #held = 0;
  #repeated = 0;
  #nextAt = 0;

  constructor(options: CallBudgetOptions = {}) {
    this.#maxCalls = options.maxCalls ?? Number.POSITIVE_INFINITY;
    this.#intervalMs = options.rate === undefined ? 0 : 1000 / options.rate;
    this.#pace = options.pace;
  }

  get total(): number {
    return this.#total;
  }

  get byAction(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#byAction);
  }

  /** Calls that count against the limit: all but the repetitions. */
  get counted(): number {
    return this.#total - this.#repeated;
  }

  /** Calls that may still be made, those aside that deleting what was created will take. */
  get left(): number {
    return this.#maxCalls - this.counted - this.#reserved - this.#held;
  }

  /** Keeps calls for what comes later; they do not count as left until they are released. */
  hold(calls: number): void {
    this.#held += calls;
  }

  /** Ends the limit: what was created is deleted, whatever that takes. */
  endLimit(): void {
    this.#maxCalls = Number.POSITIVE_INFINITY;
  }

  /** Gives back what was held. */
  release(): void {
    this.#held = 0;
  }

  /** The next call repeats one: that a target is busy, or late, takes nothing from what it is asked. */
  allowRepetition(): void {
    this.#repeated += 1;
  }

  /**
   * Books one call and waits for its turn; one that creates something books its deletion too.
   * Throws {@link BudgetSpent} instead of going over the limit, but for a repetition.
   */
  async spend(action: string, isRepetition = false): Promise<void> {
    if (isRepetition) {
      this.allowRepetition();
    } else {
      this.#reserve(action.startsWith('Create') ? 1 : 0);
    }
    this.#total += 1;
    this.#byAction.set(action, (this.#byAction.get(action) ?? 0) + 1);
    const now = performance.now();
    const pause = Math.max(this.#untilTurn(now), this.#untilToken(action, now));
    if (pause > 0) {
      await sleep(pause);
    }
  }

  #reserve(deletions: number): void {
    if (this.left < 1 + deletions) {
      throw new BudgetSpent();
    }
    this.#reserved += deletions;
  }

  #untilTurn(now: number): number {
    if (this.#intervalMs === 0) {
      return 0;
    }
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#intervalMs;
    return at - now;
  }

  #untilToken(action: string, now: number): number {
    if (this.#pace === undefined) {
      return 0;
    }
    const bucket = this.#buckets.get(action) ?? new TokenBucket(bucketOf(this.#pace, action), now);
    this.#buckets.set(action, bucket);
    return bucket.take(now);
  }
}

/** The budget of a target: its rate and pace, and what may be spent. */
export function budgetOf(settings: { readonly rate?: number; readonly pace?: Pace }, maxCalls?: number): CallBudget {
  const { rate, pace } = settings;
  return new CallBudget({
    ...(maxCalls === undefined ? {} : { maxCalls }),
    ...(rate === undefined ? {} : { rate }),
    ...(pace === undefined ? {} : { pace }),
  });
}
