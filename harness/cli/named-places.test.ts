/** Runs where the user names the groups or the VPC to work in. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { endRun } from '../../test-support/cli/killed-run.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { Caller } from '../endpoint/caller.ts';
import { Journal } from '../endpoint/journal/journal.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { authorize, describeGroups } from '../security-groups/groups.ts';
import { findDefaultVpc } from '../security-groups/vpcs.ts';
import { targetSettings } from './connection/target-settings.ts';

const directory = mkdtempSync(join(tmpdir(), 'places-'));
const journal = new Journal();
const rule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };

let target: Reference;
let caller: Caller;
let vpc: string;
let main: string;
let peer: string;

async function start(behaviour: Behaviour = referenceBehaviour): Promise<void> {
  target = await startReference({ behaviour });
  const asked = { timeoutMs: 5000, concurrency: 1, region: target.region };
  caller = new Caller(targetSettings(target.endpoint.href, asked, {}));
  const { outcome } = await caller.call('CreateVpc', [['CidrBlock', '10.9.0.0/16']]);
  vpc = /vpc-[0-9a-f]+/.exec(JSON.stringify(outcome))?.[0] ?? '';
  main = await ownGroup('mine');
  peer = await ownGroup('other');
}

/** As its owner makes it, without our tag. */
async function ownGroup(name: string): Promise<string> {
  const { outcome } = await caller.call('CreateSecurityGroup', [
    ['GroupName', name],
    ['GroupDescription', 'of the user'],
    ['VpcId', vpc],
  ]);
  return /sg-[0-9a-f]+/.exec(JSON.stringify(outcome))?.[0] ?? '';
}

beforeEach(() => start());

