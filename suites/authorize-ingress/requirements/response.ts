/** securityGroupRuleSet: the rules that a success lists as added. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const ruleSet = 'authorize-response/rule-set';

const member = (means: string, ...further: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['authorize-10'],
  dependsOn: [ruleSet, ...further],
});

/** The topic `authorize-response`. */
export const authorizeResponse = topic('authorize-response', {
  'rule-set': {
    level: 'MUST',
    means: 'securityGroupRuleSet has one item for each rule that was added, with its id',
    facts: ['authorize-09', 'authorize-10'],
    dependsOn: ['authorize-rules/several-ranges', 'authorize-rules/several-permissions'],
  },
  'rule-id': member('The id in an item is the one by which its rule, and no other, is described'),
  'group-id': member('An item has the id of the group'),
  owner: member('An item has the account of the group'),
  'is-egress': member('An item of an inbound rule says isEgress false'),
  protocol: member(
    'An item has the protocol of its rule',
    ...['icmpv6', 'numeric-protocol', 'all-traffic'].map((slug) => `authorize-rules/${slug}`),
  ),
  ports: member(
    'An item has both ports of its rule, or its type and code',
    'authorize-rules/ports',
    'authorize-rules/icmp-all-codes',
  ),
  'ports-of-all-traffic': {
    level: 'SHOULD',
    means: 'An item of a rule for all traffic has -1 for both ports',
    facts: ['shapes-03'],
    dependsOn: [ruleSet, 'authorize-rules/all-traffic'],
  },
  source: member(
    'An item has the range or the prefix list of its rule in the member of that kind, and in no other',
    'authorize-rules/ipv6-range',
    'authorize-rules/prefix-list',
  ),
  'referenced-group': {
    ...member(
      'An item of a rule from a group has the id of the group in referencedGroupInfo',
      'authorize-rules/group-itself',
    ),
    facts: ['authorize-10', 'shapes-09'],
  },
  canonical: {
    ...member('An item has the range without its host bits', 'authorize-rules/canonical-ipv4'),
    facts: ['authorize-02', 'authorize-10'],
  },
  description: member(
    'An item has the description of its rule',
    'authorize-descriptions/ipv4',
    'authorize-descriptions/allowed-characters',
  ),
  'description-absent': {
    ...member('An item of a rule without a description has none'),
    facts: ['authorize-10', 'answer-04'],
  },
  tags: {
    ...member('An item has the tags of its rule', 'authorize-tags/tagged'),
    facts: ['authorize-10', 'shapes-08'],
  },
  'tags-absent': { ...member('An item of a rule without tags has none'), facts: ['authorize-10', 'shapes-08'] },
  arn: {
    level: 'SHOULD',
    means: 'An item has the ARN of its rule',
    facts: ['authorize-10', 'shapes-08'],
    dependsOn: [ruleSet],
  },
});
