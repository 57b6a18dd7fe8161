/** What the package says of itself, and the texts that its digest is made of. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { packageRoot } from './package-root.ts';

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** Every JSON file under fixtures/, by its path in the package; not the records of the requirements of earlier versions. */
export function fixtureTexts(): readonly { readonly path: string; readonly text: string }[] {
  const root = packageRoot();
  return readdirSync(join(root, 'fixtures'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && basename(entry.parentPath) !== 'register')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}
