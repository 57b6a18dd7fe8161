/** What is found of a target where nothing is set up and few requests are made before the cases. */
import { expect, it } from 'vitest';
import { describeRegionsOperation } from '../../suites/describe-regions/operation.ts';
import { settingsForReference } from '../../test-support/reference-settings.ts';
import { Caller } from '../endpoint/caller.ts';
import { Journal } from '../endpoint/journal/journal.ts';
import { TargetProblem } from '../endpoint/problem.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { startReference } from '../reference/reference.ts';
import type { TargetFindings } from './domain.ts';
import { noResources } from './no-resources.ts';

interface Prepared {
  readonly findings: TargetFindings;
  readonly calls: number;
}

async function prepared(
  behaviour: Behaviour,
  settings: Partial<TargetSettings> = {},
  beforeCreating?: () => Promise<void>,
): Promise<Prepared> {
  const target = await startReference({ behaviour });
  const caller = new Caller(settingsForReference(target, 'nothing', settings));
  const access = { caller, journal: new Journal() };
  try {
    const findings = await noResources.prepare(caller.settings, access, describeRegionsOperation, beforeCreating);
    return { findings, calls: caller.budget.total };
  } finally {
    caller.close();
    await target.close();
  }
}

/** Takes so many milliseconds for its first responses, the last of these for all further ones. */
function delayed(...delays: readonly number[]): Behaviour {
  const left = [...delays];
  return changed(referenceBehaviour, {
    responding: { delayMs: () => (left.length > 1 ? left.shift() : left[0]) ?? 0 },
  });
}

it('is taken for slow by three responses, not by the first alone', async () => {
  const once = await prepared(delayed(400, 0));
  expect(once.findings.responseMs).toBeLessThan(300);
  expect(once.calls).toBeGreaterThan(1);

  const always = await prepared(delayed(400));
  expect(always.findings.responseMs).toBeGreaterThanOrEqual(395);
  expect(always.calls).toBe(3);
});

it('is known by what needs no resources alone, and by what is declared of it', async () => {
  const { findings } = await prepared(referenceBehaviour, { declared: { 'signature-verification': false } });

  expect(Object.keys(findings.capabilities).sort()).toStrictEqual([
    'denied-identity',
    'session-identity',
    'signature-verification',
  ]);
  expect(findings.capabilities['signature-verification']).toStrictEqual({
    available: false,
    why: 'declared as absent',
  });
  expect(findings.capabilities['denied-identity']?.available).toBe(true);
});

it('is not asked any more where it turns out to be another than was meant', async () => {
  const mistake = new TargetProblem('configuration', 'another account');
  let calls = 0;
  const counting = changed(referenceBehaviour, {
    responding: {
      delayMs: () => {
        calls += 1;
        return 0;
      },
    },
  });

  await expect(prepared(counting, {}, () => Promise.reject(mistake))).rejects.toBe(mistake);
  expect(calls).toBe(1);
});

it('is out of reach where it responds to the first request alone', async () => {
  const first = delayed(100);
  let requests = 0;
  const deaf = changed(first, {
    responding: {
      finish: (response, arrival) => {
        requests += 1;
        return requests > 1 ? undefined : first.responding.finish(response, arrival);
      },
    },
  });

  await expect(prepared(deaf, { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'unreachable' });
});

it('leaves nothing, and batches all of its cases', () => {
  const one = { id: 'a/b', title: '', requirements: [], given: {}, send: {}, expect: [] };

  expect(noResources.mayFollow(one, one)).toBe(true);
  expect(noResources.asksOfOwn(one, describeRegionsOperation)).toBe(true);
  expect(noResources.kindOf(one)).toBeUndefined();
  expect(noResources.needsSetUp(one)).toBe(false);
});
