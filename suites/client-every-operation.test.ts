/** One generated call of every action: the reference client passes, and each change of it fails what it breaks. */
import { expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import { isJsonList, type Json } from '../harness/client/fixture.ts';
import type { ReferenceClientBehaviour } from '../harness/client/reference-client/behaviour.ts';
import { correctBehaviour, InexpressibleInput, referenceClient } from '../harness/client/reference-client/client.ts';
import { modelBehaviour } from '../harness/client/reference-client/model-behaviour.ts';
import { everyValue } from '../harness/mutants/client/client-decoding.ts';
import { eachPair } from '../harness/mutants/client/client-encoding.ts';
import type { ClientChange } from '../harness/mutants/client/client-fault.ts';
import { loadServiceModel } from '../harness/service-model/load-model.ts';
import { everyOperationProperties } from './client/every-operation.ts';
import { requestChecks } from './client/general-checks.ts';
import { operationProperties } from './client/operation-suite.ts';

const model = loadServiceModel();
const right = modelBehaviour(correctBehaviour, model);
const seed = 20161115;

/** Results of calls of every action, or of one action in `step`. */
async function resultsOf(behaviour: ReferenceClientBehaviour, step = 1) {
  const { results, problem } = await runClient({
    ...{ operation: 'DescribeRegions', firstInputs: [{}], cases: [], invariants: requestChecks },
    adapter: new InProcessAdapter(referenceClient(behaviour)),
    properties: everyOperationProperties(model, seed).filter((_, index) => index % step === 0),
    isOpen: () => false,
    timeoutMs: 5000,
    concurrency: 1,
    reproduce: () => '',
  });
  expect(problem?.message).toBeUndefined();
  return results;
}

test('the reference client passes with every action', async () => {
  const results = await resultsOf(right);
  const failing = results.flatMap(({ id, findings }) =>
    findings.filter(({ mismatches }) => mismatches.length > 0).map((finding) => ({ id, ...finding })),
  );

  expect(results.length).toBeGreaterThan(800);
  expect(results.filter(({ verdict }) => verdict !== 'pass').map(({ id, mismatches }) => ({ id, mismatches }))).toEqual(
    [],
  );
  expect(failing).toEqual([]);
}, 120_000);

const input: readonly (readonly [string, ClientChange])[] = [
  [
    'sends filters under the name of the member',
    eachPair(([name, value]) => [[name.replace(/^Filter\./, 'Filters.'), value]]),
  ],
  [
    'sends tags of tag specifications under the name of the member',
    eachPair(([name, value]) => [[name.replace('.Tag.', '.Tags.'), value]]),
  ],
  [
    'numbers lists from 0',
    eachPair(([name, value]) => [[name.replace(/\.(\d+)(?=\.|$)/g, (_, n: string) => `.${Number(n) - 1}x`), value]]),
  ],
  [
    'keeps 32 bits of an integer',
    eachPair(([name, value]) => [[name, /^-?\d{10,}$/.test(value) ? String(Number(value) | 0) : value]]),
  ],
  ['drops false', eachPair(([name, value]) => (value === 'false' && name !== 'DryRun' ? [] : [[name, value]]))],
  [
    'drops what is in a list within a list',
    eachPair(([name, value]) => (name.split('.').length > 4 ? [] : [[name, value]])),
  ],
  [
    'sends the day of a timestamp',
    eachPair(([name, value]) => [[name, value.replace(/^(\d{4}-\d\d-\d\d)T.*Z$/, '$1')]]),
  ],
  [
    'begins a name with a small letter',
    eachPair(([name, value]) => [
      [name.replace(/\.([A-Z])/, (_, letter: string) => `.${letter.toLowerCase()}`), value],
    ]),
  ],
];

test.each(input)(
  'a client that %s fails by its input',
  async (_, change) => {
    const results = await resultsOf(change(right), 3);
    const failed = results.filter(({ verdict }) => verdict === 'fail');

    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.flatMap(({ failed: ids = [] }) => ids))).toEqual(new Set(['client-model/input']));
  },
  60_000,
);

