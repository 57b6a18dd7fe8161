/** A new release of Node or of a library may change its private parts without notice; the product uses none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';

const root = packageRoot();

function sources(): readonly string[] {
  return ['harness', 'reports', 'suites', 'tools']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file) && !file.includes('node_modules'));
}

/** `file:line: text` of each line that the pattern matches. */
function linesWith(pattern: RegExp): readonly string[] {
  return sources().flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the product', () => {
  it('consists of the sources that this test reads', () => {
    expect(sources().length).toBeGreaterThan(300);
    expect(linesWith(/#!\/usr\/bin\/env node/).length).toBeGreaterThan(0);
  });

  it.each([
    ['calls no member whose name says that it is private', /\??\.\s*_[a-zA-Z]/],
    ['sets no flags of the engine', /\bsetFlagsFromString\b|\bnode:v8\b|--max-(old|semi)-space/],
    [
      'does not watch what listeners others add, and removes none but its own',
      /'(new|remove)Listener'|\bremoveAllListeners\b/,
    ],
    ['takes no part of Node that is not exported', /\bprocess\.binding\b|\b_linkedBinding\b|'node:internal/],
  ])('%s', (_what, pattern) => {
    expect(linesWith(pattern)).toEqual([]);
  });
});
