/** What a run creates is found again where the response never came, and where the target takes no tags. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killAndSweep, leftBehind } from '../../test-support/cli/killed-run.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { startFaultProxy } from '../../test-support/hostile/fault-proxy.ts';
import { type Misbehaviour, reset } from '../../test-support/hostile/misbehaviour.ts';
import { journalFiles } from '../endpoint/journal/journal-files.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import type { Struct } from '../reference/request/input.ts';
import { Refusal } from '../reference/responses/refusal.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lost-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Refuses every request that asks for a tag. */
const tagless: Behaviour = changed(referenceBehaviour, {
  checks: {
    version: (call) => {
      referenceBehaviour.checks.version(call);
      if (call.pairs.some(([name]) => name.startsWith('TagSpecification'))) {
        throw new Refusal(400, 'UnknownParameter', 'The parameter TagSpecification is not recognized');
      }
    },
  },
});

const lost: Misbehaviour = {
  id: 'lost',
  means: 'does what it is asked, and resets the connection instead of answering',
  perform: ({ socket }) => reset(socket),
  oneCase: 'error',
  wholeRun: 'unreachable',
};

/** A run against the target, in which no call of this action is answered. */
async function runWithout(action: string, target: Reference) {
  const front = await startFaultProxy({
    behind: target.endpoint,
    misbehaviour: lost,
    picks: (body) => body.includes(`Action=${action}&`),
  });
  const args = ['--endpoint', front.endpoint.href, '--region', target.region, '--out', directory, '--effort', 'smoke'];
  const finished = await ec2Conformance(['run', ...args]);
  return { ...finished, front };
}

describe('a VPC whose id was never received', () => {
  it('is found by its tag and removed by the run itself', async () => {
    const target = await startReference();

    const { code, error, front } = await runWithout('CreateVpc', target);
    const after = await leftBehind(target);
    await front.close();
    await target.close();

    expect([code, error]).toStrictEqual([
      4,
      expect.stringMatching(/answered the first request, then failed: CreateVpc/),
    ]);
    expect(error).not.toMatch(/Left behind/);
    expect(target.stats.byAction['CreateVpc']).toBeGreaterThan(0);
    expect(after).toStrictEqual({ named: [], vpcs: 1 });
    expect(journalFiles(directory)).toStrictEqual([]);
  }, 60_000);

  it('is reported, by the run and by a sweep, where it has no tag to be found by', async () => {
    const target = await startReference({
      behaviour: changed(referenceBehaviour, {
        operations: {
          CreateVpc: (call) => referenceBehaviour.operations.CreateVpc({ ...call, input: withoutTags(call.input) }),
        },
      }),
    });

    const { code, error, front } = await runWithout('CreateVpc', target);
    const swept = await ec2Conformance(['sweep', '--endpoint', front.endpoint.href, '--out', directory]);
    await front.close();
    await target.close();

    expect([code, error]).toStrictEqual([
      4,
      expect.stringMatching(/Left behind.*\n {2}vpc ec2-conformance-[0-9a-f]+-vpc: was asked for and never answered/),
    ]);
    expect(swept.out).toMatch(
      /^Asked for, never answered and not found: ec2-conformance-[0-9a-f]+-vpc\. Is there a VPC of 10\.251\.0\.0\/24/,
    );
  }, 60_000);
});

function withoutTags({ TagSpecification: _, ...rest }: Struct): Struct {
  return rest;
}

describe('groups whose creation was answered with a server error', () => {
  it('are removed with the others', async () => {
    let created = 0;
    const target = await startReference({
      behaviour: changed(referenceBehaviour, {
        operations: {
          CreateSecurityGroup: (call) => {
            const response = referenceBehaviour.operations.CreateSecurityGroup(call);
            created += 1;
            if (created % 2 === 0) throw new Refusal(500, 'InternalError', 'An internal error has occurred.');
            return response;
          },
        },
      }),
    });

    const args = ['--endpoint', target.endpoint.href, '--region', target.region, '--out', directory];
    await ec2Conformance(['run', ...args, '--effort', 'smoke']);
    const after = await leftBehind(target);
    await target.close();

    expect(created).toBeGreaterThan(2);
    expect(after).toStrictEqual({ named: [], vpcs: 1 });
  }, 60_000);
});

describe('a target that takes no tags', () => {
  it('is tested all the same, in a VPC of our own', async () => {
    const target = await startReference({ behaviour: tagless });

    const args = ['--endpoint', target.endpoint.href, '--region', target.region, '--out', directory];
    const { code, out } = await ec2Conformance(['run', ...args, '--effort', 'smoke']);
    const after = await leftBehind(target);
    await target.close();

    expect([code, out]).toStrictEqual([0, expect.not.stringMatching(/not available: nondefault-vpc/)]);
    expect(after).toStrictEqual({ named: [], vpcs: 1 });
  }, 60_000);

  it.each([9, 40])(
    'is left with nothing by a run that is killed after %i requests, once it was swept',
    async (requests) => {
      const target = await startReference({ behaviour: tagless });

      const { leftBehind, sweep, after } = await killAndSweep(target, requests);
      await target.close();

      expect([leftBehind, sweep.code, after]).toStrictEqual([true, 0, { named: [], vpcs: 1 }]);
    },
    60_000,
  );
});
