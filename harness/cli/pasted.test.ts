/** What is printed for the user to type does, pasted into a shell, what it says. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { leftBehind } from '../../test-support/cli/killed-run.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { errorDocument } from '../../test-support/hostile/echoing-server.ts';
import { startFaultProxy } from '../../test-support/hostile/fault-proxy.ts';
import { rawResponse } from '../../test-support/hostile/misbehaviour.ts';
import { revokeFaults } from '../mutants/catalogue.ts';
import { packageRoot } from '../package/package-root.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { withFaults } from './commands/serve.ts';

const directory = mkdtempSync(join(tmpdir(), "pasted it's $HOME * "));
const bin = join(directory, 'bin');
const out = join(directory, 'out put');
let faulty: Reference;

beforeAll(async () => {
  faulty = await startReference({ behaviour: withFaults(['to-port-ignored'], revokeFaults) });
  mkdirSync(bin);
  const main = join(packageRoot(), 'dist/harness/cli/main.js');
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
});

afterAll(async () => {
  await faulty.close();
  rmSync(directory, { recursive: true });
});

/** Types the line into a POSIX shell; its reply to a question, if there is one, is yes. */
function paste(line: string): Promise<{ code: number; out: string; error: string }> {
  const env = { PATH: `${bin}:${process.env['PATH']}` };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd: directory, env }, (problem, printed, error) => {
      resolve({ code: problem === null ? 0 : Number(problem.code), out: printed, error });
    });
  });
}

describe('a command that is printed', { timeout: 120_000 }, () => {
  it('runs a failed case of a server again', async () => {
    const asked = ['--only', 'exact-match/to-port', '--skip', '*/any-*', '--out', out];
    await ec2Conformance(['run', '--endpoint', faulty.endpoint.href, ...asked]);
    const { cases } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    const { command } = cases.find(({ verdict }) => verdict === 'fail')?.reproduce ?? { command: '' };

    const again = await paste(`${command} --quiet`);

    expect(command).toMatch(
      /^npx ec2-conformance run --operation RevokeSecurityGroupIngress --endpoint \S+ --region \S+ --only \S+$/,
    );
    expect([again.code, again.error]).toStrictEqual([1, '']);
  });

  it('runs a failed case of a client again', async () => {
    const tool = join(directory, 'a tool.mjs');
    writeFileSync(tool, "await fetch(process.env.AWS_ENDPOINT_URL_EC2 ?? '', { method: 'POST' }).catch(() => 0);\n");
    const client = [process.execPath, tool, '{json}', "it's", '$HOME', '*'];
    await ec2Conformance([
      'client',
      '--out',
      out,
      '--only',
      'client-encoding/nothing-added',
      '--runs',
      '1',
      '--',
      ...client,
    ]);
    const { cases } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    const { command } = cases.find(({ verdict }) => verdict === 'fail')?.reproduce ?? { command: '' };

    const again = await paste(command);

    expect(command).toMatch(/^npx ec2-conformance client --only client-encoding\/nothing-added --runs 1 -- /);
    expect(again.code).toBe(1);
    expect(again.out).toContain('FAIL client-encoding/nothing-added');
  });

  it('sweeps what a run left behind', async () => {
    const reference = await startReference();
    const front = await startFaultProxy({
      behind: reference.endpoint,
      picks: (body) => body.includes('Action=DeleteSecurityGroup'),
      misbehaviour: {
        ...{ id: 'keeps', means: 'deletes nothing', oneCase: 'pass', wholeRun: 'runs', idle: () => true },
        perform: ({ socket }) =>
          void socket.end(rawResponse('400 Bad Request', errorDocument('DependencyViolation', 'no'))),
      },
    });
    const left = await ec2Conformance([
      'run',
      '--endpoint',
      front.endpoint.href,
      '--out',
      out,
      '--only',
      'errors/group-absent',
      '--quiet',
    ]);
    const port = front.endpoint.port;
    await front.close();
    const honest = await startFaultProxy({
      behind: reference.endpoint,
      misbehaviour: { id: 'none', means: 'x', oneCase: 'pass', wholeRun: 'runs', perform: () => undefined },
      picks: () => false,
    });
    const line = /^Remove what is left behind with: (npx ec2-conformance sweep .*)$/m.exec(left.error)?.[1] ?? '';

    const swept = await paste(`${line.replace(port, honest.endpoint.port)} --yes`);

    expect(left.code).toBe(5);
    expect([swept.code, swept.error]).toStrictEqual([0, '']);
    expect(await leftBehind(reference)).toStrictEqual({ named: [], vpcs: 1 });
    await honest.close();
    await reference.close();
  });
});
