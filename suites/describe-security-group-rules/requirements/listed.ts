/** Which rules are described. */
import { topic } from '../../../harness/register/topic.ts';

/** The topic `rules-listed`. */
export const rulesListed = topic('rules-listed', {
  'by-id': {
    level: 'MUST',
    means: 'SecurityGroupRuleId.N describes the rule of that id and no other',
    facts: ['described-rules-01', 'described-rules-02'],
    dependsOn: ['rules-described/rule-id'],
  },
  'by-ids': {
    level: 'MUST',
    means: 'Several ids describe the rules of each of them, of whatever group',
    facts: ['described-rules-01'],
    dependsOn: ['rules-listed/by-id'],
  },
  all: {
    level: 'MUST',
    means: 'A request without ids and filters describes the rules of every group',
    facts: ['described-rules-01', 'pages-01', 'shapes-11'],
    dependsOn: ['rules-described/rule-id'],
  },
  'both-directions': {
    level: 'MUST',
    means: 'Inbound and outbound rules of a group are described alike, its first outbound rule among them',
    facts: ['described-rules-01', 'described-rules-07', 'setup-23'],
    dependsOn: ['rules-filtered/group-id', 'rules-described/cidr-ipv4'],
  },
  'each-source': {
    level: 'MUST',
    means: 'Each source of a permission is a rule of its own',
    facts: ['described-rules-02'],
    dependsOn: ['rules-filtered/group-id'],
  },
  'authorised-shown': {
    level: 'MUST',
    means: 'A rule is described once it is authorised',
    facts: ['described-rules-01'],
    dependsOn: ['rules-filtered/group-id', 'rules-described/apart'],
  },
  'revoked-gone': {
    level: 'MUST',
    means: 'A rule is no longer described once it is revoked or its group deleted, and the others still are',
    facts: ['described-rules-01'],
    dependsOn: ['rules-filtered/group-id'],
  },
  'stable-ids': {
    level: 'MUST',
    means: 'The id of a rule stays the same while other rules come and go',
    facts: ['described-rules-02'],
    dependsOn: ['rules-listed/by-id', 'rules-described/from-port'],
  },
  agrees: {
    level: 'MUST',
    means: 'The rules described are those that DescribeSecurityGroups shows of the group',
    facts: ['described-rules-01', 'described-groups-01'],
    dependsOn: ['rules-listed/by-ids', 'rules-described/apart', 'rules-described/icmp'],
  },
  'ids-with-filter': {
    level: 'SHOULD',
    means: 'Ids together with a filter describe what both select',
    facts: ['filters-01'],
    dependsOn: ['rules-listed/by-ids', 'rules-filtered/group-id'],
  },
  'id-twice': { level: 'OBSERVE', means: 'How often a rule is described whose id is given twice' },
  'id-beside-absent': { level: 'OBSERVE', means: 'The response to an absent id together with an existing one' },
});
