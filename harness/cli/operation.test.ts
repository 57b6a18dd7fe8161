import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { outboundFaults } from '../mutants/egress/egress.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { withFaults } from './commands/serve.ts';

const outbound = ['--operation', 'RevokeSecurityGroupEgress'];
const directory = mkdtempSync(join(tmpdir(), 'operation-'));

let faulty: Reference;

beforeAll(async () => {
  faulty = await startReference({ behaviour: withFaults(['first-rule-not-found'], outboundFaults) });
});

afterAll(async () => {
  await faulty.close();
  rmSync(directory, { recursive: true });
});

function reportIn(out: string): Report {
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

describe('--operation', () => {
  it('tests that operation alone, and the report says which', async () => {
    const out = join(directory, 'right');

    const { code } = await runHere(['run', ...outbound, '--effort', 'smoke', '--quiet', '--out', out]);

    const report = reportIn(out);
    expect(code).toBe(0);
    expect(report.operations).toEqual(['RevokeSecurityGroupEgress']);
    expect(report.calls.byAction).toHaveProperty('RevokeSecurityGroupEgress');
    expect(report.calls.byAction).not.toHaveProperty('RevokeSecurityGroupIngress');
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('RevokeSecurityGroupEgress');
  });

  it('is kept in the file of a failed case, which is sent again by it', async () => {
    const out = join(directory, 'wrong');
    const asked = ['--only', 'egress-match/default-rule', '--endpoint', faulty.endpoint.href];

    const { code } = await runHere(['run', ...outbound, ...asked, '--quiet', '--out', out]);
    const [file = 'none'] = readdirSync(join(out, 'cases'));
    const again = await runHere(['replay', join(out, 'cases', file)]);
    const fixed = await runHere(['replay', join(out, 'cases', file), '--endpoint', 'embedded']);

    const [failed] = reportIn(out).cases.filter(({ verdict }) => verdict === 'fail');
    expect(code).toBe(1);
    expect(failed?.reproduce.command).toContain('--operation RevokeSecurityGroupEgress');
    expect(again.out).toMatch(/^STILL FAILS {2}egress-match\/default-rule:/);
    expect(fixed.out).toMatch(/^FIXED {2}egress-match\/default-rule:/);
  });

  it('is kept in a recording, which is judged again by it', async () => {
    const [recording, out] = [join(directory, 'recording'), join(directory, 'replayed')];
    const asked = ['--only', 'egress-match/default-rule', '--endpoint', faulty.endpoint.href, '--quiet'];

    await ec2Conformance(['run', ...outbound, ...asked, '--record', recording, '--out', join(directory, 'recorded')]);
    const { code } = await ec2Conformance(['run', '--replay', recording, '--quiet', '--out', out]);

    expect(code).toBe(1);
    expect(reportIn(out).operations).toEqual(['RevokeSecurityGroupEgress']);
  });

  it('lists what is asked of the operation, and explains it', async () => {
    const { out: listed } = await runHere(['list', ...outbound]);
    const { out: explained } = await runHere(['explain', 'response/success-root', ...outbound]);

    expect(listed).toContain('egress-match/default-rule');
    expect(listed).not.toContain('exact-match/');
    expect(explained).toContain('RevokeSecurityGroupEgressResponse');
  });

  it('plans and sends requests of the operation', async () => {
    const planned = await runHere(['plan', ...outbound, '--endpoint', 'http://127.0.0.1:9', '--json']);
    const sent = await runHere(['send', ...outbound, 'GroupId=sg-0123456789abcdef0', 'DryRun=true']);

    const { byAction } = (JSON.parse(planned.out) as { readonly calls: { readonly byAction: object } }).calls;
    expect(byAction).toHaveProperty('RevokeSecurityGroupEgress');
    expect(byAction).not.toHaveProperty('RevokeSecurityGroupIngress');
    expect(sent.out).toContain('Action=RevokeSecurityGroupEgress');
  });

  it('is refused with the operations there are when it is none of them', async () => {
    expect(await runHere(['run', '--operation', 'RevokeSecurityGroup'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('RevokeSecurityGroupIngress or RevokeSecurityGroupEgress') as string,
    });
  });
});
