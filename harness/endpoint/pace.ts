/** How often EC2 may be asked: a token bucket for each action, from the limits that AWS documents. */

/** A bucket: so many calls at once, and so many more each second. */
export interface Bucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** Buckets by action; `*` stands for every other. Plain data, so that it crosses threads. */
export type Pace = Readonly<Record<string, Bucket>> & { readonly '*': Bucket };

const changing: Bucket = { capacity: 50, refillPerSecond: 5 };
const filteredReading: Bucket = { capacity: 100, refillPerSecond: 20 };

/**
 * Of EC2, per account, region and action (facts throttling-01 to -03). DescribeSecurityGroups is asked by id here, which
 * counts as unfiltered. What the documentation does not list is held to the limits of changing calls.
 */
export const documentedPace: Pace = {
  DescribeSecurityGroups: { capacity: 50, refillPerSecond: 10 },
  DescribeSecurityGroupRules: filteredReading,
  DescribeVpcs: filteredReading,
  DescribeManagedPrefixLists: filteredReading,
  '*': changing,
};

/** The bucket of an action: its own, else the one for every other action. */
export function bucketOf(pace: Pace, action: string): Bucket {
  return (Object.hasOwn(pace, action) ? pace[action] : undefined) ?? pace['*'];
}

/** Seconds that so many calls take at this pace, when nothing else holds them up. */
export function secondsFor(pace: Pace, calls: Readonly<Record<string, number>>): number {
  const each = Object.entries(calls).map(([action, count]) => {
    const { capacity, refillPerSecond } = bucketOf(pace, action);
    return Math.max(0, count - capacity) / refillPerSecond;
  });
  return Math.max(0, ...each);
}

/** Tokens of one action. Its clock is given, in milliseconds. */
export class TokenBucket {
  readonly #bucket: Bucket;
  #tokens: number;
  #at: number;

  constructor(bucket: Bucket, nowMs: number) {
    this.#bucket = bucket;
    this.#tokens = bucket.capacity;
    this.#at = nowMs;
  }

  /** Takes a token, one that will be there later if need be; answers after how many milliseconds it may be used. */
  take(nowMs: number): number {
    const { capacity, refillPerSecond } = this.#bucket;
    this.#tokens = Math.min(capacity, this.#tokens + ((nowMs - this.#at) / 1000) * refillPerSecond);
    this.#at = nowMs;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / refillPerSecond) * 1000;
  }
}
