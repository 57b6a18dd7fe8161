/** The suite on each line of Node that it promises to run on: `npm run test:nodes`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { npmAdapter } from '../../test-support/peers/clients/toolchains.ts';
import { installNode, isOldestLine, type NodeRelease, nodeLines } from '../../test-support/peers/node-release.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';
import { packageRoot } from '../package/package-root.ts';

const root = packageRoot();
const main = join(root, 'dist/harness/cli/main.js');

/** What every run goes through: bytes, signatures and documents; then the model, the checks and the embedded target. */
const core = ['wire', 'security-groups/model', 'checks', 'reference', 'client'].map((room) => `harness/${room}/`);

interface Finished {
  readonly code: number | null;
  readonly out: string;
}

/** With this release first on the PATH, so that a driver runs on it too. */
async function on(release: NodeRelease, ...args: readonly string[]): Promise<Finished> {
  const PATH = [dirname(release.path), process.env['PATH']].join(delimiter);
  const { HOME, TMPDIR } = process.env;
  // A warning of something that is about to go away is a failure today.
  const options = ['--throw-deprecation', ...args];
  const child = spawn(release.path, options, {
    cwd: root,
    env: { PATH, HOME, TMPDIR },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out };
}

async function reportOn(
  release: NodeRelease,
  ...args: readonly string[]
): Promise<Finished & { readonly report: Report }> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-nodes-'));
  const [command = '', ...rest] = args;
  try {
    const finished = await on(release, main, command, '--out', out, '--seed', '1', ...rest);
    return { ...finished, report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What was found, requirement by requirement. */
function verdicts({ requirements }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}

/** Says so in a line that nobody overlooks where something cannot be installed. */
async function orSkip<Value>(install: Promise<Value>, skip: (why: string) => never): Promise<Value> {
  try {
    return await install;
  } catch (problem) {
    if (!(problem instanceof PeerMissing)) throw problem;
    process.stderr.write(`\n!!! NOT RUN: ${problem.message}. The suite was not tried there.\n\n`);
    return skip(`not run: ${problem.message}`);
  }
}

describe('the lines of Node', () => {
  it('begin with the oldest that package.json lets in', () => {
    expect(isOldestLine(root)).toBe(true);
  });
});

describe.each(nodeLines)('Node %s', (line) => {
  it('runs the suite against the embedded target', async ({ skip }) => {
    const release = await orSkip(installNode(line), skip);

    const { code, out, report } = await reportOn(release, 'run', '--quiet');

    expect(release.version).toMatch(new RegExp(`^v${line.replace('.', '\\.')}\\.`));
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/: conforms\n$/) });
    expect(report.cases.length).toBeGreaterThan(150);
  });

  it('judges an SDK as the Node of this process does', async ({ skip }) => {
    const release = await orSkip(installNode(line), skip);
    const driver = await orSkip(npmAdapter('javascript-v3'), skip);
    const here = { version: process.version, path: process.execPath };

    const { report } = await reportOn(release, 'client', '--quiet', '--', ...driver);
    const { report: expected } = await reportOn(here, 'client', '--quiet', '--', ...driver);

    expect(report.cases.length).toBeGreaterThan(100);
    expect(verdicts(report)).toEqual(verdicts(expected));
  });

  it('passes the tests of the rooms that every run goes through', async ({ skip }) => {
    const release = await orSkip(installNode(line), skip);

    const { code, out } = await on(release, join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...core);

    expect(code, out.slice(-4000)).toBe(0);
  });
});
