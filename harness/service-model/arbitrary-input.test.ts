import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryInput, arbitraryOutput } from './arbitrary-input.ts';
import { decodeOutput } from './decode-output.ts';
import { encodeOutput } from './encode-output.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import { isModelObject, type ModelValue } from './model.ts';
import { valueProblems } from './value-problems.ts';

const model = loadServiceModel();
const runInstances = actionOf(model, 'RunInstances');

describe('arbitraryInput', () => {
  it('generates valid inputs of every action', () => {
    for (const action of model.actions.values()) {
      for (const input of fc.sample(arbitraryInput(action), { seed: 7, numRuns: 2 })) {
        expect(valueProblems(action.input, input), `${action.name} ${JSON.stringify(input)}`).toEqual([]);
      }
    }
  });

  it('generates the same inputs from the same seed, and others from another', () => {
    const sample = (seed: number) => fc.sample(arbitraryInput(runInstances), { seed, numRuns: 5 });

    expect(sample(7)).toEqual(sample(7));
    expect(sample(8)).not.toEqual(sample(7));
  });

  it('gives optional members down to a depth alone', () => {
    const depths = (depth: number) =>
      fc.sample(arbitraryInput(runInstances, { depth, density: 1 }), { seed: 7, numRuns: 5 }).map(depthOf);

    expect(Math.max(...depths(0))).toBeLessThan(Math.max(...depths(3)));
  });

  it('gives every member at density 1, and the required ones alone at 0', () => {
    const given = (density: number) =>
      fc
        .sample(arbitraryInput(runInstances, { density }), { seed: 7, numRuns: 1 })
        .map((input) => Object.keys(input).sort());

    expect(given(1)).toEqual([[...runInstances.input.members.keys()].sort()]);
    expect(given(0)).toEqual([['MaxCount', 'MinCount']]);
  });

  it('shrinks to the required members', () => {
    const { counterexample } = fc.check(
      fc.property(arbitraryInput(runInstances), (input) => input['KeyName'] === undefined),
      { seed: 7 },
    );

    expect(Object.keys(counterexample?.[0] ?? {}).sort()).toEqual(['KeyName', 'MaxCount', 'MinCount']);
  });
});

describe('arbitraryOutput', () => {
  it('generates outputs that a document carries unchanged', () => {
    for (const action of model.actions.values()) {
      for (const output of fc.sample(arbitraryOutput(action), { seed: 7, numRuns: 2 })) {
        const document = encodeOutput(model, action, output, 'r-1');

        expect(decodeOutput(action, document), document).toEqual({ output, requestId: 'r-1', problems: [] });
      }
    }
  });

  it('is empty where the action has no output', () => {
    expect(fc.sample(arbitraryOutput(actionOf(model, 'DeleteVpc')), 3)).toEqual([{}, {}, {}]);
  });
});

function depthOf(value: ModelValue): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depthOf));
  if (!isModelObject(value)) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((content) => (content === undefined ? 0 : depthOf(content))));
}
