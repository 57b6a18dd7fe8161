import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../wire/message.ts';
import { encodeForm, type Pair } from '../../wire/query.ts';
import { type SignOptions, sign } from '../../wire/signing/sign.ts';
import type { Context } from '../context.ts';
import { runProgram } from '../program.ts';
import { verifyCommand } from './verify.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const keys = { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey };
const plain: readonly Pair[] = [
  ['Action', 'RevokeSecurityGroupIngress'],
  ['Version', '2016-11-15'],
  ['GroupId', 'sg-1'],
];
const params = { GroupId: 'sg-1' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function post(pairs: readonly Pair[] = plain): HttpRequest {
  const body = Buffer.from(encodeForm(pairs));
  const headers = [
    ['Host', 'ec2.eu-west-1.amazonaws.com'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', String(body.length)],
  ] as const;
  return { method: 'POST', target: '/', headers, body };
}

function signed(request: HttpRequest, change: Partial<SignOptions> = {}): HttpRequest {
  const date = new Date('2015-08-30T12:36:00Z');
  return sign(request, { credentials, region: 'eu-west-1', service: 'ec2', date, place: 'header', ...change });
}

function write(name: string, { method, target, headers, body }: HttpRequest, input?: object): string {
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([field, value]) => `${field}: ${value}`)];
  const path = join(folder, `${name}.http`);
  writeFileSync(path, Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  if (input !== undefined) writeFileSync(join(folder, `${name}.params.json`), JSON.stringify(input));
  return path;
}

async function verify(args: readonly string[], environment: Context['environment'] = keys) {
  const words = { stdout: '', stderr: '' };
  const context: Context = {
    stdout: { write: (text) => (words.stdout += text) },
    stderr: { write: (text) => (words.stderr += text) },
    environment,
    catalogue: { operations: {}, versions: [] },
    interrupted: () => new Promise(() => undefined),
  };
  const exitCode = await runProgram(['verify', ...args], { commands: [verifyCommand], version: '0' }, context);
  return { exitCode, ...words };
}

/** The two verdicts of one file with its input beside it. */
async function verdicts(request: HttpRequest, input: object = params) {
  write('one', request, input);
  const { stdout, exitCode } = await verify(['--json', folder]);
  const { signature, encoding } = JSON.parse(stdout) as {
    readonly signature: { readonly verdict: string; readonly stage?: string; readonly explanation?: string };
    readonly encoding: { readonly verdict: string; readonly problems: readonly string[] };
  };
  return { signature, encoding, exitCode };
}

describe('verify', () => {
  test('passes a right request, years after its date', async () => {
    const { signature, encoding, exitCode } = await verdicts(signed(post()));

    expect(signature).toEqual({ verdict: 'pass', scheme: 'SigV4' });
    expect(encoding).toEqual({ verdict: 'pass', problems: [] });
    expect(exitCode).toBe(0);
  });

  test('passes a presigned GET', async () => {
    const get = {
      method: 'GET',
      target: `/?${encodeForm(plain)}`,
      headers: post().headers.slice(0, 1),
      body: Buffer.alloc(0),
    };
    const { signature, encoding } = await verdicts(signed(get, { place: 'query' }));

    expect(signature).toEqual({ verdict: 'pass', scheme: 'SigV4 presigned' });
    expect(encoding.verdict).toBe('pass');
  });

  test.each([
    ['credential-scope', signed(post(), { region: 'us-east-1' })],
    ['credential-scope', signed(post(), { service: 's3' })],
    ['access-key', signed(post(), { credentials: { ...credentials, accessKeyId: 'AKIDOTHER' } })],
    ['signature', signed(post(), { credentials: { ...credentials, secretAccessKey: 'another' } })],
    ['signature', { ...signed(post()), body: Buffer.from(`${encodeForm(plain.slice(0, 2))}&GroupId=sg-2`) }],
    ['request', { ...post(), method: 'NO METHOD' }],
  ] as const)('fails at the stage %s', async (stage, request) => {
    const { signature, exitCode } = await verdicts(request, {});

    expect(signature).toMatchObject({ verdict: 'fail', stage });
    expect(exitCode).toBe(1);
  });

  test('says under which usual mistake a signature fits', async () => {
    const { headers, ...rest } = post();
    const unported = signed({ ...rest, headers });
    const ported = unported.headers.map(([name, value]) => [name, name === 'Host' ? `${value}:443` : value] as const);
    const { signature } = await verdicts({ ...unported, headers: ported });

    expect(signature.explanation).toContain('the signature fits a Host without the port');
  });

  test('names an unsigned request, Signature Version 2 and an old version for what they are', async () => {
    const version2: readonly Pair[] = [
      ...plain,
      ['AWSAccessKeyId', 'AKIDEXAMPLE'],
      ['SignatureMethod', 'HmacSHA256'],
      ['Signature', 'ZmFrZQ=='],
    ];
    const old = plain.map(([name, value]): Pair => [name, name === 'Version' ? '2014-10-01' : value]);

    expect((await verdicts(post())).signature.verdict).toBe('unsigned');
    expect((await verdicts(post(version2))).signature.verdict).toBe('legacy');
    expect((await verdicts(post(version2))).encoding.verdict).toBe('pass');
    expect((await verdicts(signed(post(old)))).encoding.verdict).toBe('legacy');
  });

  test.each([
    [[['SecurityGroupRuleId.0', 'a']], 'list: expected the elements'],
    [[['GroupId', 'sg-2']], 'GroupId: expected one value under one name'],
    [[['Colour', 'red']], 'Colour: expected no such parameter, found "red"'],
  ] as const)('finds what is wrong with %j', async (more, problem) => {
    const { encoding, exitCode } = await verdicts(signed(post([...plain, ...more])));

    expect(encoding.verdict).toBe('fail');
    expect(encoding.problems.join('\n')).toContain(problem);
    expect(exitCode).toBe(1);
  });

  test('does not judge what a request says when nobody says what it should', async () => {
    const path = write('one', signed(post()));
    const { stdout, exitCode } = await verify([path]);

    expect(stdout).toContain('signature pass (SigV4)\n  encoding not-judged');
    expect(exitCode).toBe(0);
  });

  test('takes the input of a single file from --params', async () => {
    const path = write('one', signed(post()));
    writeFileSync(join(folder, 'input.json'), '{"GroupId":"sg-2"}');
    const { stdout, exitCode } = await verify([path, '--params', join(folder, 'input.json')]);

    expect(stdout).toContain('GroupId: expected "sg-2", found "sg-1"');
    expect(exitCode).toBe(1);
  });

  test('shows the stages of a wrong signature, and never a token', async () => {
    const token = 'AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5T';
    const wrong = { ...credentials, secretAccessKey: 'another', sessionToken: token };
    const path = write('one', signed(post(), { credentials: wrong }));
    const { stdout } = await verify([path], { ...keys, AWS_SESSION_TOKEN: token });

    expect(stdout).toContain('canonical request:\n    POST\n    /\n');
    expect(stdout).toContain('string to sign:\n    AWS4-HMAC-SHA256\n    20150830T123600Z\n');
    expect(stdout).not.toContain(token);
  });

  test('judges a folder of a thousand in seconds, one line each', async () => {
    const request = signed(post());
    for (let index = 0; index < 1000; index += 1) write(`r${index}`, request);
    const since = performance.now();
    const { stdout, exitCode } = await verify(['--json', folder]);

    expect(stdout.trimEnd().split('\n')).toHaveLength(1000);
    expect(exitCode).toBe(0);
    expect(performance.now() - since).toBeLessThan(5000);
  });

  test.each([
    [['absent.http'], keys, 2, '"absent.http" is not there'],
    [[], keys, 2, 'needs REQUEST.http|DIR'],
  ] as const)('refuses %j', async (args, environment, code, message) => {
    const { exitCode, stderr } = await verify(args, environment);

    expect(stderr).toContain(message);
    expect(exitCode).toBe(code);
  });

  test('needs a key, and a request', async () => {
    expect(await verify([folder], {})).toMatchObject({ exitCode: 2 });
    expect(await verify([folder])).toMatchObject({ exitCode: 3 });
  });
});
