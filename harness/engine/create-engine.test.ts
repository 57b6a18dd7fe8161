import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../test-support/shelf-engine.ts';
import type { Caller } from '../endpoint/caller.ts';
import { Journal } from '../endpoint/journal/journal.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { SceneRun } from '../scene/domain.ts';
import type { Scene } from '../scene/scene.ts';
import { createEngine } from './create-engine.ts';
import type { TestedOperation } from './engine.ts';
import { LaneLimit } from './lanes.ts';

const settings = {
  identities: {
    main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a long secret' },
    session: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'another secret', sessionToken: 'a long token' },
    denied: undefined,
  },
} as unknown as TargetSettings;
const preparation = { capabilities: { wood: { available: true, why: 'seen' } } };
const parts = { caller: {} as Caller, journal: new Journal() };

function operationOf(made: SceneRun[] = []): TestedOperation {
  const domain = shelfDomain();
  const scene = (run: SceneRun): Scene => {
    made.push(run);
    return domain.scene(run);
  };
  return { action: 'Take', domain: { ...domain, scene }, generalChecks: [] };
}

describe('an engine', () => {
  it('has a scene of its operation on the prepared target', () => {
    const made: SceneRun[] = [];
    const operation = operationOf(made);
    const engine = createEngine(settings, preparation, operation, parts);
    expect(made).toEqual([{ settings, profile: preparation, operation }]);
    expect([engine.operation, engine.preparation, engine.journal]).toEqual([operation, preparation, parts.journal]);
  });

  it('keeps the keys of all identities as secrets', () => {
    const { secrets } = createEngine(settings, preparation, operationOf(), parts);
    expect(secrets).toEqual(expect.arrayContaining(['a long secret', 'another secret', 'a long token']));
    expect(secrets).not.toContain(undefined);
  });

  it('has one lane, no limit for failures and no dependencies by default', () => {
    const engine = createEngine(settings, preparation, operationOf(), parts);
    expect(engine.lanes.count).toBe(1);
    expect(engine.allowances.confirming.left).toBe(Number.POSITIVE_INFINITY);
    expect(engine.allowances.shrinking.left).toBe(Number.POSITIVE_INFINITY);
    engine.knownFailures.add('root');
    expect(engine.knownFailures.endangers({ requirements: ['leaf'] })).toBe(false);
  });

  it('takes lanes, allowances and dependencies over', () => {
    const lanes = new LaneLimit(3);
    const more = { dependsOn: { leaf: ['root'] }, allowed: { confirming: 5, shrinking: 4 } };
    const engine = createEngine(settings, preparation, operationOf(), { ...parts, lanes }, more);
    expect([engine.lanes, engine.allowances.confirming.left, engine.allowances.shrinking.left]).toEqual([lanes, 5, 4]);
    engine.knownFailures.add('root');
    expect(engine.knownFailures.endangers({ requirements: ['leaf'] })).toBe(true);
  });
});
