import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { fixtureFiles, fixtureTopics, loadFixtures } from './load-fixtures.ts';

it('finds the package by its package.json', () => {
  expect(existsSync(join(packageRoot(), 'package.json'))).toBe(true);
});

it('lists the topics that have fixtures, sorted', () => {
  expect(fixtureTopics()).toEqual([...fixtureTopics()].sort());
  expect(fixtureTopics()).toContain('state');
});

it('reads the files of a topic in the order of their names, and each case in them', () => {
  const files = fixtureFiles('state');

  expect(files.map(({ path }) => path)).toEqual([
    join('fixtures', 'server', 'state', 'again.json'),
    join('fixtures', 'server', 'state', 'concurrent.json'),
    join('fixtures', 'server', 'state', 'default-vpc.json'),
    join('fixtures', 'server', 'state', 'rule-ids.json'),
    join('fixtures', 'server', 'state', 'rules-accepted.json'),
    join('fixtures', 'server', 'state', 'rules-described.json'),
    join('fixtures', 'server', 'state', 'set-up.json'),
    join('fixtures', 'server', 'state', 'what-stays.json'),
  ]);
  expect(loadFixtures('state')).toEqual(files.flatMap(({ file }) => file.cases));
  expect(loadFixtures('state')[0]?.id).toBe('state/control');
});

it('says that a topic has no folder', () => {
  expect(() => loadFixtures('no-such-topic')).toThrow('no-such-topic');
});
