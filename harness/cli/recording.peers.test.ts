/** A recording of moto is replayed to the same verdicts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { moto } from '../../test-support/peers/moto.ts';

it('recorded and replayed, moto gets the same verdicts', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'moto-'));
  const verdicts = (folder: string) => {
    const { cases, requirements } = JSON.parse(readFileSync(join(directory, folder, 'report.json'), 'utf8')) as Report;
    return [...cases, ...requirements].map(({ id, verdict }) => `${id} ${verdict}`);
  };
  const server = await moto.start();
  const keys = server.identities.main;
  const environment = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  try {
    const live = ['run', '--endpoint', server.endpoint, '--out', join(directory, 'live')];
    const recorded = await ec2Conformance([...live, '--record', join(directory, 'recording')], environment);
    await server.stop();

    const replayed = await ec2Conformance([
      'run',
      '--replay',
      join(directory, 'recording'),
      '--out',
      join(directory, 'replayed'),
    ]);

    expect([recorded.error, replayed.error]).toStrictEqual(['', '']);
    expect(replayed.code).toBe(recorded.code);
    expect(verdicts('live').length).toBeGreaterThan(300);
    expect(verdicts('replayed')).toStrictEqual(verdicts('live'));
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
