/** How much of a run's wall time is ours when the target is moto: all that is not spent waiting for a response. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { moto } from '../../../test-support/peers/moto.ts';
import { runMeasured } from '../measured-process.ts';
import { type Spread, spreadOf } from '../samples.ts';

/** The share of a run's time that is not spent waiting for moto, or why it was not measured. */
export type MotoShare =
  | { readonly kind: 'measured'; readonly calls: number; readonly wallMs: Spread; readonly share: Spread }
  | { readonly kind: 'not-run'; readonly why: string };

/** `rounds`: runs against one moto. Installs nothing: where `npm run test:peers` has not put moto there, it is not run. */
export async function measureMotoShare(rounds: number): Promise<MotoShare> {
  const peers = join(packageRoot(), '.peers');
  const installed = existsSync(peers) && readdirSync(peers).some((name) => name.startsWith('moto-'));
  if (!installed) {
    return { kind: 'not-run', why: 'moto is not installed; `npm run test:peers` installs it' };
  }
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  try {
    const peer = await moto.start();
    const { accessKeyId, secretAccessKey } = peer.identities.main;
    const environment = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const runs: { readonly calls: number; readonly wallMs: number; readonly share: number }[] = [];
    try {
      for (let round = 0; round < rounds; round += 1) {
        const { lines, wallMs } = await runMeasured(
          'harness/cli/main.js',
          ['run', '--endpoint', peer.endpoint, '--out', out, '--quiet'],
          { calls: true, exitCodes: [0, 1, 3], environment },
        );
        const waits = lines.flatMap((line) => (line.kind === 'call' ? [line.waitedMs] : []));
        const waitedMs = waits.reduce((sum, ms) => sum + ms, 0);
        runs.push({ calls: waits.length, wallMs, share: 1 - waitedMs / wallMs });
      }
      return {
        kind: 'measured',
        calls: runs[0]?.calls ?? 0,
        wallMs: spreadOf(runs.map(({ wallMs }) => wallMs)),
        share: spreadOf(runs.map(({ share }) => share)),
      };
    } finally {
      await peer.stop();
    }
  } catch (problem) {
    return { kind: 'not-run', why: problem instanceof Error ? problem.message : String(problem) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
