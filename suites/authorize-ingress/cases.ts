/** Every case of AuthorizeSecurityGroupIngress: those that are data, and those of combined values. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { authorizeWays } from '../ways/authorize-cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [
  'authorize-rules',
  'authorize-request',
  'authorize-duplicates',
  'authorize-descriptions',
  'authorize-tags',
  'authorize-errors',
  'dry-run',
  'signing',
  'authorize-response',
  'ways',
] as const;

/** Topic of AuthorizeSecurityGroupIngress. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files and of the fixtures. */
export const folder = 'authorize-ingress';

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return topic === 'ways' ? authorizeWays : loadFixtures(topic, folder);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
