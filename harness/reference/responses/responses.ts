/** What successes say: one function for each element of each response. */

import type { Rule } from '../../security-groups/model/rule.ts';
import type { ReferenceCall } from '../call.ts';
import { regionEndpoint } from '../operations/regions.ts';
import type { Responses } from '../sections/responses.ts';
import type { Group, StoredRule, Tags } from '../store.ts';
import { type Content, contentOf, type Elements, type Members } from './content.ts';
import { mergeRules } from './merged-permission.ts';

const ruleMembers = {
  securityGroupRuleId: ({ id }) => id,
  groupId: ({ groupId }) => groupId,
  isEgress: ({ direction }) => String(direction === 'egress'),
  ipProtocol: ({ protocol }) => protocol,
  // Rules without ports show them as -1 here, and leave them out in permissions.
  fromPort: ({ fromPort }) => String(fromPort ?? -1),
  toPort: ({ toPort }) => String(toPort ?? -1),
  cidrIpv4: ({ source }) => (source.kind === 'ipv4' ? source.cidr : undefined),
  cidrIpv6: ({ source }) => (source.kind === 'ipv6' ? source.cidr : undefined),
  prefixListId: ({ source }) => (source.kind === 'prefix-list' ? source.prefixListId : undefined),
  description: ({ description }) => description,
} as const satisfies Members<StoredRule, ReferenceCall>;

const { securityGroupRuleId, groupId, description, ...properties } = ruleMembers;

const fullRule: Members<StoredRule, ReferenceCall> = {
  securityGroupRuleId,
  groupId,
  groupOwnerId: (_, { facts }) => facts.account,
  ...properties,
  referencedGroupInfo: ({ source }, { facts }) =>
    source.kind === 'group' ? { groupId: source.groupId, userId: source.userId ?? facts.account } : undefined,
  description,
  securityGroupRuleArn: ({ id }, { facts }) => `arn:aws:ec2:${facts.region}:${facts.account}:security-group-rule/${id}`,
};

