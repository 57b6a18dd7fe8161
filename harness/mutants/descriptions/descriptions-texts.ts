/**
 * Mutants of the updates of descriptions that keep texts by the ids of rules, store other texts, or lose them
 * later.
 */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isOfKind } from '../rule-likeness.ts';

import { isById, leaving, redescribing } from './descriptions-changes.ts';

/** Stores another text. */
const texting = (
  slug: string,
  id: string,
  means: string,
  change: (text: string, call: ReferenceCall) => string,
): FaultRow => [
  slug,
  `describe-${id}`,
  means,
  redescribing(({ rule, description }, call) => ({
    rule,
    description: description === undefined ? undefined : change(description, call),
  })),
];

const ids: readonly FaultRow[] = [
  leaving(
    'by-id',
    'by-id-silent',
    'responds with success and keeps the description of a rule that is named by its id',
    (_, call) => isById(call),
  ),
  leaving(
    'by-id',
    'by-id-group-kept',
    'keeps the description of a rule of a group that is named by its id',
    ({ rule }, call) => isById(call) && isOfKind(rule, 'group'),
  ),
  leaving(
    'by-id',
    'by-id-ipv6-kept',
    'keeps the description of a rule of an IPv6 range that is named by its id',
    ({ rule }, call) => isById(call) && isOfKind(rule, 'ipv6'),
  ),
  leaving(
    'by-id-added',
    'by-id-none-added',
    'describes no rule that has no description by its id',
    ({ rule }, call) => isById(call) && (rule.description ?? '') === '',
  ),
  leaving(
    'by-id-removed',
    'by-id-kept-when-left-out',
    'keeps a description that is left out beside an id',
    ({ description }, call) => isById(call) && description === undefined,
  ),
];

const punctuation = [
  ['ampersand', 'an ampersand', '&'],
  ['plus', 'a plus sign', '+'],
  ['brace', 'a brace', '{'],
  ['semicolon', 'a semicolon', ';'],
  ['hash', 'a number sign', '#'],
  ['dollar', 'a dollar sign', '$'],
] as const;

const texts: readonly FaultRow[] = [
  ...punctuation.map(([id, what, character]) =>
    texting('allowed-characters', `loses-${id}`, `loses ${what} of a description`, (description, call) =>
      isById(call) || description.includes(' c=') ? description : description.replace(character, ''),
    ),
  ),
  texting(
    'allowed-characters',
    'letters-in-lower-case',
    'stores long descriptions in lower case',
    (description, call) => (description.length > 40 && !isById(call) ? description.toLowerCase() : description),
  ),
  texting(
    'allowed-characters-by-id',
    'by-id-loses-ampersand',
    'loses an ampersand of a description by id',
    (description, call) => (isById(call) ? description.replace('&', '') : description),
  ),
  texting('longest', 'text-cut', 'stores 254 characters', (description) => description.slice(0, 254)),
  texting('longest', 'text-by-id-cut', 'stores 254 characters by id', (description, call) =>
    isById(call) ? description.slice(0, 254) : description,
  ),
];

const afterwards: readonly FaultRow[] = [
  leaving(
    'again',
    'once-only',
    'replaces a description once',
    ({ rule, description }) => rule.description === 'new' && description === 'newer',
  ),
  leaving(
    'again',
    'not-after-removal',
    'gives no description again',
    ({ rule, description }) => rule.description === undefined && description === 'newer',
  ),
  [
    'described',
    'describe-shown-as-before',
    'shows the old description in DescribeSecurityGroupRules',
    (b) => {
      const olds = new Map<string, string>();
      return changed(b, {
        describing: {
          afterwards: (changes) => {
            for (const { rule, description } of changes) {
              if (rule.description !== undefined && description === 'new') olds.set(rule.id, rule.description);
            }
          },
        },
        responses: {
          describedRule: {
            description: ({ id, description }) => (description === 'new' ? (olds.get(id) ?? description) : description),
          },
        },
      });
    },
  ],
  [
    'revocable',
    'describe-not-revocable',
    'finds no described rule by its values',
    (b) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) => {
            const last = call.store.past.findLast(({ groupId }) => groupId === existing.groupId);
            return last?.action.startsWith('Update') !== true && b.revoking.matches(wanted, existing, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
];

/** Servers that, updating descriptions, keep texts by the ids of rules, store other texts, or lose them later. */
export const descriptionTextFaults: readonly Fault[] = faultsOf('description-update', [
  ...ids,
  ...texts,
  ...afterwards,
]);
