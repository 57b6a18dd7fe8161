import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../../test-support/cli/run-process.ts';
import { type Reference, startReference } from '../../reference/reference.ts';
import { withCredentials } from './credential-sources.ts';
import { targetSettings } from './target-settings.ts';

const home = mkdtempSync(join(tmpdir(), 'credentials-'));
let target: Reference;

beforeAll(async () => {
  target = await startReference();
  mkdirSync(join(home, '.aws'));
  const profile = '[suite]\naws_access_key_id = test\naws_secret_access_key = test\n';
  writeFileSync(join(home, '.aws/credentials'), profile);
});

afterAll(async () => {
  await target.close();
  rmSync(home, { recursive: true, force: true });
});

function send(environment: Readonly<Record<string, string>>) {
  const args = ['send', '--endpoint', target.endpoint.href, '--json', 'Action=DescribeVpcs'];
  return ec2Conformance(args, {
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: target.region,
    ...environment,
  });
}

describe('keys', () => {
  it('come from a profile of the shared files', async () => {
    const { out, error } = await send({ AWS_PROFILE: 'suite' });

    expect(error).toBe('');
    expect(JSON.parse(out)).toMatchObject({ answer: '200' });
  }, 30_000);

  it('come from the environment before any profile', async () => {
    const { out } = await send({
      AWS_PROFILE: 'suite',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'other',
    });

    expect(JSON.parse(out)).toMatchObject({ answer: expect.stringMatching(/AuthFailure/) });
  }, 30_000);

  it('are missed with one sentence when the chain has none either', async () => {
    const { code, error } = await send({ AWS_PROFILE: 'nobody' });

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(
        /^ec2-conformance: No credentials were found: AWS_ACCESS_KEY_ID is not set, and AWS's chain.*\n$/,
      ),
    ]);
  }, 30_000);

  it('need no chain where the environment has them, or the endpoint is on this machine', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

    expect(await withCredentials('https://ec2.eu-west-1.amazonaws.com', keys)).toStrictEqual(keys);
    expect(await withCredentials('http://127.0.0.1:4566', {})).toStrictEqual({});
  });
});

describe('settings of an endpoint', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const settings = (endpoint: string) => targetSettings(endpoint, { timeoutMs: 1, concurrency: 1 }, keys);

  it.each([
    ['https://ec2.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['https://ec2.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['https://ec2.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ])('of Amazon keep to its limits and wait for its changes: %s', (endpoint, region) => {
    expect(settings(endpoint)).toMatchObject({
      region,
      pace: { DescribeSecurityGroups: { capacity: 50, refillPerSecond: 10 } },
      settleMs: 10_000,
    });
  });

  it('of others keep their path, and have neither', () => {
    const { endpoint, pace, settleMs } = settings('https://cloud.example/services/Cloud');

    expect([endpoint, pace, settleMs]).toStrictEqual(['https://cloud.example/services/Cloud', undefined, undefined]);
  });
});