/** The conforming elements. */
export const referenceResponses: Responses<ReferenceCall> = {
  region: {
    regionName: ({ id }) => id,
    regionEndpoint: regionEndpoint,
    optInStatus: ({ optIn }) => optIn,
  },
  revoke: {
    return: () => 'true',
    unknownIpPermissionSet: ({ unknown }, call) => set(permissions(unknown, call), call),
    revokedSecurityGroupRuleSet: ({ removed }, call) =>
      set(
        removed.map((rule) => contentOf(call.behaviour.responses.revokedRule, rule, call)),
        call,
      ),
  },
  revokedRule: {
    securityGroupRuleId,
    groupId,
    ...properties,
    referencedGroupId: ({ source }) => (source.kind === 'group' ? source.groupId : undefined),
    description,
  },
  authorize: {
    return: () => 'true',
    securityGroupRuleSet: ({ added }, call) =>
      added.map((rule) => contentOf(call.behaviour.responses.authorizedRule, rule, call)),
  },
  modify: { return: () => 'true' },
  updateDescriptions: { return: () => 'true' },
  authorizedRule: {
    ...fullRule,
    tagSet: tagSetIfTagged,
  },
  describedRule: { ...fullRule, tagSet: ({ id }, { store }) => tagSet(store.tagsOf(id)) },
  created: {
    // Recorded on the wire; the service model does not have it.
    return: () => 'true',
    groupId: ({ id }) => id,
    tagSet: tagSetIfTagged,
    securityGroupArn: groupArn,
  },
  deleted: { return: () => 'true', groupId: ({ id }) => id },
  group: {
    ownerId: (_, { facts }) => facts.account,
    groupId: ({ id }) => id,
    groupName: ({ name }) => name,
    groupDescription: (group) => group.description,
    vpcId: ({ vpcId }) => vpcId,
    ipPermissions: (group, call) => permissions(call.behaviour.state.visibleRules(group, 'ingress', call), call),
    ipPermissionsEgress: (group, call) => permissions(call.behaviour.state.visibleRules(group, 'egress', call), call),
    tagSet: ({ id }, { store }) => tagSet(store.tagsOf(id)),
    securityGroupArn: groupArn,
  },
  permission: {
    ipProtocol: ({ protocol }) => protocol,
    fromPort: ({ fromPort }) => fromPort?.toString(),
    toPort: ({ toPort }) => toPort?.toString(),
    groups: ({ rules }, call) => references(rules, 'group', call.behaviour.responses.groupReference, call),
    ipRanges: ({ rules }, call) => references(rules, 'ipv4', call.behaviour.responses.ipv4Range, call),
    ipv6Ranges: ({ rules }, call) => references(rules, 'ipv6', call.behaviour.responses.ipv6Range, call),
    prefixListIds: ({ rules }, call) =>
      references(rules, 'prefix-list', call.behaviour.responses.prefixListReference, call),
  },
  ipv4Range: { cidrIp: ({ source }) => (source.kind === 'ipv4' ? source.cidr : undefined), description: describedAs },
  ipv6Range: { cidrIpv6: ({ source }) => (source.kind === 'ipv6' ? source.cidr : undefined), description: describedAs },
  prefixListReference: {
    prefixListId: ({ source }) => (source.kind === 'prefix-list' ? source.prefixListId : undefined),
    description: describedAs,
  },
  groupReference: {
    userId: ({ source }, { facts }) => (source.kind === 'group' ? (source.userId ?? facts.account) : undefined),
    groupId: ({ source }) => (source.kind === 'group' ? source.groupId : undefined),
    description: describedAs,
  },
  vpc: {
    vpcId: ({ id }) => id,
    ownerId: (_, { facts }) => facts.account,
    state: () => 'available',
    cidrBlock: ({ cidr }) => cidr,
    instanceTenancy: () => 'default',
    isDefault: ({ isDefault }) => String(isDefault),
    tagSet: ({ id }, { store }) => tagSet(store.tagsOf(id)),
  },
  prefixList: {
    prefixListId: ({ id }) => id,
    addressFamily: ({ family }) => family,
    state: () => 'create-complete',
    prefixListArn: ({ id }, { facts }) => `arn:aws:ec2:${facts.region}:${facts.account}:prefix-list/${id}`,
    prefixListName: ({ name }) => name,
    maxEntries: ({ maxEntries }) => String(maxEntries),
    version: () => '1',
    tagSet: ({ id }, { store }) => tagSet(store.tagsOf(id)),
    ownerId: (_, { facts }) => facts.account,
  },
};

function groupArn({ id }: Group, { facts }: ReferenceCall): string {
  return `arn:aws:ec2:${facts.region}:${facts.account}:security-group/${id}`;
}

/** Rules as permissions: those of equal protocol and ports are one. */
function permissions(rules: readonly Rule[], call: ReferenceCall): readonly Elements[] {
  return mergeRules(rules).map((merged) => contentOf(call.behaviour.responses.permission, merged, call));
}

/** Tags as a list of key and value. */
export function tagSet(tags: Tags): Content {
  return [...tags].map(([key, value]) => ({ key, value }));
}

function tagSetIfTagged({ id }: { readonly id: string }, { store }: ReferenceCall): Content | undefined {
  const tags = store.tagsOf(id);
  return tags.size === 0 ? undefined : tagSet(tags);
}

function references(
  rules: readonly Rule[],
  kind: Rule['source']['kind'],
  members: Members<Rule, ReferenceCall>,
  call: ReferenceCall,
): Content {
  return rules.filter(({ source }) => source.kind === kind).map((rule) => contentOf(members, rule, call));
}

function describedAs(rule: Rule): string | undefined {
  return rule.description;
}

/** A list of a revoke's response; empty ones are left out unless chosen otherwise. */
function set(items: readonly Content[], call: ReferenceCall): Content | undefined {
  return items.length === 0 && call.behaviour.choices.emptySets === 'absent' ? undefined : items;
}
