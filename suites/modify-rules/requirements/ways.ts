/** Two values of a request that meet: a server that is right in each by itself may be wrong in both. */
import { topic } from '../../../harness/register/topic.ts';
import { modifyRequest } from './request.ts';
import { modifyRulesTopic } from './rules.ts';

/** Requirements on what no combination has: wrong names. */
const notCombined: ReadonlySet<string> = new Set(['modify-request/unknown-name', 'modify-request/member-name']);

/** Of the topic `modify-rules`. While a single value fails, combinations with it say nothing new. */
export const modifyWayRequirements = topic('modify-rules', {
  'any-way': {
    level: 'MUST',
    means:
      'Rules of any protocol and source get the values of the request, and no others, in whichever way they are grouped and carried, and however they came to be',
    facts: ['modify-01', 'modify-03'],
    dependsOn: [
      ...[...modifyRulesTopic, ...modifyRequest]
        .filter(({ id, level }) => level === 'MUST' && !notCombined.has(id))
        .map(({ id }) => id),
      'signing/session',
    ],
  },
});
