import { expect, test } from 'vitest';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { renewsRows, writeRows } from '../test-support/way-rows.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';
import { wayCases } from './revoke-ingress/ways/cases.ts';
import { buildChains, chains, interestingPairs, pairsOfRow } from './revoke-ingress/ways/rows.ts';

test('the rows show every two values that can meet', () => {
  const possible = interestingPairs();
  const shown = new Set(chains.flatMap(({ rows }) => rows).flatMap(pairsOfRow));

  expect([...possible].filter((pair) => !shown.has(pair))).toEqual([]);
});

test('the rows that are kept as data are those that are chosen', () => {
  if (renewsRows) return writeRows('revoke-ingress', buildChains());
  expect(chains).toEqual(buildChains());
});

test('the cases name each rule once, and what they say stays is given', () => {
  const ids = wayCases.map(({ id }) => id);
  const unknown = wayCases.flatMap(({ id, given, expect: responses }) =>
    responses.flatMap(({ after }) => after.filter((name) => given.main?.ingress?.[name] === undefined).map(() => id)),
  );

  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(wayCases.map(({ title }) => title)).size).toBeGreaterThan(ids.length * 0.9);
  expect(unknown).toEqual([]);
});

test('a right target passes all of them, in less than two calls for each', { timeout: 60_000 }, async () => {
  const reference = await startReference();
  try {
    const run = await runInProcess(settingsForReference(reference, 'ways'), wayCases, revokeIngressOperation);

    expect(run.results.filter(({ verdict }) => verdict !== 'pass').map(({ id, observed }) => [id, observed])).toEqual(
      [],
    );
    const calls = Object.values(run.callsByAction).reduce((sum, count) => sum + count, 0);
    expect(calls).toBeLessThan(wayCases.length * 2);
    expect(run.leftovers).toEqual([]);
  } finally {
    await reference.close();
  }
});
