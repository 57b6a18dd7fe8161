/** What a command does when a stream or a file that it writes fails: real processes, at targets that are counted afterwards. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { sampleCaseFile, sampleDriver } from '../../test-support/cli/driver-samples.ts';
import { finished, said } from '../../test-support/cli/interrupted-command.ts';
import { endRun, leftBehind } from '../../test-support/cli/killed-run.ts';
import { packageRoot } from '../package/package-root.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const command = join(packageRoot(), 'dist/harness/cli/main.js');
const directory = mkdtempSync(join(tmpdir(), 'output-faults-'));
const nothingLeft = { named: [], vpcs: 1 };
let target: Reference;
const children: ChildProcess[] = [];

beforeAll(async () => {
  target = await startReference();
});
afterAll(async () => {
  // Those of failed tests; one that has ended takes no signal.
  for (const child of children) child.kill('SIGKILL');
  await target.close();
  rmSync(directory, { recursive: true });
});

function start(args: readonly string[], stdio: SpawnOptions['stdio'] = 'pipe'): ChildProcess {
  const child = spawn(process.execPath, [command, ...args], { stdio, env: { PATH: process.env['PATH'] } });
  children.push(child);
  return child;
}

/** A process that can write no file beyond so many bytes, as on a full disk; streams are not files. */
function startBounded(bytes: number, args: readonly string[]): ChildProcess {
  const words = [process.execPath, command, ...args];
  const script = `trap '' XFSZ; ulimit -f ${Math.floor(bytes / 512)}; exec "$@"`;
  const child = spawn('sh', ['-c', script, 'sh', ...words], { env: { PATH: process.env['PATH'] } });
  children.push(child);
  return child;
}

/** A short run against the target, with its reports in a folder of this name. */
function runInto(name: string, ...more: readonly string[]): readonly string[] {
  return ['run', '--endpoint', target.endpoint.href, '--effort', 'smoke', '--out', folder(name), ...more];
}

function folder(name: string): string {
  return join(directory, name);
}

function reportIn(name: string): Report {
  return JSON.parse(readFileSync(join(folder(name), 'report.json'), 'utf8')) as Report;
}

function journalsIn(name: string): readonly string[] {
  return readdirSync(folder(name)).filter((file) => file.startsWith('journal'));
}

