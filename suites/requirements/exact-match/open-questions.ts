/** Open questions about matching: no source answers them, or sources disagree. Every response passes; the report records it. */
import { observe, type TopicEntries } from '../../../harness/register/requirement.ts';

/** Texts that differ from the stored form of the same value; canonical forms are documented for authorize only. */
const texts: TopicEntries = {
  'cidr-host-bits': observe('A range given with host bits names the rule of its network, or no rule', {
    facts: ['setup-14'],
  }),
  'cidr-without-length': observe('An address without a prefix length is refused or names no rule'),
  'ipv6-upper-case': observe('An IPv6 range in upper case names the rule shown in lower case, or no rule', {
    facts: ['setup-15'],
  }),
  'ipv6-uncompressed': observe('An IPv6 range in full length names the rule shown compressed, or no rule', {
    facts: ['setup-14'],
  }),
  'protocol-number-of-name': observe('The number of a protocol that has a name names its rule, or no rule', {
    facts: ['setup-13'],
  }),
  'protocol-upper-case': observe('A protocol name in upper case names the rule, or no rule'),
  'all-traffic-with-ports': observe('Protocol -1 together with ports names the all-traffic rule, or no rule', {
    facts: ['setup-12'],
  }),
  'numeric-protocol-with-ports': observe('A protocol number together with ports -1 names its rule, or no rule'),
  'description-for-none': observe('A request with a description names a rule that has none, or no rule', {
    facts: ['matching-29'],
  }),
  'description-empty': observe('An empty description in a request counts as none, or as one that differs', {
    facts: ['matching-29'],
  }),
};

const ids: TopicEntries = {
  'rule-id-of-other-group': observe('The id of a rule of another group than the one named is refused or obeyed'),
  'rule-id-of-outbound': observe('The id of an outbound rule is refused or obeyed'),
  'rule-id-twice': observe('A rule id given twice is refused or removes the rule'),
  'rule-ids-partly-known': observe(
    'An absent id together with that of a rule prevents the removal of the rule, or not',
    {
      facts: ['matching-08', 'matching-10'],
    },
  ),
  'rule-id-with-permission': observe('A rule id together with a permission is refused or removes what they name'),
  'rule-id-without-group': observe('A rule id without a group is refused or removes the rule', {
    facts: ['matching-06'],
    outline: ['6.8', '6.18'],
  }),
};

const requests: TopicEntries = {
  'permission-twice': observe('A rule that a request names twice is removed, or the request is refused', {
    facts: ['setup-04'],
  }),
  'permission-without-source': observe(
    'A permission without a source is refused, names nothing, or names all its ports',
    {
      facts: ['matching-23', 'setup-26'],
    },
  ),
  'cidr-and-group': observe('A permission that holds a range and a source group removes both rules, or is refused', {
    facts: ['matching-37', 'matching-32'],
    outline: ['6.3'],
  }),
  'source-group-other-account': observe('A source group under the number of another account names a rule, or none'),
  'group-id-and-name': observe('GroupId and GroupName together are refused, or one of them counts', {
    outline: ['6.8', '6.18'],
  }),
  'flat-source-group': observe('SourceSecurityGroupName without protocol and ports removes rules of the source group', {
    facts: ['matching-36'],
    outline: ['6.4', '6.5', '6.24', '6.25', '6.27'],
  }),
  'partial-match-default-vpc': observe('The default VPC removes what fits of a request that fits in part, or nothing', {
    facts: ['matching-02'],
    outline: ['2.8'],
  }),
};

/** Open questions of the topic `exact-match`, by slug. */
export const matchOpenQuestions: TopicEntries = { ...texts, ...ids, ...requests };
