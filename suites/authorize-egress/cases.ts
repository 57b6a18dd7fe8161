/** Every case of AuthorizeSecurityGroupEgress: those of the inbound authorise, turned, and its own. */
import type { Case } from '../../harness/cases/case.ts';
import { topicOf } from '../../harness/cases/case-text.ts';
import type { ExpectedResponse } from '../../harness/cases/fixture.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { mirrorCases } from '../../harness/security-groups/cases/mirror-direction.ts';
import { casesOf as inboundCasesOf, topics as inboundTopics } from '../authorize-ingress/cases.ts';
import { inboundParameters } from '../general/inbound-parameters.ts';
import { counterpart } from './requirements.ts';

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = [...inboundTopics, 'authorize-outbound'] as const;

/** Topic of AuthorizeSecurityGroupEgress. */
export type Topic = (typeof topics)[number];

/** The folder of the suite files, and of the cases of the operation alone under `fixtures`. */
export const folder = 'authorize-egress';

const turned = mirrorCases(inboundTopics.flatMap(inboundCasesOf), {
  counterpart,
  parameters: inboundParameters,
}).map(withReported);

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return topic === 'authorize-outbound'
    ? loadFixtures(topic, folder)
    : turned.filter(({ id }) => topicOf(id) === topic);
}

/** One report has an empty set although the rule was added, which contradicts the documentation: it passes too. */
function withReported(one: Case): Case {
  if (topicOf(one.id) !== 'authorize-response') return one;
  return { ...one, expect: one.expect.flatMap((response) => [response, ...emptyOf(response)]) };
}

function emptyOf(response: ExpectedResponse): readonly ExpectedResponse[] {
  if (response.content === undefined) return [];
  return [{ ...response, answer: 'empty', content: { 'securityGroupRuleSet/item': { count: 0 } } }];
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
