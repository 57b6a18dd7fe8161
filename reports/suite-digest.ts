import { createHash } from 'node:crypto';
import type { Requirement } from '../harness/register/requirement.ts';

/** One file of fixtures/, by its path in the package. */
export interface FixtureText {
  readonly path: string;
  readonly text: string;
}

/**
 * sha256 in hex over everything that a run requires: every fixture file, and each requirement's id, level and sentence.
 *
 * The order in which they are given does not count, nor do line ends; a word of a requirement does.
 */
export function suiteDigest(requirements: readonly Requirement[], fixtures: readonly FixtureText[]): string {
  const parts = [
    ...requirements.map(({ id, level, means }) => JSON.stringify(['requirement', id, level, means])),
    ...fixtures.map(({ path, text }) =>
      JSON.stringify(['fixture', path.replaceAll('\\', '/'), text.replaceAll('\r\n', '\n')]),
    ),
  ];
  return createHash('sha256').update(parts.sort().join('\n')).digest('hex');
}
