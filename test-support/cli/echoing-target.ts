/** Commands run against a server that echoes the keys and the request, and the check that nothing of it gets out. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type EchoingServer, echoedSecrets, startEchoingServer } from '../hostile/echoing-server.ts';
import { runHere } from './run-here.ts';
import type { Said } from './run-process.ts';

/** Runs a command in this process, with the secrets in its environment. */
export function inProcess(args: readonly string[]): Promise<Said> {
  return runHere(args, echoedSecrets);
}

/** Throws unless the error stream is one sentence of ours that quotes at most a few hundred characters of the target's. */
export function expectOneLine(error: string): void {
  expect(error.trimEnd().split('\n')).toHaveLength(1);
  expect(error.length).toBeLessThan(900);
}

const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** An echoing server for a test file, and a directory of its own for each test. Registers the hooks that start and end both. */
export class EchoingTarget {
  #server: EchoingServer | undefined;
  directory = '';

  constructor() {
    beforeAll(async () => {
      this.#server = await startEchoingServer();
    });
    beforeEach(() => {
      this.directory = mkdtempSync(join(tmpdir(), 'echoing-'));
    });
    afterEach(() => {
      this.server.echo({});
      rmSync(this.directory, { recursive: true });
    });
    afterAll(() => this.server.close());
  }

  get server(): EchoingServer {
    if (this.#server === undefined) throw new Error('the server starts before the first test');
    return this.#server;
  }

  /** Options that name the server. */
  get at(): readonly string[] {
    return ['--endpoint', this.server.endpoint.href, '--region', this.server.region];
  }

  /** Where reports go. */
  get out(): string {
    return join(this.directory, 'out');
  }

  /** A run, recorded. */
  run(further: readonly string[] = []): Promise<Said> {
    return inProcess(['run', ...this.at, '--out', this.out, '--record', join(this.directory, 'recording'), ...further]);
  }

  /** Throws if anything leaks, moves the cursor, or poses as a line of ours, on the console or in a file. */
  expectDiscreet(said: Said): void {
    const printed = said.out + said.error;
    expect(this.server.leaked(printed), printed.slice(0, 2000)).toStrictEqual([]);
    expect(printed).not.toMatch(unprintable);
    expect(printed).not.toMatch(/^::error::/m);
    for (const [file, text] of this.#written()) expect(this.server.leaked(text), file).toStrictEqual([]);
  }

  #written(): readonly (readonly [file: string, text: string])[] {
    return readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.mjs'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'utf8')] as const);
  }
}
