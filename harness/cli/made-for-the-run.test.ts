/** What a target does wrong with the VPC that a run makes for itself: it is reported as what it is. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { leftBehind } from '../../test-support/cli/killed-run.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { startReference } from '../reference/reference.ts';
import { text } from '../reference/request/input.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'made-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A run of few calls against this behaviour, and what is there after it. */
async function runAgainst(behaviour: Behaviour) {
  const target = await startReference({ behaviour });
  const args = ['--endpoint', target.endpoint.href, '--region', target.region, '--out', directory];
  const { code, out, error } = await runHere(['run', ...args, '--effort', 'smoke']);
  const after = await leftBehind(target);
  await target.close();
  const report = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
  return { code, out, error, after, summary: report.summary };
}

it.each([
  ['with its tag', true],
  ['without any', false],
])(
  'a VPC that is made %s and whose id is not returned is a mismatch',
  async (_how, isTagged) => {
    const { CreateVpc } = referenceBehaviour.operations;
    const nameless = changed(referenceBehaviour, {
      operations: {
        CreateVpc: (call) => {
          const { TagSpecification: _, ...untagged } = call.input;
          CreateVpc(isTagged ? call : { ...call, input: untagged });
          return { return: 'true' };
        },
      },
    });

    const { code, out, error, after, summary } = await runAgainst(nameless);

    expect([code, summary.verdict]).toStrictEqual([1, 'does-not-conform']);
    expect(summary.reasons).toContain('CreateVpc returned success without the id of what it made');
    expect(out).toContain('CreateVpc returned success without the id of what it made');
    expect(error).not.toMatch(/Left behind/);
    expect(after.vpcs).toBe(isTagged ? 1 : 2);
  },
  60_000,
);

it('the default group that is still there when its VPC is deleted is left behind', async () => {
  const keeping = changed(referenceBehaviour, {
    operations: {
      DeleteVpc: ({ store, input }) => {
        store.vpcs.delete(text(input, 'VpcId') ?? '');
        return { return: 'true' };
      },
    },
  });

  const { code, summary } = await runAgainst(keeping);

  expect([code, summary.verdict]).toStrictEqual([5, 'conforms']);
  expect(summary.reasons).toStrictEqual([
    expect.stringMatching(/^left behind: group sg-\w+: DeleteVpc has deleted vpc-\w+ and kept this group of it; /),
  ]);
}, 60_000);
