import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { type EmulatorStandIn, startEmulatorStandIn } from '../hostile/emulator-stand-in.ts';
import { makeCertificate, startTlsFront, type TlsFront } from '../hostile/tls-front.ts';
import { startReference } from '../reference/reference.ts';
import { emulatorEnvironment } from './aws-emulator.ts';
import { ec2Conformance } from './run-process.ts';

const home = mkdtempSync(join(tmpdir(), 'home-'));
const out = join(home, 'reports');
let emulator: EmulatorStandIn | undefined;
let front: TlsFront | undefined;

afterEach(async () => {
  await emulator?.close();
  await front?.close();
  emulator = undefined;
  front = undefined;
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
    const { cases, summary } = report();
    expect(new Set(cases.map(({ verdict }) => verdict)).has('not-implemented')).toBe(true);
    expect(summary.requirements.fail).toBe(0);
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
    expect(emulatorEnvironment('https://127.0.0.1:1/', { HOME: home })).toStrictEqual({});
    expect(emulatorEnvironment(`https://example.com:${port}/`, { HOME: home })).toStrictEqual({});
  });
});

describe('TLS', () => {
  const run = (endpoint: URL, further: readonly string[] = [], environment = {}) =>
    ec2Conformance(
      ['run', '--endpoint', endpoint.href, '--out', out, '--only', 'signing/header', ...further],
      environment,
    );

  it('is trusted by AWS_CA_BUNDLE, refused without, and taken with --insecure, which the report says', async () => {
    const reference = await startReference();
    const certificate = makeCertificate();
    front = await startTlsFront(reference.endpoint, certificate);
    const bundle = join(home, 'bundle.pem');
    writeFileSync(bundle, certificate.cert);

    const refused = await run(front.endpoint);
    const trusted = await run(front.endpoint, [], { AWS_CA_BUNDLE: bundle });
    const trustedReport = report();
    const insecure = await run(front.endpoint, ['--insecure']);
    const insecureReport = report();
    await reference.close();

    expect([refused.code, refused.error]).toStrictEqual([4, expect.stringMatching(/cannot be trusted.*AWS_CA_BUNDLE/)]);
    expect([trusted.code, trustedReport.target.insecure]).toStrictEqual([0, undefined]);
    expect([insecure.code, insecureReport.target.insecure]).toStrictEqual([0, true]);
  }, 60_000);

  it('is refused for another host name', async () => {
    const reference = await startReference();
    const certificate = makeCertificate('DNS:elsewhere.example');
    const bundle = join(home, 'bundle.pem');
    writeFileSync(bundle, certificate.cert);
    front = await startTlsFront(reference.endpoint, certificate);

    const { code, error } = await run(front.endpoint, [], { AWS_CA_BUNDLE: bundle });
    await reference.close();

    expect([code, error]).toStrictEqual([4, expect.stringMatching(/is for another host name/)]);
  }, 60_000);
});
