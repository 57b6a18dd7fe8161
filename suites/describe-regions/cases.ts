/** Every case of DescribeRegions: its own, which are data, and those that are the same for every operation. */
import type { Case } from '../../harness/cases/case.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { generalTopics } from '../general/general-suite.ts';
import { general } from './requirements.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = ['regions', ...generalTopics] as const;

/** Topic of DescribeRegions. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files and of the fixtures. */
export const folder = 'describe-regions';

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return topic === 'regions' ? loadFixtures(topic, folder) : general.casesOf(topic);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
