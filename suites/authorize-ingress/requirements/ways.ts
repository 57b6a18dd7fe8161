/** Two values of a request that meet: a server that is right in each by itself may be wrong in both. */
import type { Requirement } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { authorizeDescriptions } from './descriptions.ts';
import { authorizeRequest } from './request.ts';
import { authorizeRulesTopic } from './rules.ts';

/** Requirements on what no combination has: wrong names, flat ranges with host bits, descriptions that are refused. */
const notCombined: ReadonlySet<string> = new Set([
  ...['name-case', 'unknown-name', 'member-name', 'sister-name', 'flat-canonical'].map(
    (slug) => `authorize-request/${slug}`,
  ),
  ...['too-long', 'forbidden-character'].map((slug) => `authorize-descriptions/${slug}`),
]);

/** Requirements of single values; while one of them fails, their combinations say nothing new. */
const ofOneWay: readonly string[] = [
  ...[...authorizeRulesTopic, ...authorizeRequest, ...authorizeDescriptions]
    .filter(({ id, level }) => level === 'MUST' && !notCombined.has(id))
    .map(({ id }) => id),
  'signing/session',
];

/** Of the topics `authorize-rules` and `authorize-duplicates`. */
export const authorizeWayRequirements: readonly Requirement[] = [
  ...topic('authorize-rules', {
    'any-way': {
      level: 'MUST',
      means:
        'Rules of any protocol and source are added with their descriptions, and no others, in whichever way the request names the group, groups the rules and is sent',
      facts: ['authorize-01', 'authorize-05'],
      dependsOn: ofOneWay,
    },
  }),
  ...topic('authorize-duplicates', {
    'any-way': {
      level: 'MUST',
      means:
        'Rules that exist already are refused as duplicates, whatever their protocol and source, in whichever way the request names, groups and carries them',
      facts: ['authorize-15', 'setup-01', 'setup-02'],
      dependsOn: [
        'authorize-duplicates/standing',
        'authorize-duplicates/description-no-part',
        'authorize-duplicates/all-or-nothing',
        'authorize-rules/any-way',
      ],
    },
  }),
];
