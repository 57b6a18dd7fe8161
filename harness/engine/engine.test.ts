import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import type { Scene } from '../scene/scene.ts';
import { Allowance, allowancesOf, inLane, onPart } from './engine.ts';

describe('the engine of a lane', () => {
  const { engine } = shelfEngine();
  const named: string[] = [];
  const part = (name: string) => {
    named.push(name);
    return engine.scene;
  };
  const divided = { ...engine, scene: Object.assign(Object.create(engine.scene), { part }) as Scene };

  it('is that of the run for the first lane, and works on a part of its own for any other', () => {
    expect(inLane(divided, 0)).toBe(divided);
    expect(named).toEqual([]);
    const second = inLane(divided, 2);
    expect([named, second.scene]).toEqual([['lane2'], engine.scene]);
    expect(second.knownFailures).toBe(divided.knownFailures);
  });

  it('may work on a part that is named otherwise', () => {
    expect(onPart(divided, 'alone').scene).toBe(engine.scene);
    expect(named.at(-1)).toBe('alone');
  });
});

describe('an allowance', () => {
  it('is what is left of its calls; the last may go over', () => {
    const allowance = new Allowance(10);
    expect(allowance.left).toBe(10);
    allowance.spend(4);
    expect(allowance.left).toBe(6);
    allowance.spend(7);
    expect(allowance.left).toBe(-1);
  });

  it('is one for confirming and another for shrinking', () => {
    const { confirming, shrinking } = allowancesOf({ confirming: 3, shrinking: 2 });
    confirming.spend(1);
    expect([confirming.left, shrinking.left]).toEqual([2, 2]);
  });
});
