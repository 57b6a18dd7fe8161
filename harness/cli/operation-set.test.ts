import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { totalCalls } from '../checks/call-counts.ts';
import { outboundFaults } from '../mutants/egress/egress.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { catalogue } from './command-list.ts';
import { withFaults } from './commands/serve.ts';
import { selectedSuites } from './operation-option.ts';
import { buildPlan } from './run/build-plan.ts';
import { generatedCallsOf } from './run/run-plan.ts';

const directory = mkdtempSync(join(tmpdir(), 'operations-'));
const both = ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'];

let faulty: Reference;

beforeAll(async () => {
  faulty = await startReference({ behaviour: withFaults(['first-rule-not-found'], outboundFaults) });
});

afterAll(async () => {
  await faulty.close();
  rmSync(directory, { recursive: true });
});

async function named(operation: string): Promise<readonly string[]> {
  const suites = await selectedSuites({ operation, suiteVersion: undefined }, { catalogue });
  return suites.map(({ suite }) => suite.action);
}

function reportIn(out: string): Report {
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

describe('the operations that --operation names', () => {
  it('are those of a name, of a glob, of several parts, each once', async () => {
    expect(await named('RevokeSecurityGroupEgress')).toEqual(['RevokeSecurityGroupEgress']);
    expect(await named('RevokeSecurityGroup*')).toEqual(both);
    expect(await named('RevokeSecurityGroupEgress, Revoke*Ingress,RevokeSecurityGroupEgress')).toEqual(both);
  });

  it('are all of a set', async () => {
    expect(await named('security-group-rules')).toEqual(catalogue.sets?.['security-group-rules']);
    expect(await named('security-group-rules')).toEqual(expect.arrayContaining(both));
  });

  it('are refused where there is none, with the nearest names', async () => {
    await expect(named('RevokeSecurityGroup')).rejects.toThrow(
      /no operation "RevokeSecurityGroup" to test\. Did you mean RevokeSecurityGroup(In|E)gress.* or RevokeSecurityGroup(In|E)gress\?/,
    );
    await expect(named('revokesecuritygroupegres')).rejects.toThrow(/Did you mean RevokeSecurityGroupEgress/);
    await expect(named('Run*')).rejects.toThrow(/No operation is called like "Run\*"/);
    await expect(named('')).rejects.toThrow(/There is no operation/);
  });
});

describe('the plan of all operations on rules', () => {
  const options = { only: [], skip: [], maxCalls: undefined, mode: 'full', useVpc: undefined, useGroup: [] } as const;

  it.each([
    ['smoke', 400],
    ['default', 4000],
  ] as const)('keeps to its calls at %s effort', async (effort, most) => {
    const suites = await selectedSuites({ operation: 'security-group-rules', suiteVersion: undefined }, { catalogue });

    const plan = buildPlan({ ...options, effort }, suites);

    expect(totalCalls(plan.estimate) + generatedCallsOf(plan)).toBeLessThanOrEqual(most);
  });

  it('has a case of every MUST and SHOULD that is asked of each operation by itself', async () => {
    const suites = await selectedSuites({ operation: 'security-group-rules', suiteVersion: undefined }, { catalogue });
    const asks = (wanted: typeof suites) =>
      buildPlan({ ...options, effort: 'default' }, wanted).parts.flatMap(({ operation, selection }) =>
        operation.requirements
          .filter(({ id, level }) => level !== 'OBSERVE' && selection.requirements.has(id))
          .map(({ id }) => `${operation.action}/${id}`),
      );

    expect(asks(suites)).toEqual(expect.arrayContaining(suites.flatMap((one) => asks([one]))));
  });
});

describe('a run of several operations', () => {
  it('has one budget, one report and a verdict for each', async () => {
    const out = join(directory, 'both');
    const asked = ['--operation', both.join(','), '--effort', 'smoke'];

    const { code, out: printed } = await runHere(['run', ...asked, '--endpoint', faulty.endpoint.href, '--out', out]);

    const report = reportIn(out);
    expect(code).toBe(1);
    expect(report.operations).toEqual(both);
    expect(report.summary.operations.map(({ operation, verdict }) => [operation, verdict])).toEqual([
      ['RevokeSecurityGroupIngress', 'conforms'],
      ['RevokeSecurityGroupEgress', 'does-not-conform'],
    ]);
    expect(report.calls.total).toBeLessThanOrEqual(400);
    expect(report.calls.byAction['CreateVpc']).toBe(1);
    expect(printed).toMatch(/RevokeSecurityGroupEgress: .*: does not conform/);
    expect(readFileSync(join(out, 'operations.md'), 'utf8')).toContain('egress-match/default-rule');
  });

  it('is read again from its events', async () => {
    const out = join(directory, 'both');

    const { out: text } = await runHere(['report', join(out, 'events.ndjson'), '--to', 'json']);

    const again = JSON.parse(text) as Report;
    expect(again.summary.operations).toEqual(reportIn(out).summary.operations);
    expect(again.requirements).toEqual(reportIn(out).requirements);
  });

  it('selects in all of them, and leaves out those of which nothing is selected', async () => {
    const out = join(directory, 'some');
    const asked = ['--operation', 'security-group-rules', '--only', 'egress-match/default-rule'];

    await runHere(['run', ...asked, '--quiet', '--out', out]);

    expect(reportIn(out).operations).toEqual(['RevokeSecurityGroupEgress']);
  });

  it('is for one operation alone where a command takes no more', async () => {
    const { code, error } = await runHere(['explain', 'encoding/post-form', '--operation', 'Revoke*']);

    expect(code).toBe(2);
    expect(error).toContain('names 2 operations');
  });
});
