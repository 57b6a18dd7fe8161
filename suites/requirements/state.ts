/** What a revoke leaves behind, as the next request finds it. Which rules a revoke removes is the topic exact-match. */
import { documented } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';
import { revokePage } from './documents.ts';
import { generatedState } from './generated.ts';

const SPECIFICATION = revokePage('description');
const RULE_IDS = revokePage('parameter SecurityGroupRuleId.N', 'A rule id names one rule of a group');

const ONE_SOURCE = documented(
  'AWS API Reference, SecurityGroupRule: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html',
  'A rule has an id of its own and one source: an IPv4 range, an IPv6 range, a prefix list or a group',
);
const DESCRIBE_RULES = documented(
  'AWS API Reference, DescribeSecurityGroupRules: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html',
  'The response has the rules of security groups, each with its id; rules can be selected by id or by group',
);
const AUTHORIZE = documented(
  'AWS API Reference, AuthorizeSecurityGroupIngress: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html',
  'The request adds the rules that it states to the group: protocol, ports and source of each',
);
const MODIFY = documented(
  'AWS API Reference, ModifySecurityGroupRules: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html',
  'The request changes the rules of a security group',
);

/** The topic `state`. */
export const state = topic('state', {
  ...generatedState,
  twice: {
    level: 'MUST',
    means: 'Outside the default VPC the same revoke is refused with InvalidPermission.NotFound the second time',
    outline: ['2.9'],
    facts: ['matching-01', 'matching-03'],
    dependsOn: ['exact-match/matching-rule', 'exact-match/mismatch-refused'],
  },
  'authorise-again': {
    level: 'MUST',
    means: 'A rule that was revoked can be authorised, and then revoked, again',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'refused-then-valid': {
    level: 'MUST',
    means: 'A refused revoke does not prevent a valid one from being carried out',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    facts: ['matching-01'],
    dependsOn: ['exact-match/matching-rule', 'exact-match/mismatch-refused'],
  },
  'refused-then-authorised': {
    level: 'SHOULD',
    means: 'A rule named by a refused revoke still exists, so that authorising it is a duplicate',
    facts: ['matching-01', 'setup-01'],
    dependsOn: ['exact-match/all-or-nothing', 'exact-match/several-permissions', 'encoding/permission-list'],
  },
  'malformed-permission': {
    level: 'MUST',
    means: 'Outside the default VPC nothing is removed when one of the permissions is malformed, and so fits no rule',
    facts: ['matching-01'],
    dependsOn: ['exact-match/all-or-nothing', 'exact-match/several-permissions', 'encoding/permission-list'],
  },
  'concurrent-revokes': {
    level: 'MUST',
    means:
      'Of two revokes that are sent to one group at the same time, each that succeeds removes its rule; one that leaves it fails this only if it does so in every attempt',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'last-rule': {
    level: 'MUST',
    means: 'A group whose last inbound rule is revoked has none, and is described without any',
    evidence: [SPECIFICATION],
    outline: ['2.1', '2.9'],
    facts: ['shapes-04'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'emptied-group': {
    level: 'MUST',
    means: 'A group that a revoke has emptied takes rules as before',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['state/last-rule'],
  },
  'keeps-descriptions': {
    level: 'MUST',
    means: 'The rules that stay keep their descriptions',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/matching-rule', 'state/last-rule', 'state/authorised-apart'],
  },
  'keeps-tags': {
    level: 'SHOULD',
    means: 'The rules that stay keep their tags, and so does the group',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/matching-rule', 'state/last-rule', 'state/authorised-apart'],
  },
  'directions-apart': {
    level: 'MUST',
    means: 'An inbound rule and the outbound rule of the same values are revoked each by its own call, in either order',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/direction'],
  },
  'groups-apart': {
    level: 'MUST',
    means: 'Equal rules of two groups are revoked each by a call on its own group',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/group'],
  },
  'source-group-untouched': {
    level: 'MUST',
    means: 'The group that a revoked rule had as its source keeps its own rules',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/group-source'],
  },
  'ids-stay': {
    level: 'MUST',
    means: 'The rules that stay keep their ids, whatever was revoked or refused before',
    evidence: [RULE_IDS],
    outline: ['2.2'],
    dependsOn: [
      'exact-match/rule-id',
      'exact-match/mismatch-refused',
      'exact-match/matching-rule',
      'state/last-rule',
      'state/refused-then-valid',
    ],
  },
  'by-id-and-by-properties': {
    level: 'MUST',
    means: 'A revoke by id and a revoke by properties work on the same rules',
    evidence: [SPECIFICATION],
    outline: ['2.2'],
    dependsOn: ['exact-match/rule-id', 'exact-match/mismatch-refused', 'exact-match/matching-rule'],
  },
  'id-ends-with-rule': {
    level: 'MUST',
    means: 'The id of a revoked rule no longer identifies a rule: InvalidSecurityGroupRuleId.NotFound',
    facts: ['matching-08', 'matching-10'],
    dependsOn: ['exact-match/rule-id', 'errors/rule-id-absent', 'exact-match/matching-rule'],
  },
  'authorised-together': {
    level: 'MUST',
    means:
      'Of several sources that were authorised in one permission each is a rule of its own, and is the only one removed',
    evidence: [SPECIFICATION, ONE_SOURCE],
    outline: ['2.1', '2.4'],
    dependsOn: [
      'exact-match/one-range-of-several',
      'exact-match/one-ipv6-range-of-several',
      'exact-match/one-source-of-several',
      'exact-match/several-permissions',
      'exact-match/rule-id-only',
    ],
  },
  'authorised-apart': {
    level: 'MUST',
    means: 'Rules that were authorised by several requests are removed by one, and each by itself',
    evidence: [SPECIFICATION],
    outline: ['2.1'],
    dependsOn: ['exact-match/several-permissions'],
  },
  'tagged-rule': {
    level: 'MUST',
    means: 'A rule with tags is removed like any other, by its values and by its id',
    evidence: [SPECIFICATION],
    outline: ['2.2', '2.4'],
    dependsOn: ['exact-match/matching-rule', 'exact-match/rule-id'],
  },
  'modified-rule': {
    level: 'MUST',
    means: 'A modified rule is removed by the values that it has now or by its id, and not by those that it had',
    evidence: [SPECIFICATION, MODIFY],
    outline: ['2.2', '2.3'],
    dependsOn: ['exact-match/matching-rule', 'exact-match/mismatch-refused', 'exact-match/rule-id'],
  },
  'accepted-as-sent': {
    level: 'MUST',
    means:
      'A rule of an IPv6 range, a prefix list or a source group is kept as it was authorised, or refused: never kept as another one',
    evidence: [ONE_SOURCE, AUTHORIZE],
    outline: ['2.4'],
  },
  'rules-described': {
    level: 'MUST',
    means: 'DescribeSecurityGroupRules lists the rules that a revoke has left, and none that it has removed',
    evidence: [DESCRIBE_RULES, SPECIFICATION],
    outline: ['2.1', '2.9'],
    dependsOn: ['exact-match/matching-rule', 'exact-match/rule-id'],
  },
  'ids-described': {
    level: 'MUST',
    means: 'DescribeSecurityGroupRules lists a rule under the id by which it can be revoked, each time it is asked',
    evidence: [ONE_SOURCE, DESCRIBE_RULES],
    outline: ['2.2'],
    dependsOn: ['exact-match/rule-id'],
  },
  'former-id-after-authorising-again': {
    level: 'OBSERVE',
    means: 'The former id of a rule that was revoked and authorised again names the new rule, or none',
  },
  'default-vpc-twice': {
    level: 'MUST',
    means:
      'In the default VPC the same revoke a second time removes nothing more, with success or InvalidPermission.NotFound',
    outline: ['2.8'],
    facts: ['matching-02', 'matching-03', 'matching-35'],
    dependsOn: ['exact-match/mismatch-default-vpc'],
    accepts: ['silent', 'refused'],
  },
  'default-vpc-misfit-then-valid': {
    level: 'MUST',
    means: 'In the default VPC a revoke that matches no rule does not prevent a valid one from being carried out',
    outline: ['2.8'],
    facts: ['matching-02', 'matching-03'],
    dependsOn: ['exact-match/mismatch-default-vpc'],
    accepts: ['silent', 'refused'],
  },
});
