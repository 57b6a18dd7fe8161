/** Two values of a request that meet: a server that is right in each by itself may be wrong in both. */
import type { Requirement } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { descriptionRequest } from './request.ts';
import { descriptionUpdate } from './update.ts';

/** Requirements of single values that combinations have; while one of them fails, their combinations say nothing new. */
const ofOneWay: readonly string[] = [
  ...[...descriptionUpdate, ...descriptionRequest]
    .filter(({ id, level }) => level === 'MUST' && id !== 'description-request/unknown-name')
    .map(({ id }) => id),
  'signing/session',
];

/** Of the topics `description-update` and `description-errors`. */
export const descriptionWayRequirements: readonly Requirement[] = [
  ...topic('description-update', {
    'any-way': {
      level: 'MUST',
      means:
        'Rules of any protocol and source get their descriptions, and no others, in whichever way the request names, groups and carries them, and however they came to be',
      facts: ['descriptions-01', 'descriptions-05'],
      dependsOn: ofOneWay,
    },
  }),
  ...topic('description-errors', {
    'any-way-refused': {
      level: 'MUST',
      means:
        'Permissions that fit no rule are refused, whatever their protocol and source, in whichever way the request names, groups and carries them',
      facts: ['descriptions-07'],
      dependsOn: ['description-errors/mismatch', 'description-update/any-way'],
    },
  }),
];
