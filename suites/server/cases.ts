/** Every case of the server suites: those that are data (fixtures/server), then those that need code. */
import type { Case } from '../../harness/suite/case.ts';
import { loadFixtures } from '../../harness/suite/load-fixtures.ts';
import { signingCases } from './signing-cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = ['exact-match', 'encoding', 'signing', 'dry-run', 'errors', 'state', 'response'] as const;

export type Topic = (typeof topics)[number];

const inCode: { readonly [topic in Topic]?: readonly Case[] } = { signing: signingCases };

export function casesOf(topic: Topic): readonly Case[] {
  return [...loadFixtures(topic), ...(inCode[topic] ?? [])];
}

export function allCases(): readonly Case[] {
  return topics.flatMap(casesOf);
}
