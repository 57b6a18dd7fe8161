/** Targets that are right and hard to ask: they throttle, show changes late, or have another time. The verdicts are the same. */
import { beforeAll, describe, expect, it } from 'vitest';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runConstrained, verdictLines } from '../test-support/constrained-target-run.ts';
import { constrainedTargets } from '../test-support/constrained-targets.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

// Every one of them takes as long as it is hard to ask: a part of the cases is enough here. All of them are asked at
// EC2's own figures in constrained-targets.peers.test.ts.
const asked = { cases: allCases().filter((_, index) => index % 4 === 0), operation: revokeIngressOperation };
const few = { ...asked, cases: asked.cases.filter((_, index) => index % 6 === 0) };

// They wait most of the time, each for a target of its own.
describe.concurrent('a right target gets the same verdicts', () => {
  let plain: readonly string[];

  beforeAll(async () => {
    plain = verdictLines(await runConstrained(referenceBehaviour, asked));
  }, 60_000);

  it('when nothing is in the way', () => {
    expect(plain.length).toBeGreaterThan(50);
    expect(plain.filter((line) => /: (fail|error|untestable)/.test(line))).toStrictEqual([]);
  });

  it('when it throttles, and each refusal is waited out', async () => {
    const throttling = constrainedTargets.throttling(10, 20);

    const run = await runConstrained(throttling, asked, { patience: { attempts: 9, firstPauseMs: 20 } });

    expect(run.codes['RequestLimitExceeded']).toBeGreaterThan(0);
    expect(run.transportStats.throttled).toBe(run.codes['RequestLimitExceeded']);
    expect(verdictLines(run)).toStrictEqual(plain);
  }, 60_000);

  it('when it throttles, and the pace is kept', async () => {
    // The target's bucket is larger by what requests of a second and a half may be late on a busy machine; without the
    // pace the run sends all of its requests within a second or two, and is refused.
    const pace = { '*': { capacity: 10, refillPerSecond: 35 } };

    const run = await runConstrained(constrainedTargets.throttling(70, 40), asked, { pace });

    expect(run.codes['RequestLimitExceeded'] ?? 0).toBe(0);
    expect(verdictLines(run)).toStrictEqual(plain);
  }, 60_000);

  it('when changes are seen late', async () => {
    const late = await runConstrained(constrainedTargets.late(200), few);

    expect(late.preparation.visibleAfterMs).toBeGreaterThan(100);
    expect(plain).toStrictEqual(expect.arrayContaining([...verdictLines(late)]));
  }, 60_000);

  it('when its clock is an hour ahead', async () => {
    const clock = () => new Date(Date.now() + 3_600_000);

    const ahead = await runConstrained(constrainedTargets.dated(clock), asked, {}, clock);

    expect(ahead.preparation.clockAheadMs).toBeGreaterThan(3_597_000);
    expect(verdictLines(ahead)).toStrictEqual(plain);
  }, 60_000);

  it('when its first response takes five seconds, which says nothing of its clock', async () => {
    const slow = changed(referenceBehaviour, { responding: { delayMs: (_, { number }) => (number === 1 ? 5000 : 0) } });

    const run = await runConstrained(slow, few);

    expect(run.preparation.clockAheadMs).toBeUndefined();
    expect(plain).toStrictEqual(expect.arrayContaining([...verdictLines(run)]));
  }, 60_000);

  it('when its clock is an hour behind and its first response takes five seconds', async () => {
    const clock = () => new Date(Date.now() - 3_600_000);
    const slow = changed(constrainedTargets.dated(clock), {
      responding: { delayMs: (_, { number }) => (number === 1 ? 5000 : 0) },
    });

    const { preparation } = await runConstrained(slow, { ...asked, cases: [] }, {}, clock);

    // Half of five seconds off, if the first response alone had been believed.
    expect(Math.abs((preparation.clockAheadMs ?? 0) + 3_600_000)).toBeLessThan(1200);
  }, 60_000);

  it('when its Date field is wrong and its clock is not', async () => {
    const wrong = await runConstrained(
      constrainedTargets.dated(() => new Date(0)),
      few,
    );

    expect(wrong.preparation.clockAheadMs).toBeUndefined();
    expect(plain).toStrictEqual(expect.arrayContaining([...verdictLines(wrong)]));
  }, 60_000);
});

describe('a target that is only seen late', () => {
  it('is still found out when a dry run changes something', async () => {
    const late = constrainedTargets.late(150);
    const careless = changed(late, {
      access: {
        endDryRun: (call) => {
          late.operations[call.action as 'RevokeSecurityGroupIngress'](call);
          throw late.errors.dryRun();
        },
      },
    });
    const dryRuns = allCases().filter(({ requirements }) => requirements.includes('dry-run/changes-nothing'));

    const run = await runConstrained(careless, { ...asked, cases: dryRuns.slice(0, 1) });

    expect(run.results.map(({ verdict }) => verdict)).toContain('fail');
  }, 60_000);
});
