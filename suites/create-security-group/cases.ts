/** Every case of CreateSecurityGroup; all are data. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [
  'create-group',
  'create-names',
  'create-descriptions',
  'create-tags',
  'create-refused',
  'encoding',
  'signing',
  'dry-run',
] as const;

/** The folder of the suite file and of the fixtures. */
export const folder = 'create-security-group';

/** The cases of a topic. */
export function casesOf(topic: (typeof topics)[number]): readonly Case[] {
  return loadFixtures(topic, folder);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
