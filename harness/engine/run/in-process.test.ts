import { describe, expect, it } from 'vitest';
import { settingsWithoutTarget } from '../../../test-support/reference-settings.ts';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import { CallBudget } from '../../endpoint/call-budget.ts';
import { TargetProblem } from '../../endpoint/problem.ts';
import type { Domain } from '../../scene/domain.ts';
import { runInProcess, withEngine } from './in-process.ts';

const settings = settingsWithoutTarget('in-process');
const left = { kind: 'group', id: 'shelf-1', name: 'a shelf', why: 'it is nailed down' } as const;

function operationOf(more: Partial<Domain> = {}) {
  const done: string[] = [];
  const domain: Domain = {
    ...shelfDomain(),
    prepare: async () => {
      done.push('prepare');
      return { capabilities: { wood: { available: true, why: 'seen' } } };
    },
    tearDown: async () => {
      done.push('tear down');
      return [left];
    },
    ...more,
  };
  return { done, operation: { action: 'Take', domain, generalChecks: [] } };
}

describe('a run in this thread', () => {
  it('prepares the target, uses it, and tidies up', async () => {
    const { operation, done } = operationOf();
    const run = await withEngine(settings, operation, async ({ preparation }) => {
      done.push('use');
      return Object.keys(preparation.capabilities);
    });
    expect(done).toEqual(['prepare', 'use', 'tear down']);
    expect(run).toMatchObject({ value: ['wood'], leftovers: [left], callsByAction: {} });
  });

  it('tidies up too when something throws, and throws that', async () => {
    const { operation, done } = operationOf();
    const using = withEngine(settings, operation, async () => {
      throw new RangeError('out of wood');
    });
    await expect(using).rejects.toThrow('out of wood');
    expect(done).toEqual(['prepare', 'tear down']);
    const unreachable = operationOf({
      prepare: () => Promise.reject(new TargetProblem('unreachable', 'nobody there')),
    });
    await expect(runInProcess(settings, [], unreachable.operation)).rejects.toThrow('nobody there');
    expect(unreachable.done).toEqual(['tear down']);
  });

  it('gives the engine its budget, and what it may spend on failures', async () => {
    const { operation } = operationOf();
    const budget = new CallBudget({ maxCalls: 7 });
    const allowed = { confirming: 3, shrinking: 2 };
    const dependsOn = { leaf: ['root'] };
    const { value } = await withEngine(settings, operation, async (engine) => engine, budget, { allowed, dependsOn });
    expect([value.caller.budget, value.allowances.confirming.left, value.allowances.shrinking.left]).toEqual([
      ...[budget, 3, 2],
    ]);
    value.knownFailures.add('root');
    expect(value.knownFailures.endangers({ requirements: ['leaf'] })).toBe(true);
  });

  it('has a result for each case, in their order', async () => {
    const { operation } = operationOf();
    const cases = ['apple', 'pear'].map((name) => ({ ...takeCase(name, [name], [name]), needs: ['a ladder'] }));
    const { results } = await runInProcess(settings, cases, operation);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['apple', 'not-applicable'],
      ['pear', 'not-applicable'],
    ]);
  });
});
