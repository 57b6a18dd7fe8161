/**
 * Every misbehaviour of test-support/hostile, played on one case in the midst of others and on a whole run: the run ends, blames the
 * right one, and leaves nothing behind.
 */

import { createServer } from 'node:http';
import type { createServer as createListener, Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { TargetProblem } from '../harness/endpoint/problem.ts';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { type Reference, startReference } from '../harness/reference/reference.ts';
import { type FaultProxy, startFaultProxy } from '../test-support/hostile/fault-proxy.ts';
import type { ExpectedCaseVerdict, Misbehaviour } from '../test-support/hostile/misbehaviour.ts';
import { misbehaviours } from '../test-support/hostile/misbehaviours.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

/** Source of the rule whose removal meets the misbehaviour. */
const picked = '198.51.100.77/32';
const ssh = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22' };

function removal(id: string, cidr: string): Case {
  return {
    id: `hostile/${id}`,
    title: `removes ${cidr}`,
    requirements: [],
    given: { main: { ingress: { rule: { ...ssh, CidrIp: cidr } } } },
    send: {
      params: {
        GroupId: '{main}',
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '22',
        'IpPermissions.1.ToPort': '22',
        'IpPermissions.1.IpRanges.1.CidrIp': cidr,
      },
    },
    expect: [{ answer: 'removed', status: ['200'], return: 'true', after: [] }],
  };
}

const cases = [removal('before', '192.0.2.1/32'), removal('met', picked), removal('after', '192.0.2.2/32')];

function settingsFor(endpoint: URL, reference: Reference, timeoutMs = 5000): TargetSettings {
  const { region, credentials } = reference;
  return settingsForReference({ endpoint, region, credentials }, 'hostile', {
    timeoutMs,
    maxResponseBytes: 8 * 1024 * 1024,
    patience: { attempts: 3, firstPauseMs: 5 },
    settleMs: 0,
  });
}

/** Connections and timers of this process. */
function handles(): number {
  return process.getActiveResourcesInfo().filter((kind) => /TCPSocket|TLS|TCPServer/.test(kind)).length;
}

let heard = 0;
const elsewhereServer = createServer((_, response) => {
  heard += 1;
  response.end();
});
const elsewhere = await new Promise<URL>((resolve) => {
  elsewhereServer.listen(0, '127.0.0.1', () => resolve(portOf(elsewhereServer)));
});
const all = misbehaviours(elsewhere);
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);

let reference: Reference;
let front: FaultProxy | undefined;

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  reference = await startReference();
});

afterEach(async () => {
  await front?.close();
  front = undefined;
});

afterAll(async () => {
  await reference.close();
  await new Promise((resolve) => elsewhereServer.close(resolve));
  process.off('unhandledRejection', onRejection);
});

/** A proxy before the reference that misbehaves, and the settings of a run on it. */
async function hostileFront(misbehaviour: Misbehaviour, picks?: (body: string) => boolean) {
  const started = await startFaultProxy({
    behind: reference.endpoint,
    misbehaviour,
    ...(picks === undefined ? {} : { picks }),
  });
  return { front: started, settings: settingsFor(started.endpoint, reference, misbehaviour.timeoutMs) };
}

async function meet(misbehaviour: Misbehaviour, picks?: (body: string) => boolean): Promise<TargetSettings> {
  const { front: started, settings } = await hostileFront(misbehaviour, picks);
  front = started;
  return settings;
}

function fateOf({ verdict, findings }: CaseResult): ExpectedCaseVerdict | string {
  const failing = findings.some(({ mismatches }) => mismatches.length > 0);
  return verdict === 'fail' || failing ? 'blamed' : verdict;
}

describe('one hostile response among honest ones', () => {
  it('is of at least forty kinds', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(40);
  });

  it.each(all.map((misbehaviour) => [misbehaviour.id, misbehaviour] as const))(
    '%s: only its own case is touched',
    async (_, misbehaviour) => {
      const before = handles();
      const settings = await meet(
        misbehaviour,
        (body) => body.includes('Action=Revoke') && body.includes(encodeURIComponent(picked)),
      );

      const { results, leftovers } = await runInProcess(settings, cases, revokeIngressOperation);

      expect(front?.met()).toBeGreaterThan(0);
      expect(results.map(fateOf)).toStrictEqual(['pass', misbehaviour.oneCase, 'pass']);
      expect(leftovers).toStrictEqual([]);
      await front?.close();
      await expect.poll(handles).toBeLessThanOrEqual(before + 1);
    },
  );
});

