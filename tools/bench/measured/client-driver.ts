/**
 * What a resident driver costs: the calls per second of one SDK through its driver, every request captured and judged,
 * beside those that the same SDK makes by itself against a plain loopback server that answers the same bytes.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CaptureEndpoint } from '../../../harness/client/capture.ts';
import { DriverAdapter } from '../../../harness/client/driver/driver-adapter.ts';
import { ClientWorkspace } from '../../../harness/client/driver/environment.ts';
import { executeClientCase } from '../../../harness/client/execute-client-case.ts';
import { type ClientCase, plainResponse } from '../../../harness/client/fixture.ts';
import * as judge from '../../../harness/client/request/judge-request.ts';
import { judgeSigned, judgeStage } from '../../../harness/client/request/judge-signature.ts';
import type { RequestCheck, RequestSubject } from '../../../harness/client/request/request-subject.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { npmAdapter } from '../../../test-support/peers/clients/toolchains.ts';
import { PeerMissing } from '../../../test-support/peers/toolchain.ts';

/** Rates through a driver and without one, or why they were not measured. */
export type ClientDriverShare =
  | {
      readonly kind: 'measured';
      readonly direct: readonly number[];
      readonly driven: readonly number[];
      readonly share: number;
    }
  | { readonly kind: 'not-run'; readonly why: string };

/** Calls before the clock starts, so that both sides are warm. */
const warmUp = 300;

/** As many checks as the suite makes of every request; the signature is verified once for all of them. */
const invariants: readonly RequestCheck[] = [
  ...[
    judge.judgeMethodAndPath,
    judge.judgeRequestContentType,
    judge.judgeAction,
    judge.judgeVersion,
    judge.judgeFormEncoding,
  ],
  ...[judge.judgeNumbering, judge.judgeUniqueNames, judgeSigned],
  ...(['authorization-syntax', 'credential-scope', 'signed-headers', 'date', 'access-key', 'signature'] as const).map(
    (stage) => (subject: RequestSubject) => judgeStage(subject, stage),
  ),
].map((check, index) => ({ requirement: `bench/${index}`, applies: () => true, judge: check }));

const input = {
  GroupId: 'sg-0123456789abcdef0',
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
};

/** Calls per second of each round, and the median share of the driver. The two take turns, so that both meet the same load. */
export async function measureClientDriver(rounds: number, calls: number): Promise<ClientDriverShare> {
  let command: readonly string[];
  try {
    command = await npmAdapter('javascript-v3');
  } catch (problem) {
    if (problem instanceof PeerMissing) return { kind: 'not-run', why: problem.message };
    throw problem;
  }
  const direct: number[] = [];
  const driven: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await directRate(calls));
    driven.push(await drivenRate(command, calls));
  }
  const shares = direct.map((rate, index) => (driven[index] ?? 0) / rate).sort((a, b) => a - b);
  return { kind: 'measured', direct, driven, share: shares[Math.floor(shares.length / 2)] ?? 0 };
}

/** The SDK in a process of its own, which counts for itself. */
async function directRate(calls: number): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { headers, body: text } = plainResponse('RevokeSecurityGroupIngress');
      const body = Buffer.from(text);
      response.writeHead(200, { ...headers, 'Content-Length': body.length }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const program = `import { EC2Client, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
const client = new EC2Client({ endpoint: 'http://127.0.0.1:${port}' });
const call = () => client.send(new RevokeSecurityGroupIngressCommand(${JSON.stringify(input)}));
for (let n = 0; n < ${warmUp}; n += 1) await call();
const since = performance.now();
for (let n = 0; n < ${calls}; n += 1) await call();
console.log(${calls} / ((performance.now() - since) / 1000));
process.exit();`;
  const workspace = new ClientWorkspace();
  try {
    return Number(await outputOf(program, workspace.environment(process.env, 'main', undefined)));
  } finally {
    workspace.remove();
    server.closeAllConnections();
    server.close();
  }
}

function outputOf(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const cwd = join(packageRoot(), '.peers', 'adapter-javascript-v3');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', () => resolve(text));
  });
}

/** Through the driver, as `client` does it: captured, verified, compared. */
async function drivenRate(command: readonly string[], calls: number): Promise<number> {
  const workspace = new ClientWorkspace();
  const absolute = command.map((part) => (part.startsWith('.peers') ? join(packageRoot(), part) : part));
  const options = { command: absolute, workspace, environment: process.env, startTimeoutMs: 30_000 };
  const adapter = new DriverAdapter(options);
  const endpoints = await Promise.all([1, 2, 3, 4].map(() => CaptureEndpoint.open()));
  const testCase: ClientCase = {
    id: 'bench/call',
    title: 'is measured',
    requirements: [],
    operation: 'RevokeSecurityGroupIngress',
    input,
    report: { outcome: 'result' },
  };
  try {
    const client = await adapter.start();
    const engine = { adapter, client, invariants, timeoutMs: 30_000, isOpen: () => false, reproduce: () => '' };
    const make = (count: number) =>
      Promise.all(
        endpoints.map(async (endpoint) => {
          for (let n = 0; n < count / endpoints.length; n += 1) await executeClientCase(engine, testCase, endpoint);
        }),
      );
    await make(warmUp);
    const since = performance.now();
    await make(calls);
    return calls / ((performance.now() - since) / 1000);
  } finally {
    await adapter.close();
    await Promise.all(endpoints.map((endpoint) => endpoint.close()));
    workspace.remove();
  }
}

/** As the end of the bench's page. */
export function renderClientDriver(measured: ClientDriverShare): string {
  const heading = '\n## Resident drivers\n\n';
  if (measured.kind === 'not-run') return `${heading}Not run: ${measured.why}.\n`;
  const rates = (all: readonly number[]) => all.map((rate) => rate.toFixed(0)).join(', ');
  return `${heading}@aws-sdk/client-ec2 by itself against a plain server that answers the same bytes: ${rates(measured.direct)} calls a second. Through its driver, captured, verified and judged: ${rates(measured.driven)}. The median share is ${(measured.share * 100).toFixed(0)}% (wanted: at least 80%).\n`;
}
