/** As in sweep.test.ts, at fifty moments of a run chosen at random. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAndSweep } from '../../../test-support/cli/killed-run.ts';
import { type Reference, startReference } from '../../reference/reference.ts';

describe('a run killed at fifty random moments', () => {
  let target: Reference;
  let leftBehind = 0;

  beforeAll(async () => {
    target = await startReference();
  });

  afterAll(() => target.close());

  it.each(Array.from({ length: 50 }, (_, index) => index))('leaves nothing once it was swept: %i', async () => {
    const requests = 1 + Math.floor(Math.random() * 600);

    const killed = await killAndSweep(target, requests);

    leftBehind += killed.leftBehind ? 1 : 0;
    expect(killed.sweep.code, `killed after ${killed.killedAfter} requests: ${killed.sweep.output}`).toBe(0);
    expect(killed.after, `killed after ${killed.killedAfter} requests`).toStrictEqual({ named: [], vpcs: 1 });
  });

  it('had something to sweep nearly every time', () => {
    expect(leftBehind).toBeGreaterThan(40);
  });
});