const output: readonly (readonly [string, ClientChange])[] = [
  ['reads the first item of a list only', everyValue((value) => (Array.isArray(value) ? value.slice(0, 1) : value))],
  ['reads false for true', everyValue((value) => (value === true ? false : value))],
  ['reads a number as text of another', everyValue((value) => (typeof value === 'number' ? value + 1 : value))],
  ['cuts off white space', everyValue((value) => (typeof value === 'string' ? value.trim() : value))],
  [
    'loses a text that is not ASCII',
    everyValue((value) => (typeof value === 'string' && /[^\x00-\x7f]/.test(value) ? '' : value)),
  ],
  [
    'moves a timestamp by its zone',
    everyValue((value) =>
      typeof value === 'string'
        ? value.replace(/(?<=^\d{4}-\d\d-\d\dT)\d\d(?=:\d\d:\d\d)/, (hour) => (hour === '00' ? '01' : '00'))
        : value,
    ),
  ],
];

test.each(output)(
  'a client that %s fails by its output',
  async (_, change) => {
    const results = await resultsOf(change(right), 3);
    const failed = results.filter(({ verdict }) => verdict === 'fail');

    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.flatMap(({ failed: ids = [] }) => ids))).toEqual(new Set(['client-model/output']));
  },
  60_000,
);

const shapes: readonly (readonly [string, ClientChange])[] = [
  ['reads white space alone as an empty text', everyValue((value) => (isBlank(value) ? '' : value))],
  [
    'has floats in single precision',
    (behaviour) => {
      const single = everyValue((value) => {
        if (typeof value !== 'object' || value === null || isJsonList(value)) return value;
        const members = Object.entries(value).map(([name, one]) => [
          name,
          /^(Fixed|Usage)Price$/.test(name) ? inSingle(Number(one)) : one,
        ]);
        return Object.fromEntries(members) as Json;
      });
      const sent = eachPair(([name, value]) => [
        [
          name,
          /^-?\d+\.\d+$/.test(value) && /^(Fixed|Usage)Price$/.test(name) ? String(inSingle(Number(value))) : value,
        ],
      ]);
      return single(sent(behaviour));
    },
  ],
];

function isBlank(value: Json): boolean {
  return typeof value === 'string' && /^[ \t\r\n]+$/.test(value);
}

/** The shortest text of a float, as a number. */
function inSingle(value: number): number {
  return Number(Math.fround(value).toPrecision(8));
}

/** The first has two floats in its items, beside a double. */
const ofFloats = ['DescribeReservedInstances', 'DescribeSecurityGroups', 'CreateSecurityGroup'];

test.each(shapes)(
  'a client that %s passes',
  async (_, change) => {
    const { results } = await runClient({
      ...{ operation: 'DescribeRegions', firstInputs: [{}], cases: [], invariants: requestChecks },
      adapter: new InProcessAdapter(referenceClient(change(right))),
      properties: ofFloats.flatMap((name) => operationProperties(name, model, 7, 100)),
      ...{ isOpen: () => false, timeoutMs: 5000, concurrency: 1, reproduce: () => '' },
    });

    expect(
      results.filter(({ verdict }) => verdict !== 'pass').map(({ id, mismatches }) => ({ id, mismatches })),
    ).toEqual([]);
  },
  60_000,
);

test('a client that knows one action, or spells times and numbers in its own way, is judged by what it has', async () => {
  const one = await resultsOf({
    ...right,
    pairs: (operation, given) => {
      if (!operation.startsWith('DescribeR')) throw new InexpressibleInput(`there is no ${operation}`);
      return right.pairs(operation, given);
    },
  });
  const other = await resultsOf(
    everyValue((value) => (typeof value === 'string' ? value.replace(/(?<=T\d\d:\d\d:\d\d)Z$/, '.000+00:00') : value))(
      right,
    ),
    3,
  );

  expect(new Set(one.map(({ verdict }) => verdict))).toEqual(new Set(['not-applicable', 'pass']));
  expect(other.filter(({ verdict, mismatches }) => verdict !== 'pass' && mismatches.length > 0)).toEqual([]);
}, 60_000);
