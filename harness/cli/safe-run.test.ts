import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { Caller } from '../endpoint/caller.ts';
import { Journal } from '../endpoint/journal/journal.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { authorize, createGroup } from '../security-groups/groups.ts';
import { targetSettings } from './connection/target-settings.ts';

const directory = mkdtempSync(join(tmpdir(), 'safe-'));
let target: Reference;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function start(behaviour: Behaviour = referenceBehaviour): Promise<{ group: string; caller: Caller }> {
  target = await startReference({ behaviour });
  const caller = new Caller(
    targetSettings(target.endpoint.href, { timeoutMs: 5000, concurrency: 1, region: target.region }, {}),
  );
  const group = await createGroup({ caller, journal: new Journal() }, 'mine', undefined);
  return { group, caller };
}

let caller: Caller;
let group: string;

beforeEach(async () => {
  ({ group, caller } = await start());
});

afterEach(async () => {
  caller.close();
  await target.close();
});

function safeRun(...further: readonly string[]) {
  const args = ['run', '--endpoint', target.endpoint.href, '--region', target.region, '--out', directory];
  return runHere([...args, '--mode', 'safe', '--use-group', group, ...further]);
}

function report(): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
}

describe('run --mode safe', () => {
  it('sends nothing but revokes that are refused, and descriptions', async () => {
    const before = { ...target.stats.byAction };

    const { code, out } = await safeRun();

    const sent = Object.entries(target.stats.byAction).filter(([action, count]) => count !== before[action]);
    expect(sent.map(([action]) => action).sort()).toStrictEqual([
      'DescribeSecurityGroups',
      'DescribeVpcs',
      'RevokeSecurityGroupIngress',
    ]);
    expect(report().cases.length).toBeGreaterThan(50);
    expect([code, report().summary.requirements.fail], out).toStrictEqual([0, 0]);
  }, 60_000);

  it('finds out a target that accepts wrong signatures', async () => {
    caller.close();
    await target.close();
    ({ group, caller } = await start(
      changed(referenceBehaviour, { signing: { flaws: { mismatch: () => undefined } } }),
    ));

    const { code } = await safeRun();

    expect(code).toBe(1);
  }, 60_000);

  it('refuses a group in which there is something to lose', async () => {
    await authorize({ caller, journal: new Journal() }, group, 'ingress', [
      { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' },
    ]);
    const revokes = target.stats.byAction['RevokeSecurityGroupIngress'];

    const { code, error } = await safeRun();

    expect([code, error]).toStrictEqual([2, expect.stringMatching(/has rules of its own\. --use-group wants one/)]);
    expect(target.stats.byAction['RevokeSecurityGroupIngress']).toBe(revokes);
  }, 60_000);
});

describe('run --account', () => {
  it('runs in no other account', async () => {
    const { code, error } = await safeRun('--account', '999999999999');

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(/These keys belong to the account 111122223333, not to 999999999999\./),
    ]);
  }, 60_000);

  it('runs in this one', async () => {
    const { code } = await safeRun('--account', '111122223333', '--only', 'dry-run/*');

    expect(code).toBe(0);
  }, 60_000);
});
