import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revokeIngressOperation } from '../../../suites/revoke-ingress/operation.ts';
import { interruptRun, killAndSweep } from '../../../test-support/cli/killed-run.ts';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { journalFile, journalFiles } from '../../endpoint/journal/journal-files.ts';
import { changed, referenceBehaviour } from '../../reference/behaviour.ts';
import { type Reference, startReference } from '../../reference/reference.ts';
import { createGroup } from '../../security-groups/groups.ts';
import { catalogue } from '../command-list.ts';
import type { Context } from '../context.ts';
import { runProgram } from '../program.ts';
import { sweepCommand } from './sweep.ts';

let target: Reference;
let directory: string;

beforeEach(async () => {
  target = await startReference();
  directory = mkdtempSync(join(tmpdir(), 'sweep-'));
});

afterEach(async () => {
  await target.close();
  rmSync(directory, { recursive: true, force: true });
});

async function sweep(args: readonly string[], ask?: Context['ask'], at: Reference = target) {
  let out = '';
  let error = '';
  const code = await runProgram(
    ['sweep', '--endpoint', at.endpoint.href, '--out', directory, ...args],
    { commands: [sweepCommand], version: '0' },
    {
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (error += text) },
      environment: { AWS_REGION: at.region },
      catalogue,
      interrupted: () => new Promise(() => undefined),
      ...(ask === undefined ? {} : { ask }),
    },
  );
  return { code, out, error };
}

function callerFor(at: Reference, runId: string): Caller {
  return new Caller(settingsForReference(at, runId, { timeoutMs: 5000 }));
}

/** Prepares a run as a run does, and forgets it. */
async function abandonRun(runId: string, at: Reference = target): Promise<void> {
  const caller = callerFor(at, runId);
  const journal = new Journal(journalFile(directory, runId));
  journal.begin({ runId, endpoint: at.endpoint.href, region: at.region });
  await revokeIngressOperation.domain.prepare(caller.settings, { caller, journal }, revokeIngressOperation);
  caller.close();
}