describe('a reader that stops before the end', { timeout: 60_000 }, () => {
  it.each([
    ['of standard output', (child: ChildProcess) => void child.stdout?.destroy()],
    [
      'of both streams',
      (child: ChildProcess) => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      },
    ],
  ])('%s keeps no run from its end, its reports and its verdict', async (name, close) => {
    const child = start(runInto(name));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await said(child, /Testing/);
    close(child);

    expect(await ended).toBe(0);
    expect(reportIn(name).summary.verdict).toBe('conforms');
    expect(journalsIn(name)).toStrictEqual([]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('is no error of a command that only prints', async () => {
    const child = start(['list', 'cases']);
    const ended = finished(child);
    child.stdout?.destroy();

    expect(await ended).toMatchObject({ code: 0, error: '' });
  });
});

describe.runIf(existsSync('/dev/full'))('standard output on a full disk', { timeout: 60_000 }, () => {
  const message =
    'ec2-conformance: standard output cannot be written (ENOSPC: no space left on device). Redirect it to another place.\n';

  async function onFullDisk(args: readonly string[]) {
    const full = openSync('/dev/full', 'w');
    const ended = finished(start(args, ['ignore', full, 'pipe']));
    closeSync(full);
    const { code, error } = await ended;
    return { code, error };
  }

  it('is one sentence and exit code 2 of a run, which writes its reports and leaves nothing', async () => {
    expect(await onFullDisk(runInto('full'))).toStrictEqual({ code: 2, error: message });

    expect(reportIn('full').summary.verdict).toBe('conforms');
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('is the same of a run against the embedded target, and of commands that only print', async () => {
    const out = folder('full-embedded');
    const outcome = { code: 2, error: message };

    expect(await onFullDisk(['run', '--effort', 'smoke', '--out', out])).toStrictEqual(outcome);
    expect(await onFullDisk(['report', out])).toStrictEqual(outcome);
    expect(await onFullDisk(['list'])).toStrictEqual(outcome);
  });
});

describe('a file that cannot be written while a run lasts', { timeout: 60_000 }, () => {
  const unwritable = (file: string, why: string, option: string) =>
    `ec2-conformance run: ${file} cannot be written (${why}). Give another place with ${option}.\n`;
  const tooLarge = 'EFBIG: file too large';

  it('ends the run with 2 when it is the record of events, names it and --out, and leaves nothing', async () => {
    const { code, out, error } = await finished(startBounded(65_536, runInto('events', '--quiet')));

    const file = join(folder('events'), 'events.ndjson');
    expect({ code, out, error }).toStrictEqual({ code: 2, out: '', error: unwritable(file, tooLarge, '--out') });
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
    expect(journalsIn('events')).toStrictEqual([]);
  });

  it('ends it before its first case when the record of events cannot be begun', async () => {
    const file = join(folder('taken'), 'events.ndjson');
    mkdirSync(file, { recursive: true });

    const { code, error } = await finished(start(runInto('taken')));

    expect([code, error]).toStrictEqual([2, unwritable(file, 'EISDIR: illegal operation on a directory', '--out')]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('ends it when it is the recording of the preparation', async () => {
    const args = runInto('recorded', '--record', folder('recording'));

    const { code, error } = await finished(startBounded(4096, args));

    const file = join(folder('recording'), 'preparation.ndjson');
    expect([code, error]).toStrictEqual([2, unwritable(file, tooLarge, '--record')]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('ends it when it is the recording of the cases, which another thread writes', async () => {
    const child = start(runInto('recorded', '--record', folder('recording')));
    const ended = finished(child);
    await said(child, /Testing/);
    const file = join(folder('recording'), 'cases.ndjson');
    rmSync(file);
    mkdirSync(file);

    const { code, error } = await ended;
    expect([code, error]).toStrictEqual([2, unwritable(file, 'EISDIR: illegal operation on a directory', '--record')]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('ends it when its folder is removed: what the journal there named is found by its tag', async () => {
    const child = start(['run', '--endpoint', target.endpoint.href, '--out', folder('removed')]);
    const ended = finished(child);
    await said(child, /Testing/);
    rmSync(folder('removed'), { recursive: true });

    const { code, error } = await ended;
    expect(code).toBe(2);
    expect(error).toMatch(/^ec2-conformance run: .*journal-\w+\.ndjson cannot be written \(ENOENT: .*--out\.\n$/);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('ends a sweep over every action with 2', async () => {
    const args = runInto('sweep', '--quiet', '--operation', 'every-operation');

    const { code, error } = await finished(startBounded(65_536, args));

    expect([code, error]).toStrictEqual([2, expect.stringMatching(/events\.ndjson cannot be written .*--out\.\n$/)]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });

  it('ends the test of a client with 2', async () => {
    const driver = join(directory, 'driver.mjs');
    writeFileSync(driver, sampleDriver());
    const args = ['client', '--quiet', '--out', folder('client'), '--', process.execPath, driver];

    const { code, error } = await finished(startBounded(65_536, args));

    expect([code, error]).toStrictEqual([2, expect.stringMatching(/events\.ndjson cannot be written .*--out\.\n$/)]);
  });

  it('ends a replay to the embedded target with 2', async () => {
    const file = join(directory, 'case.json');
    writeFileSync(file, JSON.stringify(sampleCaseFile));
    const args = ['replay', file, '--endpoint', 'embedded', '--out', folder('replay')];

    const { code, error } = await finished(startBounded(0, args));

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(/journal-\w+\.ndjson cannot be written .*--out\.\n$/),
    ]);
  });
});

describe('a file that cannot be written in the end', { timeout: 60_000 }, () => {
  it.each([
    ['report', ['report.json'], '--out'],
    ['baseline', ['known.json'], '--write-baseline'],
  ])('takes no verdict away: a %s', async (name, [file = ''], option) => {
    const baseline = join(folder(name), 'known.json');
    const child = start(runInto(name, '--write-baseline', baseline));
    const ended = finished(child);
    await said(child, /Testing/);
    const path = join(folder(name), file);
    mkdirSync(join(path, 'inside'), { recursive: true });

    const { code, out, error } = await ended;
    expect(out).toMatch(/: conforms\n$/);
    expect([code, error]).toStrictEqual([
      2,
      `ec2-conformance: ${path} cannot be written (EISDIR: illegal operation on a directory). Give another place with ${option}.\n`,
    ]);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });
});

describe('a place that cannot be written', { timeout: 60_000 }, () => {
  it('is refused before the first request where it is that of the baseline', async () => {
    const before = target.stats.requests;
    const taken = folder('taken-by-a-folder');
    mkdirSync(taken);

    const { code, error } = await finished(start(runInto('baselines', '--write-baseline', taken)));

    expect([code, error]).toStrictEqual([
      2,
      `ec2-conformance: --write-baseline "${taken}" cannot be written (EISDIR: illegal operation on a directory). Give another file.\n`,
    ]);
    expect(target.stats.requests).toBe(before);
  });

  it('is made where it is the missing folder of the baseline', async () => {
    const file = join(folder('missing folder'), 'known.json');

    const { code } = await finished(start(runInto('baselines', '--write-baseline', file)));

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ mode: 'server', entries: [] });
  });

  it.runIf(existsSync('/proc/self')).each([
    ['run', '--out'],
    ['report', '--out'],
    ['client', '--export'],
  ])('ends %s with 2 at once where it is below /proc', async (name, option) => {
    const args = name === 'report' ? ['report', folder('baselines')] : [name];

    const { code, error } = await finished(start([...args, option, '/proc/none/below']));

    expect(code).toBe(2);
    expect(error).toMatch(new RegExp(`^ec2-conformance: ${option} "/proc/none/below" cannot be written to \\(.*\n$`));
  });
});

describe('a run that is killed before its first case', { timeout: 60_000 }, () => {
  it('has no report: `report` says why, and how what it left is removed', async () => {
    const out = folder('killed');
    await endRun(target, 5, out, 'SIGKILL');
    const [journal] = journalsIn('killed');

    const { code, error } = await finished(start(['report', out]));

    expect([code, error]).toStrictEqual([
      2,
      `ec2-conformance: The run in ${out} ended before anything was judged, so that it has no report. What it may have left in the target is in ${journal}; remove it with: npx ec2-conformance sweep --out ${out}\n`,
    ]);
    const sweep = await finished(start(['sweep', '--endpoint', target.endpoint.href, '--out', out, '--yes']));
    expect(sweep.code).toBe(0);
    expect(await leftBehind(target)).toStrictEqual(nothingLeft);
  });
});
