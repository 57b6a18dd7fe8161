import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { changed, referenceBehaviour } from '../reference/behaviour.ts';
import { startReference } from '../reference/reference.ts';
import { identityVariables } from './connection/target-settings.ts';

const directory = mkdtempSync(join(tmpdir(), 'recording-'));
const recording = join(directory, 'recording');
const part = ['--only', 'signing/*', '--only', 'exact-match/to-port'];
/** Nobody's: not one of those that AWS's documentation uses, which stay as they are. */
const account = '210987654321';

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function verdictsIn(folder: string): readonly string[] {
  const { cases, requirements } = JSON.parse(readFileSync(join(directory, folder, 'report.json'), 'utf8')) as Report;
  return [...cases, ...requirements].map(({ id, verdict }) => `${id} ${verdict}`);
}

function textOf(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** A run against a target with a fault, so that there is something to judge. */
async function record() {
  const target = await startReference({
    account,
    behaviour: changed(referenceBehaviour, { signing: { flaws: { mismatch: () => undefined } } }),
  });
  const live = ['run', '--endpoint', target.endpoint.href, '--out', join(directory, 'live')];
  const run = await ec2Conformance([...live, '--record', recording, ...part], identityVariables(target.credentials));
  await target.close();
  return run;
}

describe('a recording', () => {
  it('is replayed without its target to the same verdicts', async () => {
    const recorded = await record();
    const replayed = await ec2Conformance(['run', '--replay', recording, '--out', join(directory, 'replayed')]);

    expect([1, 3]).toContain(recorded.code);
    expect([replayed.code, recorded.error, replayed.error]).toStrictEqual([recorded.code, '', '']);
    expect(verdictsIn('live').filter((line) => line.endsWith(' fail')).length).toBeGreaterThan(0);
    expect(verdictsIn('replayed')).toStrictEqual(verdictsIn('live'));
  }, 120_000);

  it('holds no key, token, signature or account id', () => {
    const text = textOf(recording);

    for (const secret of ['reference-denied-secret', 'AKIAREFERENCEDENIED0', 'reference-session-token', account]) {
      expect(text.includes(secret), secret).toBe(false);
    }
    expect(text.match(/Signature=0*[1-9a-f][0-9a-f]*/g)).toBeNull();
    expect(text).toMatch(/Signature=0{64}/);
    // One number in its place, wherever it was.
    expect(new Set(text.match(/(?<=<ownerId>)\d{12}/g)).size).toBe(1);
  });

  it('says what was run, when and where, and is sealed', () => {
    const head = JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8')) as Record<string, unknown>;

    expect(head).toMatchObject({
      format: 1,
      region: 'us-east-1',
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      identities: ['main', 'denied', 'session'],
    });
  });

  it('is judged again by report', async () => {
    const { code, out, error } = await ec2Conformance(['report', recording, '--to', 'markdown']);

    expect([code, error]).toStrictEqual([0, '']);
    expect(out).toMatch(/signing/);
  }, 60_000);

  it('is refused once it was changed', async () => {
    appendFileSync(join(recording, 'cases.ndjson'), '\n');

    const { code, error } = await ec2Conformance(['run', '--replay', recording, '--out', join(directory, 'refused')]);

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(/was changed since it was made: its digest differs/),
    ]);
  }, 60_000);

  it.each([
    [['run', '--replay', '/nowhere/at/all'], /holds no recording\.json/],
    [['run', '--replay', 'a', '--record', 'b'], /Give one of them/],
    [['run', '--record', 'a', '--concurrency', '2'], /one case at a time/],
  ])('%j is refused', async (args, message) => {
    const { code, error } = await ec2Conformance([...args, '--out', join(directory, 'refused')]);

    expect([code, error]).toStrictEqual([2, expect.stringMatching(message)]);
  });
});