afterEach(async () => {
  caller.close();
  await target.close();
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function command(name: 'run' | 'sweep', ...further: readonly string[]) {
  const args = ['--endpoint', target.endpoint.href, '--region', target.region, '--out', directory];
  return runHere([name, ...args, ...further]);
}

function report(): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
}

async function rulesIn(...ids: readonly string[]): Promise<number> {
  const states = await describeGroups({ caller }, ids);
  return states.reduce((sum, { ingress }) => sum + ingress.length, 0);
}

describe('run --use-group', () => {
  it('works in that group alone, creates nothing, and leaves no rule', async () => {
    const before = { ...target.stats.byAction };

    const { code, out } = await command('run', '--use-group', main, '--only', 'exact-match/*', '--only', 'dry-run/*');

    const { byAction } = target.stats;
    const creating = Object.keys(byAction).filter((action) => /^(Create|Delete)|Egress$/.test(action));
    expect(creating.filter((action) => byAction[action] !== before[action])).toStrictEqual([]);
    const passed = report().requirements.filter(({ verdict }) => verdict === 'pass');
    expect([code, passed.length > 30, report().summary.requirements.untestable], out).toStrictEqual([0, true, 0]);
    expect(await rulesIn(main)).toBe(0);
  }, 120_000);

  it('refers to the second group where rules need one', async () => {
    const only = ['--only', 'state/groups-apart', '--only', 'exact-match/rule-of-another-group'];

    await command('run', '--use-group', main, ...only);
    const alone = report().cases.map(({ verdict }) => verdict);
    await command('run', '--use-group', main, '--use-group', peer, ...only);

    expect(alone).toContain('not-applicable');
    expect(new Set(report().cases.map(({ verdict }) => verdict))).toStrictEqual(new Set(['pass']));
    expect(await rulesIn(main, peer)).toBe(0);
  }, 120_000);

  it('finds out a target that removes too much', async () => {
    caller.close();
    await target.close();
    await start(changed(referenceBehaviour, { matching: { toPort: () => true } }));

    await command('run', '--use-group', main, '--only', 'exact-match/*');

    const failed = report().requirements.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toStrictEqual(['exact-match/to-port']);
    expect(await rulesIn(main)).toBe(0);
  }, 120_000);

  it('is replayed from its recording without naming the group again', async () => {
    const recording = join(directory, 'recording');
    const verdicts = () => report().cases.map(({ id, verdict }) => `${id} ${verdict}`);

    await command('run', '--use-group', main, '--only', 'exact-match/to-port', '--record', recording);
    const recorded = verdicts();
    const { error } = await runHere(['run', '--replay', recording, '--out', directory]);

    expect(error).toBe('');
    expect(recorded.filter((line) => line.endsWith(' pass')).length).toBeGreaterThan(3);
    expect(verdicts()).toStrictEqual(recorded);
  }, 60_000);

  it('leaves rules behind when it is killed, which a sweep takes away, and the group not', async () => {
    // Between two cases there are no rules.
    let left = 0;
    for (let requests = 40; left === 0 && requests < 60; requests += 1) {
      await endRun(target, requests, directory, 'SIGKILL', ['--use-group', main]);
      left = await rulesIn(main);
    }

    const { code, out } = await command('sweep', '--yes');

    expect(left).toBeGreaterThan(0);
    expect([code, out]).toStrictEqual([0, expect.stringContaining(`ingress-rules ${main} mine`)]);
    expect(await rulesIn(main)).toBe(0);
    expect(target.stats.byAction['DeleteSecurityGroup']).toBeUndefined();
  }, 60_000);

  it('touches neither a default group nor one in which there is something to lose', async () => {
    const { found = '' } = await findDefaultVpc({ caller, journal });
    const { outcome } = await caller.call('DescribeSecurityGroups', [
      ['Filter.1.Name', 'vpc-id'],
      ['Filter.1.Value.1', found],
    ]);
    const standard = /sg-[0-9a-f]+/.exec(JSON.stringify(outcome))?.[0] ?? '';
    await authorize({ caller, journal }, main, 'ingress', [rule]);
    const before = { ...target.stats.byAction };

    const ofDefault = await command('run', '--use-group', standard);
    const withRules = await command('run', '--use-group', main);
    const absent = await command('run', '--use-group', 'sg-0ab5e27ab5e27ab5e');

    expect([ofDefault.code, ofDefault.error]).toStrictEqual([2, expect.stringMatching(/is a default group/)]);
    expect([withRules.code, withRules.error]).toStrictEqual([2, expect.stringMatching(/has rules of its own/)]);
    expect([absent.code, absent.error]).toStrictEqual([2, expect.stringMatching(/cannot be read: .*NotFound/)]);
    expect(target.stats.byAction['AuthorizeSecurityGroupIngress']).toBe(before['AuthorizeSecurityGroupIngress']);
    expect(target.stats.byAction['RevokeSecurityGroupIngress']).toBeUndefined();
    expect(await rulesIn(main)).toBe(1);
  }, 60_000);

  it.each([
    [['--use-group', 'a', '--use-vpc', 'b'], /Give one of them/],
    [['--use-group', 'a', '--use-group', 'b', '--use-group', 'c'], /at most two groups/],
    [['--use-group', 'a', '--concurrency', '2'], /Leave out --concurrency/],
  ])('%j is refused', async (args, message) => {
    const { code, error } = await command('run', ...args);

    expect([code, error]).toStrictEqual([2, expect.stringMatching(message)]);
  });
});

describe('run --use-vpc', () => {
  it('creates its groups there alone, and no VPC', async () => {
    const { code, out } = await command('run', '--use-vpc', vpc, '--effort', 'smoke');

    expect(code, out).toBe(0);
    expect(report().target.capabilities?.['default-vpc']).toMatchObject({ available: false });
    expect(target.stats.byAction['CreateVpc']).toBe(1);
    expect(target.stats.byAction['DeleteVpc']).toBeUndefined();
  }, 60_000);

  it('refuses a VPC in which no group can be created', async () => {
    const { code, error } = await command('run', '--use-vpc', 'vpc-0ab5e27ab5e27ab5e');

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(/No group can be created in vpc-0ab5e27ab5e27ab5e: CreateSecurityGroup got /),
    ]);
  }, 60_000);
});
