/** What holds whatever was done to a rule before, by whichever operation. */
import { documented, type RequirementEntry, type TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { pageOf, revokePage } from '../../requirements/documents.ts';

const modify = 'rule-history/modify';
const describe = 'rule-history/describe';
const describeById = 'rule-history/describe-by-id';
const authorize = 'rule-history/authorize';
const revoke = 'rule-history/revoke';

const ofAny = (means: string, facts: readonly string[], ...rests: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts,
  dependsOn: rests,
});

/** Of rules that are not for ports and IPv4 ranges: every request that this topic is about does what it says. */
const ofRules = (rules: string, facts: readonly string[], ...rests: readonly string[]): RequirementEntry =>
  ofAny(
    `${rules} are modified, described, revoked and authorised again as the requests say, in any order`,
    [...facts, 'descriptions-01'],
    // Each goes through all traffic.
    ...[modify, describe, revoke, 'modify-rules/all-traffic', ...rests],
  );

const revoking = revokePage('description');

const entries: TopicEntries = {
  modify: ofAny(
    'A rule gets the values of a modification after it was modified, described, revoked and authorised',
    ['modify-01', 'modify-03'],
    ...['modify-rules/ports', 'modify-rules/protocol', 'modify-rules/ipv4-range', 'modify-rules/description'],
    'modify-rules/others-kept',
  ),
  describe: ofAny(
    'A rule gets the description of an update by its values after it was modified, described, revoked and authorised again',
    ['descriptions-01'],
    modify,
  ),
  'describe-by-id': ofAny(
    'A rule gets the description of an update by its id after it was modified, described, revoked and authorised again',
    ['descriptions-01', 'descriptions-05'],
    modify,
    describe,
  ),
  authorize: ofAny(
    'A rule that was modified, described and revoked is authorised again as the request says',
    ['authorize-01'],
    modify,
    describe,
    describeById,
  ),
  revoke: {
    ...ofAny(
      'A rule that was modified, described or authorised again is revoked by the values or the id that it has now',
      [],
      modify,
      describe,
      describeById,
      authorize,
    ),
    evidence: [revoking],
    outline: ['2.1', '2.2', '2.4'],
  },
  former: ofAny(
    'Values that a rule has no more, and ids of rules that are gone, revoke nothing, whatever was authorised since',
    ['matching-01', 'matching-33'],
    revoke,
  ),
  described: {
    ...ofAny(
      'DescribeSecurityGroupRules shows the rules that modifications, updates and revokes have left, as they are now',
      [],
      modify,
      describe,
      describeById,
      authorize,
      revoke,
    ),
    evidence: [
      documented(
        `AWS API Reference, DescribeSecurityGroupRules: ${pageOf('DescribeSecurityGroupRules')}`,
        'The response has the rules of security groups: protocol, ports, source, description and tags of each',
      ),
    ],
  },
  'ids-kept': {
    level: 'SHOULD',
    means: 'A rule keeps its id while it is modified and described, and while others are revoked',
    facts: ['modify-11', 'modify-14'],
    dependsOn: ['modify-rules/keeps-id', 'modify-rules/again', modify, describe, describeById],
  },
  protocols: ofRules('Rules of all traffic, ICMP and UDP', ['modify-01', 'modify-03'], 'modify-rules/protocol-icmp'),
  'ipv6-range': ofRules('Rules of IPv6 ranges', ['modify-01', 'modify-03'], 'modify-rules/ipv6-range'),
  group: ofRules('Rules of security groups, their own and others,', ['modify-01', 'modify-03'], 'modify-rules/group'),
  'prefix-list': ofRules('Rules of prefix lists', ['modify-03']),
  'any-history': {
    ...ofAny(
      'Whatever is authorised, modified, described and revoked, in any order, both describing operations show what it leaves',
      ['authorize-01', 'modify-01', 'descriptions-01'],
      ...[modify, describe, describeById, authorize, revoke, 'rule-history/former', 'rule-history/described'],
    ),
    evidence: [revoking],
  },
};

/** The topic `rule-history`. */
export const ruleHistory = topic('rule-history', entries);
