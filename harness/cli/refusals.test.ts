/** Options that would be ignored, and files that are not what a command takes: each is refused before anything is sent. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../test-support/cli/run-here.ts';

const directory = mkdtempSync(join(tmpdir(), 'refusals-'));
afterAll(() => rmSync(directory, { recursive: true }));

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** The error of a command that ends with exit code 2, where nothing listens. */
async function refusal(...args: readonly string[]): Promise<string> {
  const { code, error, out } = await runHere(args, { ...keys, AWS_ENDPOINT_URL_EC2: 'http://127.0.0.1:9' });
  expect(code, `${out}${error}`).toBe(2);
  return error;
}

function file(name: string, text: string): string {
  const path = join(directory, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('an option that would be ignored is refused', () => {
  const sweep = ['--operation', 'every-operation'] as const;

  it.each([
    [['run', '--resume'], /^ec2-conformance: --resume belongs to --operation every-operation\. Give that too/],
    [['run', '--disposable'], /--disposable belongs to/],
    [['run', '--account-settings'], /--account-settings belongs to/],
    [['plan', '--account-settings'], /--account-settings belongs to/],
    [['run', ...sweep, '--use-vpc', 'vpc-1'], /--use-vpc has no effect with --operation every-operation/],
    [['plan', ...sweep, '--use-group', 'sg-1'], /--use-group has no effect/],
    [['plan', ...sweep, '--suite-version', '0.1'], /--suite-version has no effect/],
    [['list', ...sweep, '--suite-version', '0.1'], /--suite-version has no effect/],
    [['explain', ...sweep, '--suite-version', '0.1', 'x/*'], /--suite-version has no effect/],
    [
      ['run', '--replay', 'here', '--endpoint', 'http://127.0.0.1:9'],
      /--replay sends nothing, so --endpoint has no effect/,
    ],
    [['run', '--quiet', '--verbose'], /Give one of them/],
    [['client', '--quiet', '--verbose', '--', 'true'], /Give one of them/],
    [['client', '--export', 'there', '--', 'true'], /--export runs nothing/],
    [['report', 'here', '--to', 'html', '--verbose'], /--verbose is for the console/],
  ])('%j', async (args, message) => {
    expect(await refusal(...args)).toMatch(message);
  });
});

describe('a file that is something else is called what it is not', () => {
  const empty = file('empty.http', '');
  const object = file('object.json', '{}');
  const prose = file('prose.txt', 'hello world\n');

  it.each([
    [['report', object], /object\.json is no report: it has no schemaVersion/],
    [['compare', object, object], /is no report: it has no schemaVersion/],
    [['run', '--baseline', object], /is no list of known failures: it has no "mode"/],
    [['client', '--baseline', object, '--', 'true'], /is no list of known failures/],
    [['verify', empty], /empty\.http" is empty\. Give a file with the bytes of one/],
    [['verify', object], /object\.json" holds no HTTP request/],
    [['verify', prose], /holds no HTTP request/],
    [['report', file('events.ndjson', 'null\n{}\n')], /has no event on line 1/],
    [['sweep', '--out', object], /object\.json" is a file\. Give the directory/],
    [['replay', object], /object\.json/],
    [['run', '--replay', object], /object\.json/],
  ])('%j', async (args, message) => {
    expect(await refusal(...args, ...(args[0] === 'run' ? ['--out', directory] : []))).toMatch(message);
  });

  it('unless it is a request with a mistake', async () => {
    const { code } = await runHere(['verify', file('cut.http', 'POST / HTTP/1.1\r\nHost: a')], keys);

    expect(code).toBe(1);
  });
});

describe('plan', () => {
  it.each([
    [
      ['--operation', 'RevokeSecurityGroupIngres'],
      /There is no operation "RevokeSecurityGroupIngres" to test\. Did you mean/,
    ],
    [['--only', 'errors/nothing-such'], /matches no requirement and no case/],
    [['--operation', 'every-operation', '--only', 'DescribeNothing'], /matches no requirement and no action/],
    [[], /There is no endpoint to plan for/],
  ])('looks at names first, then for the endpoint that its help asks for: %j', async (args, message) => {
    const { code, error } = await runHere(['plan', ...args]);
    const { out } = await runHere(['plan', '--help']);

    expect([code, error]).toStrictEqual([2, expect.stringMatching(message)]);
    expect(out).toContain('the server to plan for; default: AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL\n');
  });
});
