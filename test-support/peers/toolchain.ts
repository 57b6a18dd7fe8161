/** Finds the toolchains of peers and installs peers into `.peers/`; nothing of it is needed by who uses the suite. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../harness/package/package-root.ts';

const run = promisify(execFile);

/** Why a peer does not run here; reported loudly, never counted as passed. */
export class PeerMissing extends Error {
  override readonly name = 'PeerMissing';
}

/** The first of these commands that answers `--version`. */
export function findCommand(names: readonly string[]): string | undefined {
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

/** The folder that a peer is installed in; kept between runs, ignored by git. */
export function peerFolder(name: string): string {
  const folder = join(packageRoot(), '.peers', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A Python environment with these packages; answers its `bin` folder. Throws PeerMissing. */
export async function pythonEnvironment(name: string, packages: readonly string[]): Promise<string> {
  const python = findCommand(['python3', 'python']);
  if (python === undefined) {
    throw new PeerMissing(`${name}: there is no Python on this machine`);
  }
  const folder = peerFolder(`${name}-${packages.join('-').replace(/[^a-z0-9.]+/gi, '-')}`);
  const bin = join(folder, 'bin');
  if (!existsSync(join(folder, 'installed'))) {
    try {
      await run(python, ['-m', 'venv', folder], { timeout: 120_000 });
      await run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', ...packages], { timeout: 600_000 });
      mkdirSync(join(folder, 'installed'));
    } catch (problem) {
      throw new PeerMissing(`${name}: ${packages.join(' ')} could not be installed (${firstLine(problem)})`);
    }
  }
  return bin;
}

/**
 * A program of a crate, built without optimisation since it only has to answer a few thousand requests; answers its `bin`
 * folder. The first time takes many minutes. Throws PeerMissing.
 */
export async function cargoPackage(crate: string, version: string): Promise<string> {
  if (findCommand(['cargo']) === undefined) {
    throw new PeerMissing(`${crate}: there is no Rust on this machine`);
  }
  const folder = peerFolder(`${crate}-${version}`);
  if (!existsSync(join(folder, 'installed'))) {
    try {
      const what = ['install', '--debug', '--locked', `${crate}@${version}`, '--root', folder];
      await run('cargo', what, { timeout: 3_600_000, maxBuffer: 64 * 1024 * 1024 });
      mkdirSync(join(folder, 'installed'));
    } catch (problem) {
      throw new PeerMissing(`${crate}: ${version} could not be built (${firstLine(problem)})`);
    }
  }
  return join(folder, 'bin');
}

function firstLine(problem: unknown): string {
  const text = problem instanceof Error ? problem.message : String(problem);
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .join(' ')
    .slice(0, 300);
}
