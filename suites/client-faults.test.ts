import { describe, expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import type { ReferenceClientBehaviour } from '../harness/client/reference-client/behaviour.ts';
import { correctBehaviour, referenceClient } from '../harness/client/reference-client/client.ts';
import { clientFaults } from '../harness/mutants/client/client-catalogue.ts';
import { clientVariants } from '../harness/mutants/client/client-variants.ts';
import { assembleReport } from '../reports/assemble.ts';
import type { Report } from '../reports/report.ts';
import { areOpen, clientCases, clientProperties } from './client/cases.ts';
import { requestChecks } from './client/general-checks.ts';
import { register } from './requirements/register.ts';

/** The whole report on a client of this behaviour, generated inputs included. */
async function reportOn(behaviour: ReferenceClientBehaviour, lacks: readonly string[] = []): Promise<Report> {
  const run = await runClient({
    operation: 'RevokeSecurityGroupIngress',
    plug: new InProcessAdapter({ ...referenceClient(behaviour), lacks }),
    cases: clientCases(),
    properties: clientProperties(7, 20),
    invariants: requestChecks,
    isOpen: areOpen,
    timeoutMs: 5000,
    concurrency: 4,
    reproduce: () => '',
  });
  expect(run.problem?.message).toBeUndefined();
  return assembleReport({
    register: register.requirements,
    results: run.results,
    invariantRequirements: requestChecks.map(({ requirement }) => requirement),
    suite: { name: 'ec2-conformance', version: '0', digest: '0' },
    mode: 'client',
    operation: 'RevokeSecurityGroupIngress',
    isLimited: false,
    target: { name: 'reference client' },
    startedAt: new Date(0),
    durationMs: 0,
    seed: 7,
    callsByAction: {},
    strict: true,
    events: { misconfigured: [], unreachable: [], leftBehind: [], cutShort: run.cutShort },
  });
}

function red({ requirements }: Report): readonly string[] {
  return requirements.filter(({ level, verdict }) => level !== 'OBSERVE' && verdict === 'fail').map(({ id }) => id);
}

test('the reference client conforms, SHOULD included', async () => {
  const { summary } = await reportOn(correctBehaviour);

  expect(summary.reasons).toEqual([]);
  expect(summary.exitCode).toBe(0);
});

describe('each mutant turns its requirement red and nothing unrelated', () => {
  test.each(clientFaults.map((fault) => [fault.id, fault] as const))('%s', async (_, fault) => {
    const report = await reportOn(fault.apply(correctBehaviour));

    expect([...red(report)].sort()).toEqual([fault.breaks, ...(fault.alsoBreaks ?? [])].sort());
  });
});

describe('each harmless variant conforms, SHOULD included', () => {
  test.each(clientVariants.map((one) => [one.id, one] as const))('%s', async (_, variant) => {
    const report = await reportOn(variant.apply(correctBehaviour), variant.lacks);

    expect(report.summary.reasons).toEqual([]);
    expect(report.summary.exitCode).toBe(0);
  });
});

test('there are at least 40 mutants and 15 variants, each with an id of its own', () => {
  const ids = [...clientFaults, ...clientVariants].map(({ id }) => id);

  expect(clientFaults.length).toBeGreaterThanOrEqual(40);
  expect(clientVariants.length).toBeGreaterThanOrEqual(15);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every MUST and SHOULD that binds clients alone is broken by a mutant', () => {
  const broken = new Set(clientFaults.flatMap(({ breaks, alsoBreaks: also = [] }) => [breaks, ...also]));
  const left = register.requirements.filter(
    ({ id, level, binds }) => level !== 'OBSERVE' && binds.join() === 'client' && !broken.has(id),
  );

  expect(left.map(({ id }) => id)).toEqual([]);
});
