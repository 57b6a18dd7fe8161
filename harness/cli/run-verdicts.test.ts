import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { revokeFaults } from '../mutants/catalogue.ts';
import { packageRoot } from '../package/package-root.ts';
import { type Behaviour, changed } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { isGiven } from '../reference/request/input.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import { withFaults } from './commands/serve.ts';

const directory = mkdtempSync(join(tmpdir(), 'verdicts-'));
afterAll(() => rmSync(directory, { recursive: true }));
let target: Reference | undefined;
afterEach(() => target?.close());

const mine = join(directory, 'known.json');
const out = join(directory, 'out');

async function run(fault: readonly string[], ...args: readonly string[]) {
  target = await startReference({ behaviour: withFaults(fault, revokeFaults) });
  return runHere(argumentsOf(target, ...args));
}

function argumentsOf({ endpoint, region }: Reference, ...args: readonly string[]): readonly string[] {
  const common = ['--endpoint', endpoint.href, '--region', region, '--out', out, '--only', 'exact-match/mismatch-*'];
  return ['run', ...common, '--skip', '*/any-*', ...args];
}

function report(): Report {
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

describe('a baseline', { timeout: 120_000 }, () => {
  it('that was written from what failed lets it fail, and complains when it is fixed', async () => {
    expect((await run(['mismatch-code-general'], '--write-baseline', mine)).code).toBe(1);
    await target?.close();
    const known = await run(['mismatch-code-general'], '--baseline', mine);
    expect([known.code, known.out.trimEnd().split('\n').at(-1)]).toMatchObject([
      0,
      /conforms but for \d known failures?$/,
    ]);
    await target?.close();
    const fixed = await run([], '--baseline', mine);

    expect(fixed.code).toBe(1);
    expect(fixed.out).toContain('passes although the baseline lists it as a known failure');
  });

  it('with an entry that says no reason is wrong usage, before anything is tested', async () => {
    writeFileSync(mine, '{"mode": "server", "entries": [{"match": "exact-match/mismatch-refused"}]}');

    const { code, error } = await run([], '--baseline', mine);

    expect([code, target?.stats.requests]).toStrictEqual([2, 0]);
    expect(error).toMatch(/has no "reason"/);
  });
});

describe('a baseline just written', { timeout: 240_000 }, () => {
  /** Answers a server error to a revoke that names no group, beside these faults. */
  function crashing(faults: readonly string[]): Behaviour {
    const behaviour = withFaults(faults, revokeFaults);
    const revoke = behaviour.operations.RevokeSecurityGroupIngress;
    return changed(behaviour, {
      operations: {
        RevokeSecurityGroupIngress: (call) => {
          if (!isGiven(call.input, 'GroupId') && !isGiven(call.input, 'GroupName')) {
            throw new Refusal(500, 'InternalError', 'An internal error has occurred.');
          }
          return revoke(call);
        },
      },
    });
  }

  it.each([
    ['', '--only', 'errors/*'],
    ['', '--only', 'errors/no-group'],
    ['', '--effort', 'smoke', '--skip', 'response/*'],
    ['', '--effort', 'smoke'],
    ['dry-run-answers-success', '--only', 'dry-run/*', '--skip', 'response/*'],
    ['empty-group-id-counts-as-missing', '--only', 'errors/*', '--strict'],
  ])('lets the same target pass: %s %s %s %s %s', async (fault, ...selection) => {
    target = await startReference({ behaviour: crashing(fault === '' ? [] : [fault]) });
    const { endpoint, region } = target;
    const args = ['run', '--endpoint', endpoint.href, '--region', region, '--out', out, ...selection];

    const first = await runHere([...args, '--write-baseline', mine]);
    const again = await runHere([...args, '--baseline', mine]);

    expect(first.code, 'the fault shows').toBeGreaterThan(0);
    expect([again.code, report().summary.reasons, first.error]).toStrictEqual([0, [], '']);
  });

  it('is of a run whose last line names what made it incomplete', async () => {
    target = await startReference({ behaviour: crashing([]) });
    const { endpoint, region } = target;
    const args = ['run', '--endpoint', endpoint.href, '--region', region, '--out', out, '--only', 'errors/no-group'];

    const { code, out: text } = await runHere([...args, '--quiet']);

    expect([code, text]).toStrictEqual([
      3,
      expect.stringMatching(/: incomplete \(errors\/[\w-]+(, errors\/[\w-]+)*\)\n$/),
    ]);
  });

  it('says at once what it cannot hold', async () => {
    target = await startReference({ behaviour: withFaults(['many-ids-crash'], revokeFaults) });
    const { endpoint, region } = target;
    const args = ['run', '--endpoint', endpoint.href, '--region', region, '--out', out, '--max-calls', '60'];

    const { code, error, out: text } = await runHere([...args, '--only', 'errors/*', '--write-baseline', mine]);

    expect(code).toBe(3);
    expect(text).toMatch(/: incomplete \(.+\)\n$/);
    expect(error).toMatch(/^A run with the baseline ".*" is incomplete \(exit code 3\) for what .* cannot hold:\n {2}/);
    expect(error).toContain('the call limit was reached');
  });
});

describe('a target file', { timeout: 120_000 }, () => {
  it('that claims what is not there makes what needs it fail', async () => {
    writeFileSync(mine, '{"name": "boastful 1", "capabilities": {"denied-identity": true}}');
    target = await startReference();
    const { endpoint, region } = target;
    const common = ['run', '--endpoint', endpoint.href, '--region', region, '--out', out, '--target', mine];

    const { code } = await runHere([...common, '--only', 'dry-run/*', '--skip', '*/any-*']);

    const failed = report().cases.filter(({ verdict }) => verdict === 'fail');
    expect(code).toBe(1);
    expect(report().target).toMatchObject({
      name: 'boastful 1',
      capabilities: { 'denied-identity': { claimed: true } },
    });
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.flatMap(({ mismatches }) => mismatches.map(({ at }) => at)))).toStrictEqual(
      new Set(['capability denied-identity']),
    );
  });

  it('that admits it makes it not applicable', async () => {
    writeFileSync(mine, '{"capabilities": {"denied-identity": false}}');
    target = await startReference();
    const { endpoint, region } = target;
    const common = ['run', '--endpoint', endpoint.href, '--region', region, '--out', out, '--target', mine];

    await runHere([...common, '--only', 'dry-run/*', '--skip', '*/any-*']);

    expect(report().cases.filter(({ verdict }) => verdict === 'fail')).toStrictEqual([]);
    expect(report().summary.requirements.notApplicable).toBeGreaterThan(0);
  });
});

describe('a run that is killed', { timeout: 120_000 }, () => {
  it('leaves events of which a report is made, incomplete, and none of an earlier run', async () => {
    await run([]);
    expect(existsSync(join(out, 'report.json'))).toBe(true);
    const events = join(out, 'events.ndjson');
    const main = join(packageRoot(), 'dist/harness/cli/main.js');
    const running = target;
    if (running === undefined) throw new Error('No target.');
    const child = spawn(process.execPath, [main, ...argumentsOf(running, '--rate', '8')], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (!readFileSync(events, 'utf8').includes('"event":"case"') || existsSync(join(out, 'report.json'))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGKILL');
    await ended;

    const { code, out: text } = await runHere(['report', out]);

    expect(existsSync(join(out, 'report.json'))).toBe(false);
    expect(code).toBe(0);
    expect(text).toMatch(/the run did not come to its end: \d+ of \d+ cases are known/);
    expect(text).toMatch(/: incomplete \(.+\)\n$/);
  });
});
