/** Reads the JSON files of cases of a client. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package/package-root.ts';
import type { ClientCase, ClientFixtureFile } from './fixture.ts';

/** A file under fixtures/client by its path in the package. */
export interface ClientFixture {
  readonly path: string;
  readonly file: ClientFixtureFile;
}

/** All files, in the order of their paths. They are linted in the package's own tests and taken at their word here. */
export function clientFixtures(): readonly ClientFixture[] {
  const folder = join('fixtures', 'client');
  return readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { path, file: JSON.parse(readFileSync(join(packageRoot(), path), 'utf8')) as ClientFixtureFile };
    });
}

/** The cases of all files, as written. */
export function loadClientCases(): readonly ClientCase[] {
  return clientFixtures().flatMap(({ file }) => file.cases);
}