describe('sweep', () => {
  it('says so when nothing is left', async () => {
    expect(await sweep([])).toStrictEqual({
      code: 0,
      out: `No resource of the suite is left at ${target.endpoint.href}.\n`,
      error: '',
    });
  });

  it('shows what is left, asks, and removes it', async () => {
    await abandonRun('feed0001');
    const questions: string[] = [];

    const refused = await sweep([], async (question) => {
      questions.push(question);
      return 'n';
    });
    const agreed = await sweep([], async () => 'yes');

    expect(questions).toStrictEqual(['Remove them? [y/N] ']);
    expect(refused.code).toBe(5);
    expect(refused.out).toMatch(/group sg-[0-9a-f]+ ec2-conformance-feed0001-probe\n/);
    expect(refused.out).toMatch(/vpc vpc-[0-9a-f]+ ec2-conformance-feed0001-vpc\n/);
    expect(refused.out).toMatch(/prefix-list pl-[0-9a-f]+ ec2-conformance-feed0001-prefix-list\n/);
    expect(agreed).toMatchObject({ code: 0, out: expect.stringMatching(/Removed 4 of 4\.\n$/) });
    expect(journalFiles(directory)).toStrictEqual([]);
    expect((await sweep([])).out).toMatch(/No resource of the suite/);
  });

  it('removes nothing where nobody can be asked', async () => {
    await abandonRun('feed0001');

    const { code, error } = await sweep([]);

    expect([code, error]).toStrictEqual([
      2,
      'ec2-conformance: There is no terminal to ask whether to remove them. Give --yes to do it without asking.\n',
    ]);
    expect((await sweep(['--yes'])).out).toMatch(/Removed 4 of 4/);
  });

  it('finds by names and tags what no journal knows, and one run among several', async () => {
    await abandonRun('feed0001');
    await abandonRun('feed0002');
    for (const file of journalFiles(directory)) rmSync(file);

    const one = await sweep(['--run', 'feed0001', '--yes']);
    const rest = await sweep(['--yes']);

    expect(one.out).toMatch(/Removed 4 of 4/);
    expect(one.out).not.toMatch(/feed0002/);
    expect(rest.out).toMatch(/feed0002/);
    expect(rest.out).toMatch(/Removed 4 of 4/);
  });

  it('leaves alone what others made, also where the target ignores filters', async () => {
    const { operations } = referenceBehaviour;
    const deaf = await startReference({
      behaviour: changed(referenceBehaviour, {
        operations: {
          DescribeSecurityGroups: (call) =>
            operations.DescribeSecurityGroups({ ...call, input: new Map() as unknown as typeof call.input }),
        },
      }),
    });
    const caller = callerFor(deaf, 'feed0001');
    await caller.call('CreateSecurityGroup', [
      ['GroupName', 'production'],
      ['GroupDescription', 'of somebody'],
    ]);
    await createGroup({ caller, journal: new Journal() }, 'ec2-conformance-feed0001-1-main', undefined);

    const { out, code } = await sweep(['--yes'], undefined, deaf);
    const left = await caller.call('DescribeSecurityGroups', []);
    caller.close();
    await deaf.close();

    expect([code, out]).toStrictEqual([0, expect.stringMatching(/Removed 1 of 1/)]);
    expect(left.exchange.response?.body.toString()).toContain('production');
    expect(left.exchange.response?.body.toString()).not.toContain('feed0001');
  });

  it('says what it could not remove, and keeps the journal', async () => {
    const stubborn = await startReference({
      behaviour: changed(referenceBehaviour, {
        operations: {
          DeleteSecurityGroup: ({ behaviour }) => {
            throw behaviour.errors.unauthorized({} as never);
          },
        },
      }),
    });
    await abandonRun('feed0001', stubborn);

    const { code, out } = await sweep(['--yes'], undefined, stubborn);
    await stubborn.close();

    expect(code).toBe(5);
    expect(out).toMatch(/still there: group sg-[0-9a-f]+: DeleteSecurityGroup got 403/);
    expect(journalFiles(directory)).toHaveLength(1);
  });

  it('signs for the region of the run, which its journal names', async () => {
    const elsewhere = await startReference({ region: 'eu-west-1' });
    await abandonRun('feed0001', elsewhere);
    let out = '';

    const code = await runProgram(
      ['sweep', '--out', directory, '--yes'],
      { commands: [sweepCommand], version: '0' },
      {
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (out += text) },
        environment: {},
        catalogue,
        interrupted: () => new Promise(() => undefined),
      },
    );
    await elsewhere.close();

    expect([code, out]).toStrictEqual([0, expect.stringMatching(/Removed 4 of 4/)]);
  });

  it('wants to know where to look', async () => {
    let error = '';
    const code = await runProgram(
      ['sweep', '--out', directory],
      { commands: [sweepCommand], version: '0' },
      {
        stdout: { write: () => undefined },
        stderr: { write: (text) => (error += text) },
        environment: {},
        catalogue,
        interrupted: () => new Promise(() => undefined),
      },
    );

    expect([code, error]).toStrictEqual([2, expect.stringMatching(/no endpoint is named\. Give --endpoint URL\.\n$/)]);
  });
});

describe('a run that is killed', () => {
  it.each([9, 40, 200])(
    'after %i requests leaves nothing once it was swept',
    async (requests) => {
      const killed = await killAndSweep(target, requests);

      expect(killed.killedAfter).toBeGreaterThanOrEqual(requests);
      expect(killed.sweep.code).toBe(0);
      expect(killed.after).toStrictEqual({ named: [], vpcs: 1 });
      expect(killed.leftBehind).toBe(true);
    },
    60_000,
  );
});

describe('a run that is interrupted', () => {
  it.each([20, 120])(
    'after %i requests tidies up by itself, and is incomplete',
    async (requests) => {
      const { code, after } = await interruptRun(target, requests);

      expect(after).toStrictEqual({ named: [], vpcs: 1 });
      expect(code).toBe(3);
    },
    60_000,
  );
});
