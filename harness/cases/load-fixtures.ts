/** Reads the JSON files of cases of a server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package/package-root.ts';
import type { FixtureCase, FixtureFile } from './fixture.ts';

/**
 * All cases of the files in fixtures/FOLDER/TOPIC, files in the order of their names, cases as written.
 *
 * The files ship with the package and are linted in its own tests (suites/fixtures.test.ts), so they are taken at
 * their word here. Throws when the topic has no folder.
 */
export function loadFixtures(topic: string, folder?: string): readonly FixtureCase[] {
  return fixtureFiles(topic, folder).flatMap(({ file }) => file.cases);
}

/** The same, file by file, with each path relative to the package; for the lint and for messages that name a file. */
export function fixtureFiles(
  topic: string,
  folder = 'server',
): readonly { readonly path: string; readonly file: FixtureFile }[] {
  const place = join('fixtures', folder, topic);
  return readdirSync(join(packageRoot(), place))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(place, name);
      return { path, file: JSON.parse(readFileSync(join(packageRoot(), path), 'utf8')) as FixtureFile };
    });
}

/** The topics that have fixtures, sorted. */
export function fixtureTopics(folder = 'server'): readonly string[] {
  return readdirSync(join(packageRoot(), 'fixtures', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
