/** Every case of DescribeSecurityGroups; all are data. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';

/** In the order in which they run. */
export const topics = [
  'groups-listed',
  'groups-filtered',
  'groups-paged',
  'groups-described',
  'groups-refused',
  'encoding',
  'dry-run',
] as const;

/** The folder of the suite file and of the fixtures. */
export const folder = 'describe-security-groups';

/** The cases of a topic. */
export function casesOf(topic: (typeof topics)[number]): readonly Case[] {
  return loadFixtures(topic, folder);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
