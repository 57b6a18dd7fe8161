/** A copy of the checkout, for commands that leave files or change some. Test support; needs what `npm run build` makes. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../harness/package/package-root.ts';
import type { Workplace } from './run-page.ts';

/** Left out: what is of no use to a command, or is made anew by one. */
const left = new Set(['.git', '.peers', 'ec2-conformance-report', 'coverage']);

/** Large, and only read. */
const linked = ['node_modules', 'reports/published'];

/** A copy of the checkout in a temporary directory. */
export class CheckoutCopy implements Workplace {
  readonly #place = mkdtempSync(join(tmpdir(), 'ec2-conformance-copy-'));
  /** Where its files lie. */
  readonly folder = join(this.#place, 'ec2-conformance');
  readonly #bin = join(this.#place, 'bin');
  readonly #entries: ReadonlySet<string>;

  constructor() {
    const from = packageRoot();
    const isCopied = (path: string) => !left.has(path) && !linked.includes(path);
    const filter = (path: string) => isCopied(path.slice(from.length + 1).replaceAll('\\', '/'));
    cpSync(from, this.folder, { recursive: true, filter });
    for (const path of linked) symlinkSync(join(from, path), join(this.folder, path), 'dir');
    this.#entries = new Set(readdirSync(this.folder));
    this.#putNpx();
  }

  /** The caller's variables without keys and settings of AWS; `npx ec2-conformance` is the copy's, without npx's second. */
  get environment(): NodeJS.ProcessEnv {
    const foreign = /^(AWS_|EC2_CONFORMANCE_|VITEST|NODE_ENV|FORCE_COLOR)/;
    const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    const path = `${this.#bin}:${process.env['PATH'] ?? ''}`;
    const none = join(this.#place, 'none');
    const noKeys = { AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none };
    return { ...Object.fromEntries(kept), ...noKeys, PATH: path, NO_COLOR: '1' };
  }

  /** A new folder beside the copy. */
  beside(name: string): string {
    const folder = join(this.#place, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    return folder;
  }

  /** Removes what commands left at the top of the copy. */
  tidy(): void {
    for (const name of readdirSync(this.folder)) {
      if (!this.#entries.has(name)) rmSync(join(this.folder, name), { recursive: true });
    }
  }

  remove(): void {
    rmSync(this.#place, { recursive: true, force: true });
  }

  #putNpx(): void {
    const main = join(this.folder, 'dist', 'harness', 'cli', 'main.js');
    const npx = join(this.#bin, 'npx');
    mkdirSync(this.#bin);
    writeFileSync(
      npx,
      `#!/bin/sh
if [ "$1" = ec2-conformance ]; then
  shift
  exec node '${main}' "$@"
fi
PATH="\${PATH#*:}" exec npx "$@"
`,
    );
    chmodSync(npx, 0o755);
  }
}
