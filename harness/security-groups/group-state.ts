/** Reads the rules of groups back: the witness of what a request really did. */

import type { SuccessOutcome } from '../checks/outcome.ts';
import { childNamed, itemsOf, nonEmptyTextAt, textAt } from '../checks/response-tree.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import type { Direction, Rule, Source } from './model/rule.ts';
import { storedRule } from './model/stored-rule.ts';

/** One group as DescribeSecurityGroups shows it; rules flattened to one source each, in canonical form. */
export interface GroupState {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string;
  readonly owner: string;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

/** Reads the response of DescribeSecurityGroups; an absent set is an empty one. */
export function readGroupStates(response: SuccessOutcome): readonly GroupState[] {
  return itemsOf(response.root, 'securityGroupInfo').map((group) => ({
    groupId: textAt(group, 'groupId') ?? '',
    name: textAt(group, 'groupName') ?? '',
    vpcId: textAt(group, 'vpcId') ?? '',
    owner: textAt(group, 'ownerId') ?? '',
    ingress: readRules(group, 'ingress'),
    egress: readRules(group, 'egress'),
  }));
}

/** Reads an item of a securityGroupRuleSet or revokedSecurityGroupRuleSet as a rule. */
export function readRuleItem(item: XmlElement): Rule {
  const referenced = childNamed(item, 'referencedGroupInfo');
  const groupId =
    referenced === undefined ? nonEmptyTextAt(item, 'referencedGroupId') : nonEmptyTextAt(referenced, 'groupId');
  const cidrIpv4 = nonEmptyTextAt(item, 'cidrIpv4');
  const cidrIpv6 = nonEmptyTextAt(item, 'cidrIpv6');
  return storedRule({
    protocol: textAt(item, 'ipProtocol') ?? '',
    fromPort: nonEmptyTextAt(item, 'fromPort'),
    toPort: nonEmptyTextAt(item, 'toPort'),
    description: nonEmptyTextAt(item, 'description'),
    source:
      cidrIpv4 !== undefined
        ? { kind: 'ipv4', cidr: cidrIpv4 }
        : cidrIpv6 !== undefined
          ? { kind: 'ipv6', cidr: cidrIpv6 }
          : groupId !== undefined
            ? { kind: 'group', groupId }
            : { kind: 'prefix-list', prefixListId: textAt(item, 'prefixListId') ?? '' },
  });
}

function readRules(group: XmlElement, direction: Direction): readonly Rule[] {
  const set = direction === 'ingress' ? 'ipPermissions' : 'ipPermissionsEgress';
  return itemsOf(group, set).flatMap((permission) =>
    readSources(permission).map(({ source, description }) =>
      storedRule({
        protocol: textAt(permission, 'ipProtocol') ?? '',
        fromPort: nonEmptyTextAt(permission, 'fromPort'),
        toPort: nonEmptyTextAt(permission, 'toPort'),
        source,
        description,
      }),
    ),
  );
}

interface StoredSource {
  readonly source: Source;
  readonly description: string | undefined;
}

function readSources(permission: XmlElement): readonly StoredSource[] {
  const from = (set: string, read: (item: XmlElement) => Source): readonly StoredSource[] =>
    itemsOf(permission, set).map((item) => ({ source: read(item), description: nonEmptyTextAt(item, 'description') }));
  return [
    ...from('ipRanges', (item) => ({ kind: 'ipv4', cidr: textAt(item, 'cidrIp') ?? '' })),
    ...from('ipv6Ranges', (item) => ({ kind: 'ipv6', cidr: textAt(item, 'cidrIpv6') ?? '' })),
    ...from('prefixListIds', (item) => ({
      kind: 'prefix-list',
      prefixListId: textAt(item, 'prefixListId') ?? '',
    })),
    ...from('groups', (item) => ({
      kind: 'group',
      groupId: nonEmptyTextAt(item, 'groupId') ?? textAt(item, 'groupName') ?? '',
    })),
  ];
}
