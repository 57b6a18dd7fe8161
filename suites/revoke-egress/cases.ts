/** Every case of RevokeSecurityGroupEgress: its own, which are data, and those that are the same for every operation. */
import type { Case } from '../../harness/cases/case.ts';
import { topicOf } from '../../harness/cases/case-text.ts';
import { loadFixtures } from '../../harness/cases/load-fixtures.ts';
import { mirrorCases } from '../../harness/security-groups/cases/mirror-direction.ts';
import { inboundParameters } from '../general/inbound-parameters.ts';
import { casesOf as inboundCasesOf } from '../revoke-ingress/cases.ts';
import { counterpart } from './requirements/register.ts';

/** Topics of this operation alone; their cases lie in fixtures/egress. */
const ownTopics = ['egress-match', 'egress-state', 'egress-errors'] as const;

/** Topics of every operation; their cases are those of the inbound revoke, turned. */
const generalTopics = ['encoding', 'signing', 'dry-run', 'response'] as const;

/** In the order in which they run: what the later topics rest on comes first. */
export const topics = ['egress-match', ...generalTopics, 'egress-state', 'egress-errors'] as const;

/** Topic of RevokeSecurityGroupEgress. */
export type Topic = (typeof topics)[number];

/** The folder of its own cases under `fixtures`. */
export const fixtures = 'egress';

/** Without those that cover no requirement here, use unsupported parameters, or would have no control. */
const turned = mirrorCases(generalTopics.flatMap(inboundCasesOf), { counterpart, parameters: inboundParameters });

/** The cases of a topic. */
export function casesOf(topic: Topic): readonly Case[] {
  return isOwn(topic) ? loadFixtures(topic, fixtures) : turned.filter(({ id }) => topicOf(id) === topic);
}

function isOwn(topic: Topic): topic is (typeof ownTopics)[number] {
  return (ownTopics as readonly Topic[]).includes(topic);
}

/** In the order in which they run. */
export function allCases(): readonly Case[] {
  return topics.flatMap((topic) => casesOf(topic));
}
