/** Every case of the server suites: those that are data (fixtures/server), then those that need code. */
import type { Case } from '../../harness/cases/case.ts';
import { topicOf } from '../../harness/cases/case-text.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { propertyAsCase } from '../../harness/engine/properties/property-definition.ts';
import { propertyTitles } from './property-titles.ts';
import { signingCases } from './signing/signing-cases.ts';
import { wayCases } from './ways/cases.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = ['exact-match', 'encoding', 'signing', 'dry-run', 'errors', 'state', 'response'] as const;

/** Topic of RevokeSecurityGroupIngress. */
export type Topic = (typeof topics)[number];

/** The suite files: one of each topic, and last the one of generated requests, which keeps away from what failed before. */
export const suites = [...topics, 'generated'] as const;

/** The suite that a case or a property runs in, by its id. */
export function suiteOf(id: string): string {
  return propertyTitles.some((property) => property.id === id) ? 'generated' : topicOf(id);
}

const inCode: { readonly [topic in Topic]?: readonly Case[] } = { 'exact-match': wayCases, signing: signingCases };

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return [...loadFixtures(topic), ...(inCode[topic] ?? [])];
}

/** The cases of all topics. */
export function allCases(): readonly Case[] {
  return topics.flatMap(casesOf);
}

/** Cases and properties alike, for lists: a property has no request of its own to show. */
export function listedCases(): readonly Case[] {
  return [...allCases(), ...propertyTitles.map(propertyAsCase)];
}
