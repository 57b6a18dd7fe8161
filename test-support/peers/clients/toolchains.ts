/** Builds the adapters under `.peers/` with the toolchains of their languages. Everything throws PeerMissing. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { findCommand, PeerMissing, peerFolder, pythonEnvironment } from '../toolchain.ts';

const run = promisify(execFile);

/** A first build fetches an SDK, which for Java is some hundred megabytes. */
const buildsWithinMs = 900_000;

/** `adapters/NAME`, as paths in published results are written: relative to the package. */
export function adapterFolder(name: string): string {
  return join('adapters', name);
}

/** A driver.mjs with its dependencies from npm, at the versions of its lock file. */
export async function npmAdapter(name: string): Promise<readonly string[]> {
  const folder = await built(name, 'npm', async (target) => {
    copy(name, target);
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: target, timeout: buildsWithinMs });
  });
  return ['node', join(folder, 'driver.mjs')];
}

/** The `bin` folder of a Python environment with what the adapter's requirements.txt pins. */
export async function pythonAdapter(name: string): Promise<string> {
  const text = readFileSync(join(packageRoot(), adapterFolder(name), 'requirements.txt'), 'utf8');
  const packages = text.split('\n').filter((line) => /^[^#\s]/.test(line));
  return inPackage(await pythonEnvironment(`adapter-${name}`, packages));
}

/** The `bin` folder of a Python environment with this version of a package, for clients that share the adapter of a newer one. */
export async function pythonClient(name: string, version: string): Promise<string> {
  return inPackage(await pythonEnvironment(`client-${name}`, [`${name}==${version}`]));
}

/** One program of Go, at the versions of its go.sum. */
export async function goAdapter(name: string): Promise<readonly string[]> {
  if (!hasGo()) throw new PeerMissing(`${name}: there is no Go on this machine`);
  const folder = await built(name, undefined, async (target) => {
    copy(name, target);
    await run('go', ['build', '-o', 'driver', '.'], { cwd: target, timeout: buildsWithinMs });
  });
  return [join(folder, 'driver')];
}

/** A jar and its dependencies, by Maven. */
export async function mavenAdapter(name: string, mainClass: string): Promise<readonly string[]> {
  if (findCommand(['java']) === undefined) throw new PeerMissing(`${name}: there is no Java on this machine`);
  const folder = await built(name, 'mvn', async (target) => {
    copy(name, target);
    const goals = ['-q', '-B', 'package', 'dependency:copy-dependencies'];
    await run('mvn', goals, { cwd: target, timeout: buildsWithinMs, maxBuffer: 64 * 1024 * 1024 });
  });
  const classes = [join(folder, 'target', 'classes'), join(folder, 'target', 'dependency', '*')];
  return ['java', '-cp', classes.join(':'), mainClass];
}

/** Returns the folder, relative to the package, once it is built from what the adapter is now. */
async function built(
  name: string,
  tool: string | undefined,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  if (tool !== undefined && findCommand([tool]) === undefined) {
    throw new PeerMissing(`${name}: there is no ${tool} on this machine`);
  }
  const folder = peerFolder(`adapter-${name}`);
  const marker = join(folder, 'built-from');
  const digest = digestOf(join(packageRoot(), adapterFolder(name)));
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== digest) {
    try {
      await build(folder);
      writeFileSync(marker, digest);
    } catch (problem) {
      const said = problem instanceof Error ? problem.message.split('\n').slice(0, 2).join(' ').slice(0, 300) : '';
      throw new PeerMissing(`${name}: the adapter could not be built (${said})`);
    }
  }
  return inPackage(folder);
}

function copy(name: string, target: string): void {
  cpSync(join(packageRoot(), adapterFolder(name)), target, { recursive: true });
}

/** Over all files of a folder, so that a changed adapter is built anew. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function inPackage(path: string): string {
  return relative(packageRoot(), path);
}

/** Its version has no dashes before it. */
function hasGo(): boolean {
  return (
    findCommand(['gofmt']) !== undefined ||
    process.env['PATH']?.split(':').some((one) => existsSync(join(one, 'go'))) === true
  );
}
