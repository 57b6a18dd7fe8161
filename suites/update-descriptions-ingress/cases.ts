/** Every case of UpdateSecurityGroupRuleDescriptionsIngress: those that are data, and those of combined values. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { updateWays } from '../ways/update-cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [
  'description-update',
  'description-request',
  'description-errors',
  'dry-run',
  'signing',
  'description-response',
  'ways',
] as const;

/** Topic of UpdateSecurityGroupRuleDescriptionsIngress. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files and of the fixtures. */
export const folder = 'update-descriptions-ingress';

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return topic === 'ways' ? updateWays : loadFixtures(topic, folder);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
