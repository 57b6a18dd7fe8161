import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { CaptureEndpoint } from './capture.ts';
import { InProcessAdapter } from './driver/in-process-adapter.ts';
import type { ClientCase } from './fixture.ts';
import { revokeInput } from './inputs.ts';
import { loadClientCases } from './load-client-fixtures.ts';
import { clientProperty, expectedWire } from './property.ts';
import type { ReferenceClientBehaviour } from './reference-client/behaviour.ts';
import { correctBehaviour, referenceClient } from './reference-client/client.ts';

/** The property's result on a client of this behaviour. */
async function judged(behaviour: ReferenceClientBehaviour, runs = 300) {
  const endpoint = await CaptureEndpoint.open();
  const property = clientProperty({
    id: 'test/generated',
    title: 'any input arrives',
    requirements: ['test/generated'],
    operation: 'RevokeSecurityGroupIngress',
    inputs: revokeInput(),
    seed: 5,
    runs,
  });
  const client = { name: 'little', lacks: [] };
  const adapter = new InProcessAdapter(referenceClient(behaviour));
  const engine = { adapter, client, invariants: [], timeoutMs: 2000, isOpen: () => false, reproduce: () => '' };
  const result = await property.run(engine, endpoint);
  await endpoint.close();
  return result;
}

test('the wire form of every fixture is what the model makes of its input', () => {
  const isOfModel = ({ id, mayRefuse }: ClientCase) => mayRefuse !== true && id !== 'client-encoding/impossible-member';
  const forms = loadClientCases()
    .filter(isOfModel)
    .flatMap(({ id, operation, input = {}, wire, alternatives = [] }) =>
      [{ input, wire }, ...alternatives].map((form, index) => ({ id: `${id} ${index}`, operation, ...form })),
    )
    .filter(({ wire }) => wire !== undefined);
  const computed = Object.fromEntries(forms.map(({ id, operation, input }) => [id, expectedWire(operation, input)]));
  const written = Object.fromEntries(forms.map(({ id, wire }) => [id, wire]));

  expect(computed).toEqual(written);
});

test('generated inputs are the same for the same seed', () => {
  const one = fc.sample(revokeInput(), { seed: 3, numRuns: 20 });

  expect(fc.sample(revokeInput(), { seed: 3, numRuns: 20 })).toEqual(one);
  expect(new Set(one.map((input) => JSON.stringify(input))).size).toBeGreaterThan(15);
});

test('a correct client holds', async () => {
  const result = await judged(correctBehaviour, 40);

  expect(result).toMatchObject({ kind: 'property', verdict: 'pass', observed: 'held over 40 inputs' });
});

test('the smallest failing call is shown: a list past nine', async () => {
  const result = await judged({
    ...correctBehaviour,
    pairs: (operation, input) =>
      correctBehaviour.pairs(operation, input).filter(([name]) => name !== 'SecurityGroupRuleId.10'),
  });
  const input = JSON.parse(result.sent.replace(/^\w+ /, '')) as Record<string, readonly string[]>;

  expect(result.verdict).toBe('fail');
  expect(Object.keys(input)).toEqual(['GroupId', 'SecurityGroupRuleIds']);
  expect(input['SecurityGroupRuleIds']).toHaveLength(10);
});

test('the smallest failing call is shown: one character', async () => {
  const result = await judged({
    ...correctBehaviour,
    form: (pairs) => correctBehaviour.form(pairs).replaceAll('%7E', '~').replaceAll('%26', '&'),
  });

  expect(result.verdict).toBe('fail');
  expect(result.mismatches.length).toBeGreaterThan(0);
  expect(result.sent.length).toBeLessThan(300);
});

test('every message of the protocol that the adapters are written to is of the form of its schema', () => {
  const path = join(packageRoot(), 'fixtures', 'schema', 'driver-protocol.schema.json');
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')) as object);
  const documented = readFileSync(join(packageRoot(), 'docs', 'driver-protocol.md'), 'utf8');
  const lines = [...documented.matchAll(/^[→←] (\{.*\})$/gm)].map(([, line]) => JSON.parse(line ?? '') as unknown);

  expect(lines).toHaveLength(7);
  expect(lines.filter((line) => !validate(line))).toEqual([]);
  expect(validate({ seq: 1, type: 'result' })).toBe(false);
});
