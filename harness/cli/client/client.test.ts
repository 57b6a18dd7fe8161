import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../../reports/report.ts';
import { catalogue } from '../command-list.ts';
import type { Context } from '../context.ts';
import { runProgram } from '../program.ts';
import { clientCommand } from './client.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function client(...args: readonly string[]) {
  const words = { stdout: '', stderr: '' };
  const context: Context = {
    stdout: { write: (text) => (words.stdout += text) },
    stderr: { write: (text) => (words.stderr += text) },
    environment: process.env,
    catalogue,
    interrupted: () => new Promise(() => undefined),
  };
  const exitCode = await runProgram(['client', ...args], { commands: [clientCommand], version: '0' }, context);
  return { exitCode, ...words };
}

/** A command that posts its input as a form without signing it, and reports what status 200 promises. */
function unsignedTool(): readonly string[] {
  const path = join(folder, 'tool.mjs');
  writeFileSync(
    path,
    `const input = JSON.parse(process.argv[2] ?? '{}');
const action = process.argv[3] ?? 'RevokeSecurityGroupIngress';
if (process.env.ONLY !== undefined && action !== process.env.ONLY) {
  console.log('{"type": "unsupported", "message": "there is no such call"}');
  process.exit();
}
const form = new URLSearchParams({ Action: action, Version: '2016-11-15', ...input });
const response = await fetch(process.env.AWS_ENDPOINT_URL_EC2, { method: 'POST', body: form });
if (response.ok) console.log('{"Return": true}');
else { console.error('An error occurred (InvalidPermission.NotFound) when calling the Revoke operation: gone'); process.exitCode = 254; }`,
  );
  return [process.execPath, path, '{json}'];
}

describe('client', () => {
  test('judges a command, writes the reports and exits with the code of the verdict', async () => {
    const out = join(folder, 'out');
    const { exitCode, stdout } = await client(
      '--out',
      out,
      '--runs',
      '0',
      '--only',
      'client-encoding/nothing-added',
      '--',
      ...unsignedTool(),
    );
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Testing node v\d+[^\n]* with 2 cases\./);
    expect(stdout).toMatch(/does not conform\n$/);
    expect(report.mode).toBe('client');
    expect(report.cases.find(({ id }) => id === 'client-encoding/nothing-added')?.verdict).toBe('pass');
    expect(report.cases.find(({ id }) => id === 'client-encoding/permission-alone')?.verdict).toBe('fail');
  }, 60_000);

  test('gives no report when nothing could be judged', async () => {
    const out = join(folder, 'out');
    const { exitCode, stderr } = await client('--out', out, '--', join(folder, 'absent'));

    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/ENOENT/);
    expect(existsSync(join(out, 'report.json'))).toBe(false);
  });

  test.each([
    [[], 'needs a COMMAND'],
    [
      ['--lacks', 'Ipv6Ranges', '--', 'x'],
      '--lacks Ipv6Ranges is no member of RevokeSecurityGroupIngress. Did you mean IpPermissions.Ipv6Ranges?',
    ],
    [['--lacks', 'SecurityGroupRulIds', '--', 'x'], 'Did you mean SecurityGroupRuleIds?'],
    [['--only', 'signing/no-such', '--', 'x'], 'matches no requirement and no case that is about clients'],
    [['--only', 'state/*', '--', 'x'], 'matches no requirement and no case that is about clients'],
  ] as const)('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await client(...args);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('reaches the client by another name, and prints commands that keep the options', async () => {
    const out = join(folder, 'out');
    const args = ['--out', out, '--runs', '0', '--host', 'localhost', '--lacks', 'DryRun', '--timeout', '20000'];
    await client(...args, '--only', 'client-encoding/permission-alone', '--', ...unsignedTool());
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    const failed = report.cases.find(({ id }) => id === 'client-encoding/permission-alone');

    expect(failed?.exchanges[0]?.request).toMatch(/^host: localhost:\d+$/im);
    expect(failed?.reproduce.command).toContain('--lacks DryRun --host localhost --timeout 20000 -- ');
  }, 60_000);

  test('judges a call of any action by the service model', async () => {
    const out = join(folder, 'out');
    const only = ['--only', 'client-model/create-tags'];
    const args = ['--operation', 'every-operation', '--out', out, ...only];
    const { stdout } = await client(...args, '--', ...unsignedTool(), '{action}');
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    const cases = report.cases.filter(({ id }) => /create-tags$/.test(id));

    expect(stdout).toMatch(/^Testing node v\d+[^\n]* with 1 cases\./);
    expect(cases.map(({ verdict, requirements }) => [verdict, ...requirements])).toEqual([
      ['fail', 'client-model/input', 'client-model/output'],
    ]);
    expect(cases[0]?.reproduce.command).toContain('--operation every-operation');
  }, 60_000);

  test('judges several operations, each by itself; one that the client does not have is not applicable', async () => {
    const out = join(folder, 'out');
    const args = ['--operation', 'DescribeSecurityGroups,RevokeSecurityGroupEgress', '--out', out, '--runs', '0'];
    process.env['ONLY'] = 'RevokeSecurityGroupEgress';
    const { stdout } = await client(
      ...args,
      '--only',
      'client-errors/bad-request',
      '--',
      ...unsignedTool(),
      '{action}',
    );
    delete process.env['ONLY'];
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;

    expect(stdout).toMatch(/^Testing node v\d+[^\n]* with \d+ cases\./);
    expect(report.summary.operations.map(({ operation }) => operation)).toEqual([
      'RevokeSecurityGroupEgress',
      'DescribeSecurityGroups',
    ]);
    const verdicts = report.cases
      .filter(({ kind }) => kind === 'fixture')
      .map((one) => `${one.operation} ${one.verdict}`);

    expect(new Set(verdicts)).toEqual(
      new Set(['RevokeSecurityGroupEgress fail', 'DescribeSecurityGroups not-applicable']),
    );
    expect(report.cases.find(({ verdict }) => verdict === 'not-applicable')?.reason?.message).toContain(
      'there is no such call',
    );
  }, 60_000);

  test('tells a tool that makes one kind of call that several need a placeholder', async () => {
    const { exitCode, stderr } = await client('--operation', 'security-group-rules', '--', ...unsignedTool());

    expect(exitCode).toBe(2);
    expect(stderr).toContain('Write {operation} or {action} into it');
  });

  test('exports its cases in three shapes', async () => {
    const { exitCode, stdout } = await client('--export', folder);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const lines = read('cases.ndjson').trimEnd().split('\n');
    const requests = JSON.parse(read('http-request-tests.json')) as readonly Record<string, unknown>[];
    const responses = JSON.parse(read('http-response-tests.json')) as readonly Record<string, unknown>[];

    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(lines.length).toBeGreaterThan(130);
    expect(lines.map((line) => (JSON.parse(line) as { readonly id: string }).id)).toContain('client-encoding/plus');
    expect(requests.find(({ id }) => id === 'ClientEncodingPlus')).toMatchObject({
      protocol: 'aws.protocols#ec2Query',
      method: 'POST',
      uri: '/',
      body: expect.stringContaining('IpPermissions.1.IpRanges.1.Description=a%2Bb'),
    });
    expect(responses.find(({ id }) => id === 'ClientResponseReturn')).toMatchObject({
      code: 200,
      params: { Return: true },
    });
    expect(responses.every(({ id }) => /^\w+$/.test(String(id)))).toBe(true);
  });
});
