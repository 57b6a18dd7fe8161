import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allCommands, catalogue } from '../command-list.ts';
import type { Context } from '../context.ts';
import { runProgram } from '../program.ts';

const commands = await allCommands();

const directory = mkdtempSync(join(tmpdir(), 'plan-'));
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const distant = 'https://ec2.eu-west-1.amazonaws.com';

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function ec2Conformance(args: readonly string[], overrides: Partial<Context> = {}) {
  let out = '';
  let error = '';
  const code = await runProgram(
    args,
    { commands, version: '0.0.0' },
    {
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (error += text) },
      environment: keys,
      catalogue,
      interrupted: async () => undefined,
      ...overrides,
    },
  );
  return { code, out, error };
}

describe('plan', () => {
  it('says what is created, called, needed and what it costs', async () => {
    const { code, out } = await ec2Conformance(['plan', '--endpoint', distant]);

    expect(code).toBe(0);
    expect(out).toMatch(/^Plan for https:\/\/ec2\.eu-west-1\.amazonaws\.com\/ \(region eu-west-1\)\n/);
    expect(out).toMatch(/creates {3}about 1 VPC, \d+ security groups, 1 managed prefix list; named ec2-conformance-/);
    expect(out).toMatch(/existing groups, the default group among them, are not touched/);
    expect(out).toMatch(/^ +\d+ {2}RevokeSecurityGroupIngress$/m);
    expect(out).toMatch(/duration {2}about \d+ (seconds|minutes), under EC2's documented limits/);
    expect(out).toMatch(/cost {6}none/);
  });

  it('needs no keys, asks nobody, and takes longer under the documented limits than the buckets hold', async () => {
    const { code, out } = await ec2Conformance(['plan', '--endpoint', distant, '--json'], { environment: {} });
    const plan = JSON.parse(out) as { seconds: number; calls: { total: number; byAction: Record<string, number> } };

    expect(code).toBe(0);
    const revokes = plan.calls.byAction['RevokeSecurityGroupIngress'] ?? 0;
    expect(revokes).toBeGreaterThan(50);
    // A bucket of 50 and 5 more a second: facts throttling-01.
    expect(plan.seconds).toBeGreaterThanOrEqual((revokes - 50) / 5);
  });

  it('prints the least policy: actions by name, one region, deletions of what bears the tag', async () => {
    const { out } = await ec2Conformance(['plan', '--endpoint', distant, '--json']);
    const { policy } = JSON.parse(out) as {
      policy: { Statement: { Sid: string; Action: string[]; Condition: Record<string, Record<string, unknown>> }[] };
    };
    const [ask, tag, remove] = policy.Statement;

    expect(ask?.Action).toContain('ec2:RevokeSecurityGroupIngress');
    expect(ask?.Action.filter((action) => action.includes('*') || action.includes('Delete'))).toStrictEqual([]);
    expect(ask?.Condition).toStrictEqual({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } });
    expect(tag?.Action).toStrictEqual(['ec2:CreateTags']);
    expect(remove?.Action.sort()).toStrictEqual([
      'ec2:DeleteManagedPrefixList',
      'ec2:DeleteSecurityGroup',
      'ec2:DeleteVpc',
    ]);
    expect(remove?.Condition).toMatchObject({ Null: { 'aws:ResourceTag/ec2-conformance:run': 'false' } });
  });

  it('lets groups without the tag be deleted where cases create groups', async () => {
    const { out } = await ec2Conformance([
      ...['plan', '--endpoint', distant, '--operation', 'CreateSecurityGroup', '--json'],
    ]);
    const { policy } = JSON.parse(out) as { policy: { Statement: { Sid: string; Action: string[] }[] } };
    const [ask, , remove] = policy.Statement;

    expect(ask?.Action).toContain('ec2:CreateSecurityGroup');
    expect(ask?.Action.filter((action) => action.includes('Delete'))).toStrictEqual(['ec2:DeleteSecurityGroup']);
    expect(remove?.Action.sort()).toStrictEqual(['ec2:DeleteManagedPrefixList', 'ec2:DeleteVpc']);
  });

  it('creates nothing in safe mode', async () => {
    const args = ['plan', '--endpoint', distant, '--mode', 'safe', '--use-group', 'sg-0123456789abcdef0'];

    const { out } = await ec2Conformance(args);

    expect(out).toMatch(/creates {3}nothing\n/);
    expect(out).not.toMatch(/Create|Authorize|Delete/);
    expect(out).toMatch(/RevokeSecurityGroupIngress/);
  });

  it('says whose rules it changes where groups are named, and creates nothing there', async () => {
    const { out } = await ec2Conformance(['plan', '--endpoint', distant, '--use-group', 'sg-0123456789abcdef0']);

    expect(out).toMatch(/creates {3}nothing\n/);
    expect(out).toMatch(
      /changes {3}the ingress rules of sg-0123456789abcdef0, none of which stays; other existing groups/,
    );
    expect(out).not.toMatch(/Create|Delete|Egress/);
  });

  it('creates no VPC where one is named', async () => {
    const { out } = await ec2Conformance(['plan', '--endpoint', distant, '--use-vpc', 'vpc-0123456789abcdef0']);

    expect(out).toMatch(/creates {3}about \d+ security groups/);
    expect(out).not.toMatch(/Vpc$/m);
  });

  it.each([
    [['plan'], /There is no endpoint to plan for/],
    [['plan', '--endpoint', distant, '--mode', 'safe'], /--mode safe takes one --use-group ID/],
    [['plan', '--endpoint', distant, '--use-group', 'sg-1', '--use-vpc', 'vpc-1'], /Give one of them/],
  ])('refuses %j', async (args, message) => {
    const { code, error } = await ec2Conformance(args, { environment: {} });

    expect([code, error]).toStrictEqual([2, expect.stringMatching(message)]);
  });
});

describe('run on an endpoint that is not on this machine', () => {
  const args = ['run', '--endpoint', distant, '--out', directory];

  it('shows the plan and starts nothing where nobody can be asked', async () => {
    const { code, out, error } = await ec2Conformance(args);

    expect(out).toMatch(/^Plan for https:\/\/ec2\.eu-west-1/);
    expect([code, error]).toStrictEqual([
      2,
      'ec2-conformance: There is no terminal to ask whether to start testing https://ec2.eu-west-1.amazonaws.com/. Give --yes to do it without asking.\n',
    ]);
  });

  it('starts nothing when the person at the terminal says no', async () => {
    const questions: string[] = [];

    const { code } = await ec2Conformance(args, {
      ask: async (question) => {
        questions.push(question);
        return '';
      },
    });

    expect(code).toBe(3);
    expect(questions).toStrictEqual(['Start testing https://ec2.eu-west-1.amazonaws.com/? [y/N] ']);
  });
});
