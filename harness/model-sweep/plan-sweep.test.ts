import { describe, expect, test } from 'vitest';
import { loadServiceModel } from '../service-model/load-model.ts';
import { planSweep, type SweepPlanOptions } from './plan-sweep.ts';
import { probeKinds } from './probe-kind.ts';
import { loadSweepList } from './sweep-actions.ts';

const model = loadServiceModel();
const list = loadSweepList();

function planned(options: Partial<SweepPlanOptions> = {}) {
  return planSweep(model, list, {
    effort: 'default',
    context: { apiVersion: '2016-11-15', fill: (text) => text, hasDeniedIdentity: true },
    withAccountSettings: false,
    isSelected: () => true,
    isNeeded: () => true,
    ...options,
  });
}

const kindsOf = ({ actions }: ReturnType<typeof planned>) => new Set(actions.flatMap(({ probes }) => probes));

describe('the plan of a sweep', () => {
  test('asks at most six questions about an action by default, and leaves calls to confirm failures', () => {
    const { actions, calls, maxCalls } = planned();

    expect(Math.max(...actions.map(({ probes }) => probes.length))).toBe(6);
    expect(calls).toBeLessThan(maxCalls - 1_000);
    expect(maxCalls).toBe(5_000);
  });

  test('asks one question about an action at smoke, and a few more of each kind, in at most 900 calls', () => {
    const plan = planned({ effort: 'smoke' });

    expect(plan.calls).toBeLessThan(870);
    expect(plan.maxCalls).toBe(900);
    expect(plan.actions.filter(({ probes }) => probes.length > 1).length).toBeLessThan(60);
  });

  test.each(['smoke', 'default', 'deep'] as const)('asks every kind of question at effort %s', (effort) => {
    expect([...kindsOf(planned({ effort }))].sort()).toEqual([...probeKinds].sort());
  });

  test('asks each kind of question in many parts of the API by default', () => {
    for (const kind of ['unknown-parameter', 'get', 'unsigned', 'wrong-signature', 'expired'] as const) {
      expect(planned().actions.filter(({ probes }) => probes.includes(kind)).length).toBeGreaterThan(80);
    }
  });

  test('sends the control of an action before everything else', () => {
    for (const { use, probes } of planned({ effort: 'deep' }).actions) {
      if (probes.length > 0) expect(probes[0]).toBe(use.kind);
    }
  });

  test('is the same each time, and its shards are its parts', () => {
    const names = ({ actions }: ReturnType<typeof planned>) =>
      actions.map(({ action, probes }) => [action.name, probes]);
    const shards = [1, 2, 3].flatMap((index) => names(planned({ shard: { index, count: 3 } })));

    expect(names(planned())).toEqual(names(planned()));
    expect(shards.sort()).toEqual(names(planned()).sort());
  });

  test('sends the controls alone where no selected requirement needs more', () => {
    const { actions } = planned({ isNeeded: () => false, isSelected: (name) => name.endsWith('Vpcs') });

    expect(actions.map(({ action, probes }) => [action.name, probes])).toEqual([['DescribeVpcs', ['read']]]);
  });
});
