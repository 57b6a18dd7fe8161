/** What greedy answers cost a real run: memory and time, of a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { type FaultProxy, startFaultProxy } from '../../test-support/hostile/fault-proxy.ts';
import { misbehaviours } from '../../test-support/hostile/misbehaviours.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const greedy = [
  'fast-endless-body',
  'hundred-megabyte-body',
  'hundred-megabyte-head',
  'gzip-bomb',
  'entity-bomb',
  'unclosed-nesting',
  'huge-attribute',
  'thousand-strangers',
];
const all = misbehaviours(new URL('http://127.0.0.1:9/')).filter(({ id }) => greedy.includes(id));
const directory = mkdtempSync(join(tmpdir(), 'memory-'));

let reference: Reference;
let front: FaultProxy | undefined;

beforeAll(async () => {
  reference = await startReference();
});

afterEach(() => front?.close());

afterAll(async () => {
  await reference.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a run that is answered greedily now and then', () => {
  it('is tried with every greedy misbehaviour', () => {
    expect(all).toHaveLength(greedy.length);
  });

  it.each(all.map((misbehaviour) => [misbehaviour.id, misbehaviour] as const))(
    'stays below 300 MB: %s',
    async (_, misbehaviour) => {
      let revokes = 0;
      front = await startFaultProxy({
        behind: reference.endpoint,
        misbehaviour,
        picks: (body) => body.includes('Action=Revoke') && ++revokes % 5 === 0,
      });

      const args = ['run', '--endpoint', front.endpoint.href, '--out', directory, '--effort', 'smoke', '--quiet'];
      const { code, error, peakBytes } = await ec2Conformance(args, {
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      });

      expect(error).toBe('');
      expect([0, 1, 3]).toContain(code);
      expect(front.met()).toBeGreaterThan(2);
      expect(Math.round(peakBytes / 1024 / 1024)).toBeGreaterThan(20);
      expect(Math.round(peakBytes / 1024 / 1024)).toBeLessThan(300);
    },
    60_000,
  );
});
