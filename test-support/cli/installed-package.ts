/** The package as npm packs it, installed into an empty project. Test support; needs what `npm run build` makes. */
import { execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../harness/package/package-root.ts';

/** What `npm pack` says of the package. */
export interface Packed {
  readonly tarball: string;
  /** Bytes to download. */
  readonly size: number;
  readonly unpackedSize: number;
  /** Paths in the package. */
  readonly files: readonly string[];
}

/** Exit code and output of a process. */
export interface InstalledRun {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** No registry could be asked, and npm's cache lacks something: nothing was tried. */
export class NoRegistry extends Error {
  override readonly name = 'NoRegistry';
}

const run = promisify(execFile);

/** npm's words for a registry out of reach. */
const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/;

/** A project of somebody who has just begun: a package.json that holds nothing. */
export class EmptyProject {
  readonly folder = join(mkdtempSync(join(tmpdir(), 'ec2-conformance-installed-')), 'project');

  constructor() {
    mkdirSync(this.folder);
    this.write('package.json', '{ "name": "empty", "private": true, "type": "module" }\n');
  }

  /** Installs from npm's cache, and from the registry what that lacks. Throws {@link NoRegistry}. */
  async install(...what: readonly string[]): Promise<void> {
    try {
      await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...what], { cwd: this.folder });
    } catch (problem) {
      const { stderr = '' } = problem as { readonly stderr?: string };
      throw unreachable.test(stderr) ? new NoRegistry(stderr.trim().split('\n').at(0) ?? '') : problem;
    }
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs what npm installed under this name, as `npx` finds it. What npm itself has to say is left out. */
  async npx(name: string, ...args: readonly string[]): Promise<InstalledRun> {
    const finished = await this.#run('npx', ['--no-install', name, ...args]);
    return { ...finished, error: finished.error.replace(/^npm .*\n/gm, '') };
  }

  node(...args: readonly string[]): Promise<InstalledRun> {
    return this.#run(process.execPath, args);
  }

  /** A process that goes on until it is ended. */
  start(name: string, ...args: readonly string[]) {
    return spawn(join(this.folder, 'node_modules/.bin', name), args, {
      ...this.#surroundings(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  /** Installed packages, those of this project's dependencies' dependencies too. */
  packages(): number {
    const paths = execFileSync('npm', ['ls', '--all', '--parseable'], { cwd: this.folder, encoding: 'utf8' });
    return new Set(paths.trim().split('\n')).size - 1;
  }

  remove(): void {
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }

  async #run(command: string, args: readonly string[]): Promise<InstalledRun> {
    const child = spawn(command, args, { ...this.#surroundings(), stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (texts.error += chunk.toString('utf8')));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, ...texts };
  }

  /** Nothing of AWS, of this test runner or of how this one was started. */
  #surroundings(): SpawnOptions {
    const { PATH, HOME, TMPDIR } = process.env;
    return { cwd: this.folder, env: { PATH, HOME, TMPDIR } };
  }
}

/** Packs into this folder. */
export async function packInto(folder: string): Promise<Packed> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: packageRoot(),
    maxBuffer: 16 * 1024 * 1024,
  });
  const [packed] = JSON.parse(stdout) as {
    readonly filename: string;
    readonly size: number;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  if (packed === undefined) throw new Error(`npm pack said ${stdout}`);
  const { filename, size, unpackedSize, files } = packed;
  return { tarball: join(folder, filename), size, unpackedSize, files: files.map(({ path }) => path) };
}
