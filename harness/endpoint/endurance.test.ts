/** Pace, patience, consistency and clock, each by itself. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../checks/outcome.ts';
import type { Exchange } from '../wire/message.ts';
import { CallBudget } from './call-budget.ts';
import { ClockEstimate } from './clock.ts';
import { ConsistencyWaiter, isNotFound } from './consistency.ts';
import { bucketOf, documentedPace, secondsFor, TokenBucket } from './pace.ts';
import { BudgetSpent, TransportProblem } from './problem.ts';
import { RetryPolicy } from './retry-policy.ts';

const root = { name: 'Response', localName: 'Response', attributes: new Map(), children: [], text: '' };
const refusal = (status: number, code: string): Outcome => ({ kind: 'error', status, root, code, message: '' });
const silence = (kind: 'timeout' | 'reset' | 'refused'): Outcome => ({
  kind: 'no-response',
  failure: { kind, explanation: 'nothing came' },
});

describe('TokenBucket', () => {
  it('gives what it holds at once, then as fast as it fills', () => {
    const bucket = new TokenBucket({ capacity: 2, refillPerSecond: 5 }, 0);

    expect([0, 0, 0, 0, 400, 10_000, 10_000, 10_000].map((at) => bucket.take(at))).toStrictEqual([
      0, 0, 200, 400, 200, 0, 0, 200,
    ]);
  });

  it('has the documented limits of each action', () => {
    expect(bucketOf(documentedPace, 'RevokeSecurityGroupIngress')).toStrictEqual({ capacity: 50, refillPerSecond: 5 });
    expect(bucketOf(documentedPace, 'DescribeSecurityGroups')).toStrictEqual({ capacity: 50, refillPerSecond: 10 });
    expect(bucketOf(documentedPace, 'toString')).toStrictEqual({ capacity: 50, refillPerSecond: 5 });
    expect(secondsFor(documentedPace, { RevokeSecurityGroupIngress: 450, DescribeVpcs: 2 })).toBe(80);
  });
});

describe('CallBudget', () => {
  it('stops before its limit, with the deletions of what was created kept back', async () => {
    const budget = new CallBudget({ maxCalls: 4 });

    await budget.spend('CreateSecurityGroup');
    await budget.spend('DescribeSecurityGroups');

    expect(budget.left).toBe(1);
    await expect(budget.spend('CreateSecurityGroup')).rejects.toThrow(BudgetSpent);
    await budget.spend('DescribeSecurityGroups');
    await expect(budget.spend('DescribeSecurityGroups')).rejects.toThrow(BudgetSpent);
  });

  it('counts repetitions, and holds none of them against the limit', async () => {
    const budget = new CallBudget({ maxCalls: 2 });

    await budget.spend('DescribeSecurityGroups');
    for (let again = 0; again < 5; again += 1) await budget.spend('DescribeSecurityGroups', true);

    expect([budget.total, budget.counted, budget.left]).toStrictEqual([6, 1, 1]);
  });
});

describe('RetryPolicy', () => {
  const quick = { attempts: 2, firstPauseMs: 1 };

  it('waits throttling out, counts it, and gives up without a verdict', async () => {
    const policy = new RetryPolicy(quick);
    const busy = refusal(503, 'RequestLimitExceeded');

    expect(await policy.again('A', busy, 0, false)).toBe(true);
    expect(await policy.again('A', busy, 1, false)).toBe(true);
    await expect(policy.again('A', busy, 2, false)).rejects.toThrow(TransportProblem);
    expect(policy.counts.throttled).toBe(3);
  });

  it('repeats set-up calls after a server error, and never a judged one or one that is not implemented', async () => {
    const policy = new RetryPolicy(quick);

    expect(await policy.again('A', refusal(500, 'InternalError'), 0, true)).toBe(true);
    expect(await policy.again('A', refusal(500, 'InternalError'), 2, true)).toBe(false);
    expect(await policy.again('A', refusal(500, 'InternalError'), 0, false)).toBe(false);
    expect(await policy.again('A', refusal(501, 'NotImplemented'), 0, true)).toBe(false);
  });

  it('gives a target up that got five requests in a row and answered none, until it answers', async () => {
    const policy = new RetryPolicy(quick);
    for (let sent = 0; sent < 5; sent += 1) {
      policy.assertReachable('A');
      await expect(policy.again('A', silence('reset'), 0, false)).rejects.toThrow(TransportProblem);
    }

    expect(() => policy.assertReachable('A')).toThrow(/has stopped answering, 5 requests in a row/);
    await policy.again('A', refusal(400, 'InvalidGroup.NotFound'), 0, false);
    expect(() => policy.assertReachable('A')).not.toThrow();
  });

  it('gives a target up after twenty-five timeouts, however many responses came between', async () => {
    const policy = new RetryPolicy(quick);
    for (let sent = 0; sent < 25; sent += 1) {
      await policy.again('A', silence('timeout'), 0, false).catch(() => undefined);
      await policy.again('A', refusal(400, 'X'), 0, false);
    }

    expect(() => policy.assertReachable('A')).toThrow(/25 requests timed out/);
  });

  it('tolerates three failures that did not repeat, and no more', () => {
    const policy = new RetryPolicy(quick);

    expect([1, 2, 3, 4].map(() => policy.tolerateUnrepeated(true))).toStrictEqual([true, true, true, false]);
  });
});

describe('ConsistencyWaiter', () => {
  const never = () => false;
  const counting = () => {
    let reads = 0;
    return async () => ++reads;
  };

  it('reads once what is as expected', async () => {
    const waiter = new ConsistencyWaiter();

    expect(await waiter.until(counting(), () => true)).toBe(1);
    expect(waiter.findings).toStrictEqual({ delays: {}, inVainMs: 0 });
  });

  it('reads until what is expected is there, and knows how long that took', async () => {
    let repetitions = 0;
    const waiter = new ConsistencyWaiter(2000, () => (repetitions += 1));

    const found = await waiter.until(counting(), (read) => read === 3, 'ids');

    expect([found, repetitions]).toStrictEqual([3, 2]);
    expect(waiter.delayMs).toBeGreaterThanOrEqual(140);
    expect(waiter.delayMs).toBeLessThan(1500);
    expect(waiter.findings).toStrictEqual({ delays: { ids: waiter.delayMs }, inVainMs: 0 });
  });

  it('grants what does not come right half of what is left of twice the longest wait', async () => {
    const waiter = new ConsistencyWaiter(200);
    const took: number[] = [];
    for (let suspicion = 0; suspicion < 6; suspicion += 1) {
      const since = performance.now();
      await waiter.until(counting(), never);
      took.push(performance.now() - since);
    }

    expect(took[0]).toBeGreaterThanOrEqual(195);
    expect(took[1]).toBeLessThan(195);
    expect(took.at(-1)).toBeLessThan(25);
    expect(took.reduce((sum, ms) => sum + ms)).toBeLessThan(500);
  });

  it('waits for what is right as long as ever after much that was wrong, once a delay was seen', async () => {
    const waiter = new ConsistencyWaiter(100);
    waiter.adopt({ delays: { state: 150 }, inVainMs: 200 });
    const since = performance.now();

    const found = await waiter.until(counting(), () => performance.now() - since > 400);

    expect(found).toBeGreaterThan(3);
    expect(waiter.findings.inVainMs).toBe(200);
  });

  it('asks as often each time, however long a reading takes', async () => {
    const slow = counting();
    const reading = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return slow();
    };

    expect(await new ConsistencyWaiter(300).until(counting(), never)).toBe(4);
    expect(await new ConsistencyWaiter(300).until(reading, never)).toBe(4);
  });

  it('knows what was only just made', () => {
    const waiter = new ConsistencyWaiter();
    waiter.noteMade('sg-1');

    expect(waiter.newAmong(['443', 'sg-1', 'sg-2'])).toStrictEqual(['sg-1']);
    expect(isNotFound(refusal(400, 'InvalidGroup.NotFound'))).toBe(true);
    expect(isNotFound(refusal(400, 'InvalidGroup.Duplicate'))).toBe(false);
  });

  it('waits for nothing where the settings forbid it', async () => {
    expect(await new ConsistencyWaiter(0).until(counting(), never)).toBe(1);
  });
});

describe('ClockEstimate', () => {
  const now = Date.UTC(2026, 0, 1);
  const dated = (ms: number | undefined, durationMs = 0): Exchange => ({
    request: { method: 'POST', target: '/', headers: [], body: Buffer.alloc(0) },
    response: {
      status: 200,
      reason: '',
      httpVersion: '1.1',
      headers: ms === undefined ? [] : [['date', new Date(ms).toUTCString()]],
      body: Buffer.alloc(0),
    },
    durationMs,
  });
  /** Each response took so long, all of it before or after the target wrote the Date; its clock is so far ahead. */
  const estimate = (responses: readonly { aheadMs: number; before?: number; after?: number }[]): number => {
    const clock = new ClockEstimate();
    let at = now;
    for (const { aheadMs, before = 0, after = 0 } of responses) {
      at += 1234 + before + after;
      clock.observe(dated(at - after + aheadMs, before + after), at);
    }
    return clock.aheadMs;
  };

  it('is the middle of what a Date of whole seconds allows', () => {
    const clock = new ClockEstimate();
    clock.observe(dated(now + 3_600_000), now);

    expect(clock.aheadMs).toBe(3_600_500);
    expect(estimate([{ aheadMs: -60_000 }])).toBeLessThanOrEqual(-59_000);
    expect(estimate([{ aheadMs: -60_000 }])).toBeGreaterThanOrEqual(-61_000);
  });

  it('is not moved by a response that took long, whichever way it was slow', () => {
    expect(estimate([{ aheadMs: 0, before: 9000 }])).toBe(0);
    expect(estimate([{ aheadMs: 0, after: 9000 }])).toBe(0);
    expect(estimate([{ aheadMs: 0, before: 45_000 }])).toBe(0);
    expect(estimate([{ aheadMs: 0, after: 45_000 }, { aheadMs: 0 }])).toBe(0);
  });

  it('is narrowed down by quicker responses after a slow one', () => {
    const aheadMs = estimate([{ aheadMs: 60_000, before: 9000 }, { aheadMs: 60_000, after: 40 }, { aheadMs: 60_000 }]);

    expect(Math.abs(aheadMs - 60_000)).toBeLessThan(600);
  });

  it('is nothing where it matters to no verdict, or no response has a Date', () => {
    const clock = new ClockEstimate();
    clock.observe(dated(undefined), now);

    expect(clock.aheadMs).toBe(0);
    expect(estimate([{ aheadMs: 14_000 }])).toBe(0);
    expect(estimate([{ aheadMs: -14_000 }])).toBe(0);
    expect(estimate([{ aheadMs: 17_000 }])).not.toBe(0);
  });

  it('follows a clock that is set meanwhile', () => {
    expect(Math.abs(estimate([{ aheadMs: 90_000 }, { aheadMs: 0 }]))).toBe(0);
  });
});
