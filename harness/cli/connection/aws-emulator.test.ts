import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../../reports/report.ts';
import { ec2Conformance } from '../../../test-support/cli/run-process.ts';
import { type EmulatorStandIn, startEmulatorStandIn } from '../../../test-support/hostile/emulator-stand-in.ts';
import { emulatorEnvironment } from './aws-emulator.ts';

const home = mkdtempSync(join(tmpdir(), 'home-'));
const out = join(home, 'reports');
let emulator: EmulatorStandIn | undefined;

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function report(): Report {
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

describe('AWS Emulator', () => {
  it('is tested by its endpoint alone', async () => {
    emulator = await startEmulatorStandIn(home);

    const args = ['run', '--endpoint', emulator.endpoint.href, '--out', out, '--only', 'signing/verified'];
    const { code, error, out: said } = await ec2Conformance(args, { HOME: home });

    expect([code, error], said).toStrictEqual([0, '']);
    expect(report().target.region).toBe('eu-west-1');
    expect(emulator.reference.stats.byCode['AuthFailure']).toBeGreaterThan(0);
    for (const file of readdirSync(out)) {
      expect(readFileSync(join(out, file), 'utf8').includes(emulator.secret), file).toBe(false);
    }
  }, 60_000);

  it('is never green for a MUST that it does not implement', async () => {
    emulator = await startEmulatorStandIn(home, ['RevokeSecurityGroupIngress']);

    const args = ['run', '--endpoint', emulator.endpoint.href, '--out', out, '--effort', 'smoke'];
    const { code } = await ec2Conformance(args, { HOME: home });

    expect(code).toBe(3);
    const { cases, requirements, summary } = report();
    const lacking = cases.filter(({ verdict }) => verdict === 'not-implemented').map(({ id }) => id);
    expect(lacking.length).toBeGreaterThan(10);
    expect(summary.requirements.fail).toBe(0);
    const green = requirements.filter(({ verdict }) => verdict === 'pass');
    expect(green.filter((one) => one.cases.some((id) => lacking.includes(id)))).toStrictEqual([]);
    expect(summary.reasons.join('\n')).toMatch(
      /is not implemented: the target does not know the action RevokeSecurityGroupIngress/,
    );
  }, 60_000);

  it('fails for what it gets wrong, whatever else it does not implement', async () => {
    emulator = await startEmulatorStandIn(home, ['DescribeSecurityGroupRules', 'CreateManagedPrefixList'], {
      matching: { toPort: () => true },
    });

    const args = ['run', '--endpoint', emulator.endpoint.href, '--out', out, '--only', 'exact-match/*'];
    await ec2Conformance(args, { HOME: home });

    const failed = report().requirements.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toStrictEqual(['exact-match/to-port']);
  }, 60_000);

  it('has its folder read for its own port, and only what the environment lacks', async () => {
    emulator = await startEmulatorStandIn(home);
    const { href, port } = emulator.endpoint;

    expect(emulatorEnvironment(href, { HOME: home })).toStrictEqual({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/),
      AWS_SECRET_ACCESS_KEY: emulator.secret,
      AWS_REGION: 'eu-west-1',
      AWS_CA_BUNDLE: join(home, '.aws/emulator', port, 'ca.pem'),
    });
    expect(
      emulatorEnvironment(href, { HOME: home, AWS_ACCESS_KEY_ID: 'a', AWS_REGION: 'b', AWS_CA_BUNDLE: 'c' }),
    ).toStrictEqual({});
    expect(emulatorEnvironment(href.replace('127.0.0.1', 'localhost'), { HOME: home })).toMatchObject({
      AWS_SECRET_ACCESS_KEY: emulator.secret,
    });
    expect(emulatorEnvironment('https://127.0.0.1:1/', { HOME: home })).toStrictEqual({});
    expect(emulatorEnvironment(`https://example.com:${port}/`, { HOME: home })).toStrictEqual({});
  });
});

describe("AWS Emulator's folder", () => {
  const folder = join(home, '.aws/emulator/9297');
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

  beforeEach(() => mkdirSync(folder, { recursive: true }));

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    [
      'a shared file',
      `[default]\naws_access_key_id = ${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key=${keys.AWS_SECRET_ACCESS_KEY}\n`,
    ],
    [
      'an environment file',
      `export AWS_ACCESS_KEY_ID="${keys.AWS_ACCESS_KEY_ID}"\nexport AWS_SECRET_ACCESS_KEY="${keys.AWS_SECRET_ACCESS_KEY}"\n`,
    ],
    [
      'JSON',
      JSON.stringify({ Version: 1, AccessKeyId: keys.AWS_ACCESS_KEY_ID, SecretAccessKey: keys.AWS_SECRET_ACCESS_KEY }),
    ],
  ])('may hold its key as %s, under any name', (_, text) => {
    for (const name of ['emulator_credentials', 'credentials', 'key.json']) {
      writeFileSync(join(folder, name), text);

      expect(emulatorEnvironment('https://127.0.0.1:9297', { HOME: home }), name).toStrictEqual(keys);

      rmSync(join(folder, name));
    }
  });

  it('holds no key when signatures are not checked', () => {
    writeFileSync(join(folder, 'config'), '[default]\nregion = us-west-2\n');
    writeFileSync(join(folder, 'ca.pem'), 'PEM');

    expect(emulatorEnvironment('https://127.0.0.1:9297', { HOME: home })).toStrictEqual({
      AWS_REGION: 'us-west-2',
      AWS_CA_BUNDLE: join(folder, 'ca.pem'),
    });
  });
});
