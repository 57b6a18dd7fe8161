/** Mutants whose successes confuse the rules of a request, or forget some kinds of them. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import { type Content, contentItems, type Elements } from '../../reference/responses/content.ts';
import type { StoredRule } from '../../reference/store.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { storing } from './authorize-changes.ts';

/** The items of a success, as others. */
function relisted(change: (items: readonly Elements[], call: ReferenceCall) => Content | undefined): Apply {
  return (b) =>
    changed(b, {
      responses: {
        authorize: {
          securityGroupRuleSet: (done, call) =>
            change(contentItems(b.responses.authorize['securityGroupRuleSet']?.(done, call)) as Elements[], call),
        },
      },
    });
}

/** Each item has what belongs to the next one in this member. */
function exchanged(member: string): Apply {
  return relisted((items) =>
    items.map((item, place) => ({ ...item, [member]: items[(place + 1) % items.length]?.[member] })),
  );
}

/** An item says nothing in the description, where its rule has another source than an IPv4 range. */
const describedIfIpv4 = relisted((items) =>
  items.map((item) => (item['cidrIpv4'] === undefined ? { ...item, description: undefined } : item)),
);

/** A rule of the same values in the other group of a case, which is made next after the one under test. */
function twinOf(rule: StoredRule, { store }: ReferenceCall): StoredRule | undefined {
  const groups = [...store.groups.values()];
  const next = groups[groups.findIndex(({ id }) => id === rule.groupId) + 1];
  if (next?.name.endsWith('-peer') !== true) return undefined;
  return next[rule.direction].find((other) => ruleKey(other) === ruleKey(rule));
}

const rows: readonly FaultRow[] = [
  [
    'rule-id',
    'authorize-ids-exchanged-in-set',
    'returns the ids of several rules with one another',
    exchanged('securityGroupRuleId'),
  ],
  [
    'rule-id',
    'authorize-id-by-values',
    'gives the rule the id that a rule of the same values in another group has',
    storing((rule, call) => ({ ...rule, id: twinOf(rule, call)?.id ?? rule.id })),
    { crossesGroups: true },
  ],
  [
    'ports',
    'authorize-last-ports-exchanged-in-set',
    'returns the last ports of several rules with one another',
    exchanged('toPort'),
  ],
  [
    'description',
    'authorize-descriptions-exchanged-in-set',
    'returns the descriptions of several rules with one another',
    exchanged('description'),
  ],
  [
    'description',
    'authorize-description-of-ipv4-alone',
    'returns the description of a rule whose source is an IPv4 range alone',
    describedIfIpv4,
  ],
  [
    'tags',
    'authorize-tags-of-first-item',
    'returns the tags of the first rule alone',
    relisted((items) => items.map((item, place) => (place === 0 ? item : { ...item, tagSet: undefined }))),
  ],
  [
    'arn',
    'authorize-arn-of-first-item',
    'returns the ARN of the first rule for each',
    relisted((items) => items.map((item) => ({ ...item, securityGroupRuleArn: items[0]?.['securityGroupRuleArn'] }))),
  ],
  [
    'group-id',
    'authorize-group-name-for-id',
    'returns the name of a group that was named in the place of its id',
    relisted((items, { input }) =>
      items.map((item) => ({ ...item, groupId: text(input, 'GroupName') ?? item['groupId'] })),
    ),
  ],
  [
    'rule-set',
    'authorize-no-rule-set-without-permissions',
    'sends no securityGroupRuleSet where the request has no permissions',
    relisted((items, { input }) => (text(input, 'CidrIp') === undefined ? items : undefined)),
  ],
];

/** Servers whose successes confuse the rules of a request, or forget some kinds of them. */
export const authorizeSeveralFaults: readonly Fault[] = faultsOf('authorize-response', rows);
