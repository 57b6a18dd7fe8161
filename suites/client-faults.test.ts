import { describe, expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import type { ClientCase } from '../harness/client/fixture.ts';
import type { ReferenceClientBehaviour } from '../harness/client/reference-client/behaviour.ts';
import { correctBehaviour, referenceClient } from '../harness/client/reference-client/client.ts';
import { clientFaults } from '../harness/mutants/client/client-catalogue.ts';
import type { ClientFault } from '../harness/mutants/client/client-fault.ts';
import { clientVariants } from '../harness/mutants/client/client-variants.ts';
import { assembleReport } from '../reports/assemble.ts';
import type { Report } from '../reports/report.ts';
import { areOpen, clientCases, clientProperties } from './client/cases.ts';
import { requestChecks } from './client/general-checks.ts';
import { owners } from './client/parameter-owners.ts';
import { register } from './requirements/register.ts';

/** What a client is asked; by default everything. */
interface Asked {
  readonly lacks: readonly string[];
  /** Generated inputs. */
  readonly runs: number;
  readonly cases: readonly ClientCase[];
}

/** One in so many of the cases that a mutant has no part in; `EVERY_CASE=1` runs all of them. */
const sample = process.env['EVERY_CASE'] === undefined ? 20 : 1;

/** The cases of what a mutant breaks, and a sample of the others, another one for each mutant. */
function casesFor({ breaks, alsoBreaks = [] }: ClientFault, position: number): readonly ClientCase[] {
  const own = new Set([breaks, ...alsoBreaks]);
  if (!clientCases().some(({ requirements }) => requirements.includes(breaks))) return clientCases();
  return clientCases().filter(
    ({ requirements }, index) => requirements.some((id) => own.has(id)) || (index + position) % sample === 0,
  );
}

const generated = 'client-encoding/generated-input';

/** The whole report on a client of this behaviour, generated inputs included. */
async function reportOn(
  behaviour: ReferenceClientBehaviour,
  { lacks = [], runs = 20, cases = clientCases() }: Partial<Asked> = {},
): Promise<Report> {
  const run = await runClient({
    operation: 'RevokeSecurityGroupIngress',
    adapter: new InProcessAdapter({ ...referenceClient(behaviour), lacks }),
    cases,
    properties: clientProperties(7, runs),
    invariants: requestChecks,
    isOpen: areOpen,
    owners,
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
  test.each(clientFaults.map((fault, index) => [fault.id, fault, index] as const))('%s', async (_, fault, index) => {
    // Generated inputs are blocked where a listed case fails: they would only be made smaller.
    const runs = fault.breaks === generated ? 20 : 0;
    const report = await reportOn(fault.apply(correctBehaviour), { cases: casesFor(fault, index), runs });

    expect([...red(report)].sort()).toEqual([fault.breaks, ...(fault.alsoBreaks ?? [])].sort());
    expect(report.summary).toMatchObject({ exitCode: 1, verdict: 'does-not-conform' });
  });
});

test('a client that never gives up is not taken for one that does when the suite ends its connection', async () => {
  const persistent: ReferenceClientBehaviour = { ...correctBehaviour, tryAgain: ({ status }) => status >= 500 };
  const cases = clientCases().filter(
    ({ id }) => id === 'client-retries/gives-up' || id === 'client-errors/server-error',
  );
  const { requirements, cases: judged } = await reportOn(persistent, { cases, runs: 0 });

  expect(judged.filter(({ id }) => cases.some((one) => one.id === id)).map(({ verdict }) => verdict)).toEqual([
    'untestable',
    'untestable',
  ]);
  expect(requirements.find(({ id }) => id === 'client-retries/gives-up')?.reason?.message).toMatch(
    /^the client sent 50 requests and had not given up/,
  );
});

describe('generated inputs are judged although a SHOULD fails', () => {
  const should = clientFaults.filter(
    ({ breaks }) => breaks.startsWith('encoding/') && register.get(breaks).level === 'SHOULD',
  );

  test.each(should.map((fault) => [fault.id, fault] as const))('%s', async (_, fault) => {
    const report = await reportOn(fault.apply(correctBehaviour));

    expect(red(report)).toEqual([fault.breaks]);
    expect(report.requirements.find(({ id }) => id === generated)?.verdict).toBe('pass');
  });
});

describe('each harmless variant conforms, SHOULD included', () => {
  test.each(clientVariants.map((one) => [one.id, one] as const))('%s', async (_, variant) => {
    const report = await reportOn(
      variant.apply(correctBehaviour),
      variant.lacks === undefined ? {} : { lacks: variant.lacks },
    );

    expect(report.summary.reasons).toEqual([]);
    expect(report.summary.exitCode).toBe(0);
  });
});

test('there are at least 200 mutants and 40 variants, each with an id of its own', () => {
  const ids = [...clientFaults, ...clientVariants].map(({ id }) => id);

  expect(clientFaults.length).toBeGreaterThanOrEqual(200);
  expect(clientVariants.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every MUST and SHOULD that binds clients alone is broken by a mutant', () => {
  const broken = new Set(clientFaults.flatMap(({ breaks, alsoBreaks: also = [] }) => [breaks, ...also]));
  const left = register.requirements.filter(
    ({ id, level, binds }) => level !== 'OBSERVE' && binds.join() === 'client' && !broken.has(id),
  );

  expect(left.map(({ id }) => id)).toEqual([]);
});
