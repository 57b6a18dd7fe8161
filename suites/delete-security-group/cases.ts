/** Every case of DeleteSecurityGroup: those that are data, and histories. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { historyCases } from './histories/history-cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = ['delete-group', 'delete-refused', 'group-history', 'encoding', 'signing', 'dry-run'] as const;

/** The folder of the suite file and of the fixtures. */
export const folder = 'delete-security-group';

/** The cases of a topic. */
export function casesOf(topic: (typeof topics)[number]): readonly Case[] {
  return topic === 'group-history' ? historyCases : loadFixtures(topic, folder);
}

/** The cases of all topics, in the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
