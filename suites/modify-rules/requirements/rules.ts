/** Which rules a request changes, and into what. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const basic = 'modify-rules/ports';

const changed = (means: string, ...further: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['modify-01', 'modify-03'],
  dependsOn: [basic, ...further],
});

const values: TopicEntries = {
  ports: {
    level: 'MUST',
    means: 'The rule whose id is given gets both ports of the request, and the other rules stay',
    facts: ['modify-01', 'modify-03', 'modify-14', 'shapes-13'],
  },
  protocol: changed('The rule gets the protocol of the request'),
  'protocol-icmp': changed('A TCP rule becomes one for a type and a code of ICMP, code 0 too', 'modify-rules/protocol'),
  'protocol-number': {
    // Its cases change rules in each way in which the others are changed.
    ...changed(
      'The protocol may be a number',
      ...['protocol', 'description', 'source-kept', 'group', 'outbound-rule', 'several', 'again'].map(
        (slug) => `modify-rules/${slug}`,
      ),
      ...['modify-request/get', 'signing/session'],
    ),
    level: 'SHOULD',
  },
  'all-traffic': {
    ...changed('The rule becomes one for all protocols, and the reverse', 'modify-rules/protocol'),
    facts: ['modify-01', 'modify-05'],
  },
  'ipv4-range': changed('The rule gets the IPv4 range of the request'),
  'ipv6-range': changed('The rule gets the IPv6 range of the request'),
  group: changed('The rule gets the group that the request refers to'),
  'source-kept': changed('The source of a rule stays where the request gives it as it is'),
  everything: changed(
    'Protocol, ports, range and description are changed at once',
    'modify-rules/protocol',
    'modify-rules/ipv4-range',
    'modify-rules/description',
  ),
  canonical: {
    level: 'SHOULD',
    means: 'A range is stored and described without its host bits; one of IPv6 that has some may be refused',
    facts: ['setup-14'],
    accepts: ['changed', 'refused'],
    dependsOn: ['modify-rules/ipv4-range'],
  },
};

const descriptions: TopicEntries = {
  description: changed('The rule gets the description of the request'),
  'description-characters': changed(
    'A description is stored with every character that it may have, up to 255',
    'modify-rules/description',
  ),
  'description-omitted': { level: 'OBSERVE', means: 'What happens to a description that the request leaves out' },
  'description-empty': { level: 'OBSERVE', means: 'What happens to an empty description' },
};

const identity: TopicEntries = {
  'keeps-id': {
    level: 'SHOULD',
    means: 'The rule keeps its id',
    facts: ['modify-11', 'modify-14', 'shapes-13'],
    dependsOn: [basic],
  },
  'others-kept': changed('Other rules stay: of like values, of the other direction, of another group'),
  'outbound-rule': changed('An outbound rule is changed as an inbound one is', 'modify-rules/protocol'),
  'both-directions': {
    level: 'SHOULD',
    means: 'One request changes inbound and outbound rules',
    facts: ['modify-10'],
    dependsOn: ['modify-rules/outbound-rule', 'modify-rules/several'],
  },
  several: changed('One request changes several rules, each to its own values'),
  'lists-past-nine': changed('All elements of a list of eleven are read', 'modify-rules/several'),
  swap: { level: 'OBSERVE', means: 'What happens to two rules that exchange their values' },
};

const afterwards: TopicEntries = {
  afterwards: changed('The new values revoke the rule and are taken; the old ones can be authorised again'),
  again: changed('A rule that was changed is changed again by the same id', 'modify-rules/keeps-id'),
  described: changed(
    'The rule is described under its id with the new values',
    'modify-rules/keeps-id',
    'modify-rules/description',
    'modify-rules/protocol',
  ),
};

/** The topic `modify-rules`. */
export const modifyRulesTopic = topic('modify-rules', { ...values, ...descriptions, ...identity, ...afterwards });
