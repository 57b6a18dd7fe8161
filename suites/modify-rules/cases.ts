/** Every case of ModifySecurityGroupRules: those that are data, those of combined values, and histories. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { modifyWays } from '../ways/modify-cases.ts';
import { historyCases } from './histories/history-cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [
  'modify-rules',
  'modify-request',
  'modify-errors',
  'rule-history',
  'dry-run',
  'signing',
  'modify-response',
  'ways',
] as const;

/** Topic of ModifySecurityGroupRules. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files and of the fixtures. */
export const folder = 'modify-rules';

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  if (topic === 'rule-history') return historyCases;
  return topic === 'ways' ? modifyWays : loadFixtures(topic, folder);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
