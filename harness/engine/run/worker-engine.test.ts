import { beforeEach, describe, expect, it, type TestContext, vi } from 'vitest';
import { settingsWithoutTarget } from '../../../test-support/reference-settings.ts';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { SceneRun } from '../../scene/domain.ts';
import type { Scene } from '../../scene/scene.ts';
import type { TestedOperation } from '../engine.ts';
import type { SuiteInput } from './worker-engine.ts';

const provided = vi.hoisted(() => ({ input: undefined as unknown }));
vi.mock('vitest', async (original) => ({
  ...(await original<typeof import('vitest')>()),
  inject: (name: string) => (name === 'suiteInput' ? provided.input : undefined),
}));

const settings = settingsWithoutTarget('worker');
const taken = { selected: ['a/b'], counterexamples: [], dependsOn: { leaf: ['root'] }, generatedCalls: 12 };
const input: SuiteInput = {
  ...{ settings, preparation: { capabilities: {}, owner: '111122223333' }, maxCalls: 100, heldCalls: 30, seed: 7 },
  allowed: { confirming: 5, shrinking: 4 },
  lanes: { count: 3, why: 'asked for' },
  operations: { Take: taken },
};

/** Fresh, since it keeps the engines of its thread. */
let worker: typeof import('./worker-engine.ts');
let made: SceneRun[];
let shared: (readonly Scene[])[];

beforeEach(async () => {
  provided.input = input;
  made = [];
  shared = [];
  vi.resetModules();
  worker = await import('./worker-engine.ts');
});

function operation(action: string): TestedOperation {
  const domain = shelfDomain();
  const scene = (run: SceneRun): Scene => {
    made.push(run);
    const own = domain.scene(run);
    const sharing = (others: readonly Scene[]) => {
      shared.push(others);
      return others[0] ?? own;
    };
    return Object.assign(Object.create(own), { sharing }) as Scene;
  };
  return { action, domain: { ...domain, scene }, generalChecks: [] };
}

describe('the input of the suites', () => {
  it('is what the command has provided, and of each operation its part', () => {
    expect(worker.suiteInput()).toBe(input);
    expect(worker.operationInput(operation('Take'))).toBe(taken);
  });

  it('selects nothing of an operation that is not tested', () => {
    expect(worker.operationInput(operation('Put'))).toEqual({
      ...{ selected: [], counterexamples: [], dependsOn: {}, generatedCalls: 0 },
    });
  });
});

describe('the engine of an operation', () => {
  it('is made once, and knows its dependencies', async () => {
    const take = operation('Take');
    const engine = await worker.workerEngine(take);
    expect(await worker.workerEngine(take)).toBe(engine);
    expect(made).toEqual([{ settings, profile: input.preparation, operation: take }]);
    engine.knownFailures.add('root');
    expect(engine.knownFailures.endangers({ requirements: ['leaf'] })).toBe(true);
  });

  it('shares connection, budget and resources with the others, and numbers what it creates', async () => {
    const take = await worker.workerEngine(operation('Take'));
    const put = await worker.workerEngine(operation('Put'));
    expect([put.caller, put.journal, put.lanes, put.allowances]).toEqual([
      ...[take.caller, take.journal, take.lanes, take.allowances],
    ]);
    expect(put.caller).toBe(take.caller);
    expect(put.allowances).toBe(take.allowances);
    expect(shared).toEqual([[], [take.scene]]);
    expect(put.scene).toBe(take.scene);
    expect(made.map(({ settings: { series } }) => series)).toEqual([undefined, 1]);
  });

  it('has the calls, the lanes and the allowances of the run; those for generated requests are held', async () => {
    const { caller, lanes, allowances } = await worker.workerEngine(operation('Take'));
    expect([lanes.count, allowances.confirming.left, allowances.shrinking.left]).toEqual([3, 5, 4]);
    expect(caller.budget.left).toBe(70);
    caller.budget.release();
    expect(caller.budget.left).toBe(100);
  });

  it('is one of several where more than one operation is tested', async () => {
    expect((await worker.workerEngine(operation('Take'))).isOneOfSeveral).toBe(false);
    provided.input = { ...input, operations: { Take: taken, Put: taken } };
    expect((await worker.workerEngine(operation('Put'))).isOneOfSeveral).toBe(true);
  });

  it('records without an account that was not stated', async () => {
    const recording = { kind: 'record', directory: '/nowhere' } as const;
    provided.input = { ...input, settings: { ...settings, recording }, preparation: { capabilities: {} } };
    const { caller } = await worker.workerEngine(operation('Take'));
    expect(caller.settings.recording).toStrictEqual(recording);
  });

  it('records with the account that the target has stated', async () => {
    provided.input = { ...input, settings: { ...settings, recording: { kind: 'record', directory: '/nowhere' } } };
    const { caller } = await worker.workerEngine(operation('Take'));
    expect(caller.settings.recording).toEqual({ kind: 'record', directory: '/nowhere', owner: '111122223333' });
  });
});

describe('what a test hands over', () => {
  it('is its results, whose they are, and the figures of the connection', async () => {
    const engine = await worker.workerEngine(operation('Take'));
    const context = { task: { meta: {} } } as unknown as TestContext;
    const results = [{ id: 'a/b' } as CaseResult];
    worker.handOver(context, engine, results);
    expect(context.task.meta).toEqual({ results, operation: 'Take', transportStats: engine.caller.transportStats });
    expect(context.task.meta.transportStats).not.toHaveProperty('narrowed');
    engine.lanes.narrow('throttled');
    worker.handOver(context, engine, []);
    expect(context.task.meta.transportStats).toMatchObject({ narrowed: 'throttled' });
  });
});
