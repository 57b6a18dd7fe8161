/** Releases of Node, as npm's package `node` brings them, to run the suite on. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PeerMissing, peerFolder } from './toolchain.ts';

/** What package.json promises to run on: the oldest line of `engines`, and each line with long-term support since. */
export const nodeLines = ['20.19', '22', '24', '26'] as const;

/** An installed release of Node. */
export interface NodeRelease {
  /** `v22.22.0` */
  readonly version: string;
  /** Path of the executable. */
  readonly path: string;
}

const run = promisify(execFile);

/** The newest release of a line that the registry has, or the one installed before where no registry answers. Throws PeerMissing. */
export async function installNode(line: string): Promise<NodeRelease> {
  const folder = peerFolder(`node-${line}`);
  const path = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--prefer-online', `node@${line}`];
  try {
    await run('npm', install, { timeout: 300_000 });
  } catch (problem) {
    const why = problem instanceof Error ? problem.message.split('\n').slice(0, 2).join(' ') : String(problem);
    if (!existsSync(path)) throw new PeerMissing(`Node ${line} could not be installed (${why.slice(0, 300)})`);
  }
  if (!existsSync(path))
    throw new PeerMissing(`Node ${line}: npm's package node brought no executable for this platform`);
  const { stdout } = await run(path, ['--version']);
  return { version: stdout.trim(), path };
}

/** Whether `engines` of package.json names the oldest of {@link nodeLines}. */
export function isOldestLine(root: string): boolean {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
  return engines.node === `>=${nodeLines[0]}`;
}
