/** Endpoints as operators give them: under a path, at an IPv6 address, behind TLS, and those that cannot be reached. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { makeCertificate, startTlsProxy } from '../../test-support/hostile/tls-proxy.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const directory = mkdtempSync(join(tmpdir(), 'endpoints-'));
const bundle = join(directory, 'bundle.pem');
const opened: (() => Promise<unknown>)[] = [];
let reference: Reference;

beforeAll(async () => {
  reference = await startReference();
});

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

afterAll(async () => {
  await reference.close();
  rmSync(directory, { recursive: true, force: true });
});

function run(endpoint: string, environment: Readonly<Record<string, string>> = {}, further: readonly string[] = []) {
  const args = ['run', '--endpoint', endpoint, '--out', directory, '--only', 'signing/header', ...further];
  return runHere(args, environment);
}

function report(): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
}

/** Listens at an address and hands the bytes on; returns the port. `heard` gets what came in. */
async function relay(host: string, heard: Buffer[] = []): Promise<number> {
  const server = createServer((incoming) => {
    const outgoing = connect(Number(reference.endpoint.port), '127.0.0.1');
    for (const socket of [incoming, outgoing]) socket.on('error', () => socket.destroy());
    incoming.on('data', (bytes) => heard.push(bytes));
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  opened.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function secure(subject?: string, days?: number): Promise<string> {
  const certificate = makeCertificate(subject, days);
  writeFileSync(bundle, certificate.cert);
  const front = await startTlsProxy(reference.endpoint, certificate);
  opened.push(() => front.close());
  return front.endpoint.href;
}

describe('an endpoint', () => {
  it.each([
    ['/services/Cloud', '/services/Cloud'],
    ['/services/Cloud/', '/services/Cloud/'],
    ['///', '///'],
    ['', '/'],
  ])(
    'is asked under its path %j, which is signed',
    async (path, target) => {
      const heard: Buffer[] = [];
      const port = await relay('127.0.0.1', heard);

      const { code, error } = await run(`http://127.0.0.1:${port}${path}`);

      expect([code, error]).toStrictEqual([0, '']);
      const targets = [
        ...Buffer.concat(heard)
          .toString('latin1')
          .matchAll(/^POST (\S*) HTTP/gm),
      ].map(([, one]) => one);
      expect(new Set(targets)).toStrictEqual(new Set([target]));
    },
    60_000,
  );

  it('may be an IPv6 address', async () => {
    const port = await relay('::1');

    const { code, error } = await run(`http://[::1]:${port}`);

    expect([code, error]).toStrictEqual([0, '']);
    expect(report().target.endpoint).toBe(`http://[::1]:${port}/`);
  }, 60_000);

  it('is asked directly, whatever proxies the environment names', async () => {
    const proxy = 'http://127.0.0.1:9';

    const { code, error } = await run(reference.endpoint.href, {
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      HTTPS_PROXY: proxy,
      ALL_PROXY: proxy,
    });

    expect([code, error]).toStrictEqual([0, '']);
  }, 60_000);

  it('whose host name does not resolve is unreachable', async () => {
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    };

    const { code, error } = await run('http://ec2.nowhere.invalid', keys, ['--yes']);

    expect([code, error]).toStrictEqual([
      4,
      expect.stringMatching(/the host name of ec2\.nowhere\.invalid cannot be resolved/),
    ]);
  }, 60_000);
});

describe('TLS', () => {
  it('is trusted by AWS_CA_BUNDLE, refused without, and taken with --insecure, which the report says', async () => {
    const endpoint = await secure();

    const refused = await run(endpoint);
    const trusted = await run(endpoint, { AWS_CA_BUNDLE: bundle });
    const trustedReport = report();
    const insecure = await run(endpoint, {}, ['--insecure']);

    expect([refused.code, refused.error]).toStrictEqual([4, expect.stringMatching(/cannot be trusted.*AWS_CA_BUNDLE/)]);
    expect([trusted.code, trustedReport.target.insecure]).toStrictEqual([0, undefined]);
    expect([insecure.code, report().target.insecure]).toStrictEqual([0, true]);
    expect(insecure.out).toMatch(/\(its certificate not checked\): conforms\n$/);
  }, 60_000);

  it.each([
    ['for another host name', 'DNS:elsewhere.example', 2, /certificate of 127\.0\.0\.1:\d+ is for another host name/],
    ['that has expired', 'IP:127.0.0.1', -1, /certificate of 127\.0\.0\.1:\d+ has expired/],
  ])(
    'is refused with a certificate %s',
    async (_, subject, days, message) => {
      const endpoint = await secure(subject, days);

      const { code, error } = await run(endpoint, { AWS_CA_BUNDLE: bundle });

      expect([code, error]).toStrictEqual([4, expect.stringMatching(message)]);
    },
    60_000,
  );

  it('is missed where plain HTTP is spoken, and the reverse', async () => {
    const endpoint = await secure();

    const plain = await run(reference.endpoint.href.replace('http:', 'https:'));
    const secured = await run(endpoint.replace('https:', 'http:'));

    expect([plain.code, plain.error]).toStrictEqual([
      4,
      expect.stringMatching(
        /cannot be reached: 127\.0\.0\.1:\d+ does not speak TLS\. Give its address with http:\/\/\.\n$/,
      ),
    ]);
    expect([secured.code, secured.error]).toStrictEqual([4, expect.stringMatching(/127\.0\.0\.1:\d+/)]);
  }, 60_000);
});