// They wait most of the time, each for a front of its own.
describe.concurrent('a target whose every response is hostile', () => {
  it.each(all.map((misbehaviour) => [misbehaviour.id, misbehaviour] as const))(
    '%s: the run ends and says what is wrong',
    async (_, misbehaviour) => {
      const { front: own, settings } = await hostileFront(misbehaviour);

      const outcome = await runInProcess(settings, cases, revokeIngressOperation).catch((problem: unknown) => problem);
      await own.close();

      if (misbehaviour.wholeRun === 'runs') {
        expect(outcome).not.toBeInstanceOf(Error);
        const { results } = outcome as Awaited<ReturnType<typeof runInProcess>>;
        const mayPass = misbehaviour.oneCase === 'pass' || misbehaviour.oneCase === 'untestable';
        expect(results.map(fateOf).every((fate) => mayPass || fate !== 'pass')).toBe(true);
      } else {
        expect(outcome).toBeInstanceOf(TargetProblem);
        expect((outcome as TargetProblem).kind).toBe(misbehaviour.wholeRun);
        expect((outcome as TargetProblem).message).toMatch(/^[^\n]{30,400}$/);
      }
    },
  );
});

describe('hostile answers', () => {
  it('never make us ask another host', () => {
    expect(heard).toBe(0);
  });

  it('leave no rejection unhandled', () => {
    expect(rejections).toStrictEqual([]);
  });
});

describe('a target that comes and goes', () => {
  const quiet: Misbehaviour = {
    id: 'dies',
    means: 'dies',
    perform: () => front?.die(250),
    oneCase: 'error',
    wholeRun: 'unreachable',
  };

  it('is asked on further connections when it closes each after three answers', async () => {
    front = await startFaultProxy({
      behind: reference.endpoint,
      misbehaviour: quiet,
      picks: () => false,
      responsesPerConnection: 3,
    });

    const { results, leftovers } = await runInProcess(
      settingsFor(front.endpoint, reference),
      cases,
      revokeIngressOperation,
    );

    expect(results.map(fateOf)).toStrictEqual(['pass', 'pass', 'pass']);
    expect(leftovers).toStrictEqual([]);
  });

  it('costs the case that met its death, and no other, when it is back soon', async () => {
    const settings = await meet(quiet, (body) => body.includes('Action=Revoke') && body.includes('198.51.100.77'));

    const { results, leftovers } = await runInProcess(settings, cases, revokeIngressOperation);

    expect(results.map(fateOf)).toStrictEqual(['pass', 'error', 'pass']);
    expect(leftovers).toStrictEqual([]);
  });

  it('is given up when it stays away, and what is left is reported', async () => {
    const away: Misbehaviour = { ...quiet, perform: () => front?.die(60_000) };
    const settings = await meet(away, (body) => body.includes('Action=Revoke') && body.includes('198.51.100.77'));
    const many = [
      ...cases,
      ...Array.from({ length: 200 }, (_, index) => removal(`late-${index}`, `192.0.2.${index}/32`)),
    ];
    const since = performance.now();

    const { results, leftovers } = await runInProcess(settings, many, revokeIngressOperation);

    expect(performance.now() - since).toBeLessThan(15_000);
    expect(results.map(fateOf)).toStrictEqual(many.map(() => 'error'));
    expect(leftovers.length).toBeGreaterThan(0);
    expect(results.at(-1)?.reason?.message).toMatch(/stopped answering/);
  });

  it.each([
    ['http://nowhere.invalid/', /host name of nowhere\.invalid cannot be resolved/],
    ['http://127.0.0.1:1/', /nothing listens at 127\.0\.0\.1:1/],
  ])('was never there: %s', async (endpoint, message) => {
    const run = runInProcess(settingsFor(new URL(endpoint), reference), cases, revokeIngressOperation);

    await expect(run).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringMatching(message) });
  });

  it('speaks no TLS where TLS is asked for', async () => {
    const endpoint = new URL(reference.endpoint.href.replace('http:', 'https:'));

    const run = runInProcess(settingsFor(endpoint, reference), cases, revokeIngressOperation);

    await expect(run).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/does not speak TLS/),
    });
  });
});

function portOf(server: Server | ReturnType<typeof createListener>): URL {
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`);
}
