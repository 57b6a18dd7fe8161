import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { type LintOverride, lintOverrides, readRooms, refusedImports, roomOf, type SourceFile } from './rooms.ts';

const root = packageRoot();
const rooms = readRooms(read('CONTRIBUTING.md'));
const maxFilesInFolder = 16;

interface LinterSettings {
  readonly overrides: readonly (LintOverride | { readonly includes: readonly string[] })[];
}

describe('rooms', () => {
  test('the table lists every folder of code', () => {
    expect(
      sources()
        .filter(({ path }) => roomOf(rooms, path) === undefined)
        .map(({ path }) => path),
    ).toEqual([]);
    expect(rooms.filter(({ folder }) => !existsSync(join(root, folder)))).toEqual([]);
    expect(rooms.length).toBeGreaterThan(15);
  });

  test('no file imports what its row does not name', () => {
    expect(refusedImports(rooms, sources())).toEqual([]);
  });

  test('the linter refuses what the table does', () => {
    const settings = JSON.parse(read('biome.json')) as LinterSettings;
    const others = settings.overrides.filter(({ includes }) => includes.includes('*.config.ts'));
    const overrides = [...others, ...lintOverrides(rooms)];
    if (process.env['UPDATE_ROOMS'] !== undefined) {
      writeFileSync(join(root, 'biome.json'), `${JSON.stringify({ ...settings, overrides }, undefined, 2)}\n`);
      execFileSync('npx', ['biome', 'format', '--write', 'biome.json'], { cwd: root });
      return;
    }
    expect(settings.overrides).toEqual(overrides);
  });

  test('no folder has more source files than a reader takes in', () => {
    const folders = sources().map(({ path }) => dirname(path));
    const isFull = (folder: string) => folders.filter((other) => other === folder).length > maxFilesInFolder;
    expect([...new Set(folders)].filter(isFull)).toEqual([]);
  });

  test('no folder has a name that tools take for build output', () => {
    const names = new Set(sources().flatMap(({ path }) => dirname(path).split('/')));
    expect(['target', 'build', 'dist', 'out', 'bin', 'obj'].filter((name) => names.has(name))).toEqual([]);
  });
});

describe('the check of imports', () => {
  const table = readRooms('| `harness/a` | x | |\n| `harness/a/inner` | x | a |\n| `tools` | x | all of the above |');

  test('refuses an import upwards, into a nested room too', () => {
    const files = [
      { path: 'harness/a/one.ts', text: "import { x } from '../../tools/y.ts';\nimport { z } from './inner/z.ts';" },
      { path: 'harness/a/inner/z.ts', text: "import type { x } from '../one.ts';" },
      { path: 'tools/y.ts', text: "await import('../harness/a/inner/z.ts');" },
    ];
    expect(refusedImports(table, files)).toEqual([
      'harness/a/one.ts imports tools/y.ts',
      'harness/a/one.ts imports harness/a/inner/z.ts',
    ]);
  });

  test('does not know a room further down the table', () => {
    expect(() => readRooms('| `harness/a` | x | b |\n| `harness/b` | x | |')).toThrow('harness/a may import b');
  });
});

/** Every TypeScript file in a folder that git knows, tests aside. */
function sources(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => path.includes('/') && !path.endsWith('.test.ts') && !path.startsWith('adapters/'))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: read(path) }));
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
