/** Ways to show rules of one kind or direction wrongly in DescribeSecurityGroupRules, and characters of their tags. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content } from '../../reference/responses/content.ts';
import { tagSet } from '../../reference/responses/responses.ts';
import type { StoredRule, Tags } from '../../reference/store.ts';
import type { Source } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { replacing } from './changes.ts';

/** Rules of a kind show this in the member; others what they are. */
function showing(member: string, isOwn: (rule: StoredRule) => boolean, shown: Content | undefined): Apply {
  return replacing((b) => ({
    responses: {
      describedRule: {
        [member]: (rule, call) => (isOwn(rule) ? shown : b.responses.describedRule[member]?.(rule, call)),
      },
    },
  }));
}

/** Tags with each text rewritten. */
export function rewrittenTags(tags: Tags, rewrite: (text: string) => string): Content {
  return tagSet(new Map([...tags].map(([key, value]) => [rewrite(key), rewrite(value)])));
}

/** What is wrong with the characters of tags: the end of the fault's id, what the target does, and how. */
export const tagCharacters: readonly (readonly [id: string, means: string, rewrite: (text: string) => string])[] = [
  ['tags-escaped-twice', 'escapes ampersands in tags twice', (text) => text.replaceAll('&', '&amp;')],
  [
    'tags-of-three-bytes',
    'shows a question mark for characters of tags that UTF-8 has four bytes for',
    (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '?'),
  ],
];

const kinds: readonly (readonly [kind: Source['kind'], words: string])[] = [
  ['ipv6', 'rules with an IPv6 range'],
  ['group', 'rules that refer to a group'],
  ['prefix-list', 'rules with a prefix list'],
];

const isOutbound = ({ direction }: StoredRule) => direction === 'egress';

const rows: readonly FaultRow[] = [
  ...kinds.map(
    ([kind, words]): FaultRow => [
      'description',
      `rules-${kind}-description-lost`,
      `shows no description of ${words}`,
      showing('description', ({ source }) => source.kind === kind, undefined),
    ],
  ),
  [
    'description',
    'rules-outbound-description-lost',
    'shows no description of outbound rules',
    showing('description', isOutbound, undefined),
  ],
  ['tags', 'rules-outbound-tags-lost', 'shows no tags of outbound rules', showing('tagSet', isOutbound, [])],
  [
    'protocol',
    'rules-icmpv6-as-number',
    'shows ICMPv6 by its number',
    showing('ipProtocol', ({ protocol }) => protocol === 'icmpv6', '58'),
  ],
  ...tagCharacters.map(
    ([id, means, rewrite]): FaultRow => [
      'tags',
      `rules-${id}`,
      means,
      replacing(() => ({
        responses: {
          describedRule: {
            tagSet: (rule: StoredRule, { store }: ReferenceCall) => rewrittenTags(store.tagsOf(rule.id), rewrite),
          },
        },
      })),
    ],
  ),
];

/** Servers that show rules of one kind or direction wrongly in DescribeSecurityGroupRules. */
export const ruleKindFaults: readonly Fault[] = faultsOf('rules-described', rows);
