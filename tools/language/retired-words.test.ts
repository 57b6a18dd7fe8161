import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { retiredUses, retiredWords } from './retired-words.ts';

const root = packageRoot();

/** Written by others, by a past run, or for good: licences, published results, records of versions, texts with their sources. */
const exempt = [
  /^LICENSE$/,
  /(^|\/)package-lock\.json$/,
  /^reports\/(published|golden)\//,
  /^fixtures\/(register|service-model)\//,
  /^tools\/language\//,
  /\.(png|svg|gz|lock)$/,
];

test('no file has a word that was replaced', () => {
  const uses = files().flatMap((path) =>
    retiredUses(readFileSync(join(root, path), 'utf8')).map(
      ({ line, word, instead }) => `${path}:${line} has "${word}"; write: ${instead}`,
    ),
  );
  expect(uses).toEqual([]);
});

test('every file of the project is read', () => {
  const all = files();
  expect(all).toEqual(expect.arrayContaining(['README.md', 'harness/cli/help.ts', 'docs/ci.md']));
  expect(all.length).toBeGreaterThan(700);
});

test('a retired word is found with its line and its replacement', () => {
  expect(retiredUses('one\nis Mended by it')).toEqual([{ line: 2, word: 'Mended', instead: 'fix' }]);
});

test('no replacement is retired itself', () => {
  expect(retiredWords.flatMap(({ instead }) => retiredUses(instead))).toEqual([]);
});

/** Files that git knows, new ones included. */
function files(): readonly string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)) && !exempt.some((pattern) => pattern.test(path)));
}
