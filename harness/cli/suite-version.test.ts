import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assembleReport } from '../../reports/assemble.ts';
import { renderConsole } from '../../reports/formats/console.ts';
import { suite } from '../../suites/revoke-ingress/suite.ts';
import { runSampleProgram } from '../../test-support/cli/sample-program.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../../test-support/reports/sample-results.ts';
import type { Case } from '../cases/case.ts';
import { InProcessAdapter } from '../client/driver/in-process-adapter.ts';
import { referenceClient } from '../client/reference-client/client.ts';
import type { OperationSuite } from '../operation/operation-suite.ts';
import { judgeClient } from './client/client-judging.ts';
import { planClientRun, suitesOfClients } from './client/client-plan.ts';
import type { Catalogue } from './context.ts';
import { selectedSuite } from './operation-option.ts';
import { buildPlan } from './run/build-plan.ts';

/** The real suite, with these requirements as if they had come with 0.2. */
function withNewer(...ids: readonly string[]): Catalogue {
  const requirements = suite.requirements.map((one) => (ids.includes(one.id) ? { ...one, since: '0.2' } : one));
  const newer: OperationSuite = { ...suite, requirements };
  return { operations: { RevokeSecurityGroupIngress: async () => newer }, versions: ['0.1', '0.2'] };
}

describe('--suite-version', () => {
  test('lists and explains no requirement that is newer', async () => {
    expect((await runSampleProgram(['list'])).out).toContain('b/two');
    expect((await runSampleProgram(['list', '--suite-version', '0.1'])).out).not.toContain('b/two');
    expect((await runSampleProgram(['explain', 'b/two'])).out).toContain('new in 0.2');
    expect(await runSampleProgram(['explain', 'b/two', '--suite-version', '0.1'])).toMatchObject({ code: 2, out: '' });
  });

  test('is refused for a version that never was', async () => {
    expect(await runSampleProgram(['list', '--suite-version', '0.7'])).toEqual({
      code: 2,
      out: '',
      error: 'ec2-conformance: There is no version "0.7" of the requirements. Give --suite-version 0.1 or 0.2.\n',
    });
  });

  test('plans every case but those that cover a newer requirement', async () => {
    const newer = ['exact-match/no-match-refused', 'dry-run/changes-nothing'];
    const asked = { operation: suite.action, suiteVersion: '0.1' };
    const options = {
      only: [],
      skip: [],
      effort: 'deep',
      maxCalls: undefined,
      mode: 'full',
      useVpc: undefined,
      useGroup: [],
    } as const;

    const held = await selectedSuite(asked, { catalogue: withNewer(...newer) });
    const plan = buildPlan(options, [held]);

    const coversNewer = ({ requirements }: Case) => requirements.some((id) => newer.includes(id));
    expect(suite.cases.some(coversNewer)).toBe(true);
    expect(plan.parts.flatMap(({ selection }) => selection.cases.map(({ id }) => id)).sort()).toEqual(
      suite.cases
        .filter((one) => !coversNewer(one))
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('leaves newer requirements out of the report, and says how many', async () => {
    const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
    const newest = 'client-encoding/nothing-added';
    const globs = { only: ['client-encoding/*'], skip: [], strict: false, seed: 1, baseline: undefined };

    const held = await suitesOfClients({ operation: suite.action, suiteVersion: '0.1' }, withNewer(newest));
    const { report } = await judgeClient(planClientRun(globs, 0, held), new InProcessAdapter(referenceClient()), {
      ...{ name: undefined, lacks: [], out, timeout: 10_000, concurrency: 4 },
      clean: (text: string) => text,
      reproduce: () => '',
      interrupted: new Promise(() => undefined),
      onStarted: () => undefined,
      onResult: () => undefined,
    });
    rmSync(out, { recursive: true });

    expect(report.suite.limitedTo).toEqual({ version: '0.1', excludedRequirements: 1 });
    expect(report.requirements.map(({ id }) => id)).not.toContain(newest);
    expect(report.requirements.length).toBeGreaterThan(5);
    expect(renderConsole(report, { colour: false })).toContain(', 1 newer than 0.1 and not asked;');
  });

  test('names the version of a requirement that came later', () => {
    const results = [sampleResult('b/two', { verdict: 'fail', requirements: ['b/two'] })];
    const register = [sampleRequirement('b/two', { since: '0.2' }), sampleRequirement('a/one')];

    const report = assembleReport(sampleInput({ register, results }));

    expect(report.requirements.map(({ since }) => since)).toEqual(['0.2', undefined]);
    expect(renderConsole(report, { colour: false })).toContain('new in    0.2');
  });
});
