/** How much of a run's wall time is ours when the target is moto: all that is not spent waiting for an answer. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moto } from '../peers/moto.ts';
import { packageRoot } from '../suite/package-root.ts';
import { runMeasured } from './measured-process.ts';

export type MotoShare =
  | { readonly kind: 'measured'; readonly calls: number; readonly wallMs: number; readonly waitedMs: number }
  | { readonly kind: 'not-run'; readonly why: string };

/** Installs nothing: where `npm run test:peers` has not put moto there, it is not run. */
export async function measureMotoShare(): Promise<MotoShare> {
  const peers = join(packageRoot(), '.peers');
  const installed = existsSync(peers) && readdirSync(peers).some((name) => name.startsWith('moto-'));
  if (!installed) {
    return { kind: 'not-run', why: 'moto is not installed; `npm run test:peers` installs it' };
  }
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  try {
    const peer = await moto.start();
    const { accessKeyId, secretAccessKey } = peer.identities.main;
    try {
      const { lines, wallMs } = await runMeasured(
        '../cli/main.js',
        ['run', '--endpoint', peer.endpoint, '--out', out, '--quiet'],
        {
          calls: true,
          exitCodes: [0, 1, 3],
          environment: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
        },
      );
      const waits = lines.flatMap((line) => (line.kind === 'call' ? [line.waitedMs] : []));
      const waitedMs = waits.reduce((sum, ms) => sum + ms, 0);
      return { kind: 'measured', calls: waits.length, wallMs, waitedMs };
    } finally {
      await peer.stop();
    }
  } catch (problem) {
    return { kind: 'not-run', why: problem instanceof Error ? problem.message : String(problem) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
