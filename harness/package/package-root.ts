/** Where the package lies. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The directory of this package's package.json, in which `fixtures/` lies.
 *
 * Found by walking up from this file, so that it is the same for the source and for what is compiled into `dist/`.
 */
export function packageRoot(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory;
    if (directory === dirname(directory))
      throw new Error('No package.json above this module: the package is incomplete.');
  }
}
