import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const directory = mkdtempSync(join(tmpdir(), 'hostile-'));
const out = join(directory, 'out');
const signatures: string[] = [];
let reference: Reference;
let server: http.Server;
let console = '';

const hostile = '<script>alert(1)</script>" onload="alert(2) ]]> \u001b[31m \u202e </testcase> ::error::forged %0A';

/** Says back to each revocation, as text and as header fields, all that it knows, five megabytes of it. */
function echo(request: http.IncomingMessage, body: string, truth: string): string {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = reference.credentials.session;
  const fields = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const known = [...fields, body, accessKeyId, secretAccessKey, sessionToken, encodeURIComponent(sessionToken)];
  const text = `${known.join('\n')}\n${hostile}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const end = Number(signatures.length) % 3 === 0 ? 'x'.repeat(5_000_000) : hostile;
  return truth.replace(/(<\w+ [^>]*>|<Response>)/, `$1<said>${text}</said>`).concat(end);
}

beforeAll(async () => {
  reference = await startReference();
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const options = { host: '127.0.0.1', port: reference.endpoint.port, method: request.method, path: request.url };
    const onward = http.request({ ...options, headers: request.headers, setHost: false }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      const truth = Buffer.concat(parts).toString('utf8');
      const isRevoke = `${request.url}${body.toString('latin1')}`.includes('Action=RevokeSecurityGroupIngress');
      signatures.push(
        ...(/Signature=([0-9a-f]{64})/.exec(`${request.url} ${request.headers.authorization}`)?.slice(1) ?? []),
      );
      response.writeHead(answer.statusCode ?? 500, {
        'Content-Type': 'text/xml',
        ...(isRevoke ? { 'X-Said': reference.credentials.session.secretAccessKey } : {}),
      });
      response.end(isRevoke ? echo(request, body.toString('utf8'), truth) : truth);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { accessKeyId, secretAccessKey, sessionToken = '' } = reference.credentials.session;
  const { port } = server.address() as AddressInfo;
  const finished = await ec2Conformance(
    ['run', '--endpoint', `http://127.0.0.1:${port}/`, '--region', reference.region, '--out', out, '--verbose'].concat([
      '--only',
      'dry-run/*',
      '--skip',
      '*/any-*',
      '--write-baseline',
      join(out, 'known.json'),
    ]),
    { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
  );
  console = finished.out + finished.error;
}, 300_000);

afterAll(async () => {
  server.close();
  await reference.close();
  rmSync(directory, { recursive: true });
});

/** Everything that the run wrote, by the names of files; what it printed; and the formats that are printed alone. */
async function written(): Promise<readonly (readonly [string, string])[]> {
  const files = readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')] as const);
  const printed = await Promise.all(
    ['github', 'ndjson'].map(
      async (format) => [format, (await ec2Conformance(['report', out, '--to', format])).out] as const,
    ),
  );
  return [['console', console], ...files, ...printed];
}

describe('a run against a target that says back all that it was sent', { timeout: 120_000 }, () => {
  it('leaves no secret, session token, key id or signature anywhere', async () => {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = reference.credentials.session;
    const secrets = [secretAccessKey, sessionToken, encodeURIComponent(sessionToken), accessKeyId, ...signatures];
    const texts = await written();

    expect(texts.map(([name]) => name).sort()).toStrictEqual(
      [
        ...['badge.json', 'console', 'ctrf.json', 'events.ndjson', 'github', 'junit.xml', 'known.json', 'ndjson'],
      ].concat(['report.html', 'report.json', 'report.sarif', 'summary.md']),
    );
    expect(signatures.length).toBeGreaterThan(10);
    expect(sessionToken.length).toBeGreaterThan(8);
    for (const [name, text] of texts) {
      expect(
        secrets.filter((secret) => text.includes(secret)),
        name,
      ).toStrictEqual([]);
    }
  });

  it('reports the response all the same, and stays small', async () => {
    const report = (await written()).find(([name]) => name === 'report.json')?.[1] ?? '';

    expect(report).toContain('alert(1)');
    expect(report).toContain('<redacted>');
    expect(report.length).toBeLessThan(20_000_000);
  });

  it('forges nothing: not a line of the console, nor a command to GitHub, nor a control character', async () => {
    const texts = new Map(await written());

    for (const [name, text] of texts) expect(text, name).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
    const commands = (texts.get('github') ?? '').trimEnd().split('\n');
    expect(commands.every((line) => /^::(?:error|warning|notice) title=[^:,]+::/.test(line))).toBe(true);
    expect(commands.filter((line) => line.startsWith('::error::forged'))).toStrictEqual([]);
  });
});
