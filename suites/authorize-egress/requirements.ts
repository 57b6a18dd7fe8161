/**
 * Every requirement on AuthorizeSecurityGroupEgress: those of the inbound authorise that hold of it, under the same ids, and
 * its own. What was recorded of the inbound operation alone carries no MUST here.
 */
import { loadSpecification } from '../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../harness/register/register.ts';
import { documented, type Level } from '../../harness/register/requirement.ts';
import { reused } from '../../harness/register/reuse.ts';
import { topic } from '../../harness/register/topic.ts';
import { dryRuns, ownRequirements as inbound } from '../authorize-ingress/requirements/register.ts';
import { pageOf } from '../requirements/documents.ts';
import { generalOfChanges, modelOf } from '../requirements/general.ts';

const action = 'AuthorizeSecurityGroupEgress';
const basic = 'authorize-rules/ipv4-range';

const parameters = documented(
  pageOf(action),
  'The parameters for one rule without permissions are called not supported',
);

/** Of parameters that this operation has not. */
const without: readonly string[] = [
  ...['group-name', 'flat', 'flat-canonical', 'flat-source-group', 'flat-icmpv6', 'id-and-name'].map(
    (slug) => `authorize-request/${slug}`,
  ),
  ...[
    'group-name-absent',
    'group-name-outside-default-vpc',
    'permissions-with-flat',
    'flat-cidr-with-source-group',
  ].map((slug) => `authorize-errors/${slug}`),
  // A name was seen to identify a source group of inbound rules alone.
  'authorize-rules/group-source-name',
  'authorize-errors/group-name-absent-source',
];

const should = (topicName: string, ...slugs: readonly string[]): Readonly<Record<string, Level>> =>
  Object.fromEntries(slugs.map((slug) => [`${topicName}/${slug}`, 'SHOULD']));

/** Where only recordings of the inbound operation carry the level. */
const levels: Readonly<Record<string, Level>> = {
  ...should('authorize-duplicates', 'description-no-part', 'within-request'),
  ...should('authorize-tags', 'tagged', 'each-rule', 'resource-type', 'case', 'longest', 'unicode'),
  ...should(
    'authorize-errors',
    'protocol-unknown',
    'cidr-malformed',
    'ipv6-in-cidr-ip',
    'group-without-id',
    'no-source',
  ),
  ...should('authorize-response', 'tags'),
};

/** What is known of this operation besides. */
const further: Readonly<Record<string, readonly string[]>> = {
  'authorize-duplicates/standing': ['authorize-26'],
  'authorize-response/rule-set': ['authorize-28'],
};

const known = new Set(inbound.map(({ id }) => id).filter((id) => !without.includes(id)));

/** Sentences on outbound rules, where they are not those on inbound ones. */
const statements: Readonly<Record<string, string>> = {
  'authorize-rules/group-source': 'A permission with a destination group adds the rule with that group',
  'authorize-rules/group-itself': 'A group may be its own destination',
  'authorize-rules/group-source-user-id': 'The own account beside the id of a destination group makes no other rule',
  'authorize-rules/both-families':
    'A permission with destinations of two kinds, neither of them a group, adds a rule for each',
  'authorize-duplicates/standing-prefix-list':
    'An existing rule whose destination is a prefix list is refused in the same way',
  'authorize-duplicates/own-account':
    'A destination group with the own account is the same as the existing one without it',
  'authorize-descriptions/group': 'The description of a destination group is stored with its rule',
  'authorize-descriptions/each-its-own': 'Each destination of a request keeps its own description',
  'authorize-tags/resource-type':
    'A resource type that does not exist, SecurityGroupRule among them, is refused, and nothing is added',
  'authorize-tags/other-resource-type': 'What happens to tags for a resource that the request does not make',
  'authorize-errors/group-without-id': 'A destination group without an id is refused with 400 MissingParameter',
  'authorize-errors/group-absent-source': 'A destination group that does not exist is refused',
  'authorize-errors/group-malformed-source': 'A destination group with a malformed id is refused',
  'authorize-errors/user-id-malformed':
    'An account of a destination group that is not an account id is refused with InvalidParameterValue',
  'authorize-errors/prefix-list-absent':
    'A prefix list that does not exist is refused with InvalidPrefixListID.NotFound, and no destination beside it is added',
  'authorize-errors/no-source': 'A permission without a destination adds nothing, and is refused or not',
  'authorize-errors/empty-list': 'A list of destinations that is given as an empty value is refused',
  'authorize-errors/all-or-nothing': 'Where one of several destinations or permissions is refused, none is added',
  'authorize-response/rule-set':
    'securityGroupRuleSet has one item for each rule that was added, with its id; an empty set was reported once',
  'authorize-response/is-egress': 'An item of an outbound rule says isEgress true',
};

const turned = reused(inbound, {
  without,
  levels,
  counterpart: (id) => (known.has(id) || id === 'signing/session' ? id : undefined),
  statements,
}).map((requirement) => ({
  ...requirement,
  facts: [...requirement.facts, ...(further[requirement.id] ?? [])],
  accepts: requirement.id === 'authorize-response/rule-set' ? ['listed', 'empty'] : requirement.accepts,
}));

const own = topic('authorize-outbound', {
  'default-rule': {
    level: 'MUST',
    means: 'The rule for all outbound traffic, which a new group has, is refused as a duplicate',
    facts: ['authorize-26', 'setup-23'],
    dependsOn: ['authorize-duplicates/standing', 'authorize-rules/all-traffic'],
  },
  'default-rule-again': {
    level: 'MUST',
    means: 'The rule for all outbound traffic is added again once it was revoked',
    facts: ['authorize-01'],
    dependsOn: ['authorize-rules/all-traffic'],
  },
  'beside-default-rule': {
    level: 'MUST',
    means: 'A rule is added although the rule for all outbound traffic lets its traffic out already',
    facts: ['authorize-01'],
    dependsOn: [basic, 'authorize-rules/all-traffic'],
  },
  'group-name': {
    level: 'MUST',
    means: 'GroupName is no parameter of this operation: it is refused with UnknownParameter',
    facts: ['authorize-11', 'protocol-07', 'protocol-08'],
    dependsOn: [basic, 'authorize-request/unknown-name'],
  },
  'no-group': {
    level: 'MUST',
    means: 'A request without the id of a group is refused',
    evidence: [modelOf(action)],
    facts: ['authorize-11'],
    dependsOn: [basic],
  },
  'flat-parameters': {
    level: 'SHOULD',
    means: 'IpProtocol, FromPort, ToPort and CidrIp without permissions add nothing',
    evidence: [parameters],
    facts: ['authorize-11'],
    accepts: ['refused', 'ignored'],
    dependsOn: [basic],
  },
  'flat-beside-permission': {
    level: 'OBSERVE',
    means: 'What happens to a parameter for one rule beside a permission',
    evidence: [parameters],
  },
  'tagged-return': {
    level: 'OBSERVE',
    means: 'Whether a request with tags is answered return true and its rule has the tags',
    facts: ['authorize-27'],
  },
});

const general = generalOfChanges({
  action,
  basic,
  anyWay: 'authorize-rules/any-way',
  dryRuns: dryRuns.filter((slug) => slug !== 'flat' && slug !== 'by-group-name'),
});

/** The register of AuthorizeSecurityGroupEgress. */
export const register: Register = buildRegister([...turned, ...own, ...general], loadSpecification());

/** The requirement here that answers to one on the inbound operation; undefined where there is none. */
export function counterpart(id: string): string | undefined {
  return register.find(id)?.id;
}
