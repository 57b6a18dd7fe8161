/** Every case of UpdateSecurityGroupRuleDescriptionsEgress: those of the inbound operation, turned, and its own. */
import type { Case } from '../../harness/cases/case.ts';
import { topicOf } from '../../harness/cases/case-text.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { mirrorCases } from '../../harness/security-groups/cases/mirror-direction.ts';
import { casesOf as inboundCasesOf, topics as inboundTopics } from '../update-descriptions-ingress/cases.ts';
import { counterpart } from './requirements.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [...inboundTopics, 'description-outbound'] as const;

/** Topic of UpdateSecurityGroupRuleDescriptionsEgress. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files, and of the cases of the operation alone under `fixtures`. */
export const folder = 'update-descriptions-egress';

const turned = mirrorCases(inboundTopics.flatMap(inboundCasesOf), { counterpart, parameters: [] });

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return topic === 'description-outbound'
    ? loadFixtures(topic, folder)
    : turned.filter(({ id }) => topicOf(id) === topic);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
