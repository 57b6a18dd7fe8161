import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';

const root = packageRoot();

/** An export, and the file that defines it. */
interface Definition {
  readonly name: string;
  readonly path: string;
}

/** Names that every operation's folder under `suites` may export from a file of this name. */
interface RoleName {
  readonly names: readonly string[];
  readonly path: RegExp;
}

/**
 * What each operation's folder is made of. These files are read side by side, and always through the path of their
 * operation: with the operation in each name as well, every importer would say it twice.
 */
const roles: readonly RoleName[] = [
  { names: ['topics', 'Topic', 'folder', 'casesOf', 'allCases'], path: /^suites\/[a-z-]+\/cases\.ts$/ },
  { names: ['suite'], path: /^suites\/[a-z-]+\/suite\.ts$/ },
  {
    names: ['register', 'ownRequirements', 'dryRuns', 'counterpart'],
    path: /^suites\/(?:[a-z-]+\/)?requirements(?:\/register)?\.ts$/,
  },
  { names: ['faults'], path: /^suites\/[a-z-]+\/faults\.ts$/ },
  { names: ['withoutFault'], path: /^suites\/[a-z-]+\/without-mutant\.ts$/ },
  { names: ['properties'], path: /^suites\/[a-z-]+\/(?:histories\/)?properties\.ts$/ },
  { names: ['historyTitle'], path: /^suites\/[a-z-]+\/(?:histories\/)?property-titles\.ts$/ },
  { names: ['historyCases'], path: /^suites\/[a-z-]+\/histories\/history-cases\.ts$/ },
];

const declaration = /^export (?:declare |async |abstract )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
/** `export const { one, two: other } = three;`, on any number of lines. */
const destructuring = /^export const \{([^}]*)\} =/gm;
/** Forms that this test does not read. */
const unreadable = /^export (?:default\b|\*|namespace\b|const \[|\{[^}]*\};)/gm;

test('two exported things never share a name', () => {
  expect(sharedNames(definitions())).toEqual([]);
});

test('every accepted role name is shared by two operations or more', () => {
  const all = definitions();
  const unused = roles.flatMap(({ names, path }) =>
    names.filter((name) => all.filter((one) => one.name === name && path.test(one.path)).length < 2),
  );
  expect(unused).toEqual([]);
});

test('a name of two files is found, a role name of two operations and an overload are not', () => {
  const found = [
    ...definitionsIn(
      'harness/a.ts',
      'export const one = 1;\nexport function two(): 1;\nexport function two() {}\nexport const { x: three } = y;',
    ),
    ...definitionsIn('reports/b.ts', 'export type one = 1;\nexport interface three {}'),
    ...definitionsIn('suites/a/suite.ts', 'export const suite = 1;'),
    ...definitionsIn('suites/b/suite.ts', 'export const suite = 2;'),
  ];
  expect(sharedNames(found)).toEqual(['one: harness/a.ts, reports/b.ts', 'three: harness/a.ts, reports/b.ts']);
});

test('a role name is shared with no other file', () => {
  const found = [
    { name: 'suite', path: 'suites/a/suite.ts' },
    { name: 'suite', path: 'reports/b.ts' },
  ];
  expect(sharedNames(found)).toEqual(['suite: suites/a/suite.ts, reports/b.ts']);
});

test('every export is a declaration of its own, which this test reads, or names the file that it is from', () => {
  const others = files().flatMap((path) => [...source(path).matchAll(unreadable)].map(([text]) => `${path}: ${text}`));
  expect(others).toEqual([]);
});

function sharedNames(all: readonly Definition[]): readonly string[] {
  const byName = new Map<string, readonly Definition[]>();
  for (const one of all) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return [...byName]
    .filter(([name, defined]) => defined.length > 1 && !isRole(name, defined))
    .map(([name, defined]) => `${name}: ${defined.map(({ path }) => path).join(', ')}`);
}

function isRole(name: string, defined: readonly Definition[]): boolean {
  return roles.some(({ names, path }) => names.includes(name) && defined.every((one) => path.test(one.path)));
}

function definitions(): readonly Definition[] {
  return files().flatMap((path) => definitionsIn(path, source(path)));
}

/** The names that a file exports, each once. */
function definitionsIn(path: string, text: string): readonly Definition[] {
  const declared = [...text.matchAll(declaration)].flatMap(([, name = '']) => name);
  const taken = [...text.matchAll(destructuring)].flatMap(([, inside = '']) => destructured(inside));
  return [...new Set([...declared, ...taken])].map((name) => ({ name, path }));
}

/** The new names of `one, two: other`, comments aside. */
function destructured(inside: string): readonly string[] {
  return inside
    .replace(/\/\*.*?\*\//gs, '')
    .split(',')
    .flatMap((part) => /(\w+)\s*$/.exec(part)?.[1] ?? []);
}

function source(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Source files of the project; the configurations of tools export what these prescribe. */
function files(): readonly string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.ts$/.test(path) && !path.endsWith('.config.ts') && existsSync(join(root, path)));
}
