/** Reads the rules of groups back: the witness of what a request really did. */

import type { SuccessOutcome } from '../checks/outcome.ts';
import { childNamed, childrenNamed, textOf } from '../checks/response-tree.ts';
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

/** Reads the answer of DescribeSecurityGroups; an absent set is an empty one. */
export function readGroupStates(answer: SuccessOutcome): readonly GroupState[] {
  return items(answer.root, 'securityGroupInfo').map((group) => ({
    groupId: text(group, 'groupId') ?? '',
    name: text(group, 'groupName') ?? '',
    vpcId: text(group, 'vpcId') ?? '',
    owner: text(group, 'ownerId') ?? '',
    ingress: readRules(group, 'ingress'),
    egress: readRules(group, 'egress'),
  }));
}

/** Reads an item of a securityGroupRuleSet or revokedSecurityGroupRuleSet as a rule. */
export function readRuleItem(item: XmlElement): Rule {
  const referenced = childNamed(item, 'referencedGroupInfo');
  const groupId = referenced === undefined ? text(item, 'referencedGroupId') : text(referenced, 'groupId');
  const cidrIpv4 = text(item, 'cidrIpv4');
  const cidrIpv6 = text(item, 'cidrIpv6');
  return storedRule({
    protocol: text(item, 'ipProtocol') ?? '',
    fromPort: text(item, 'fromPort'),
    toPort: text(item, 'toPort'),
    description: text(item, 'description'),
    source:
      cidrIpv4 !== undefined
        ? { kind: 'ipv4', cidr: cidrIpv4 }
        : cidrIpv6 !== undefined
          ? { kind: 'ipv6', cidr: cidrIpv6 }
          : groupId !== undefined
            ? { kind: 'group', groupId }
            : { kind: 'prefix-list', prefixListId: text(item, 'prefixListId') ?? '' },
  });
}

function readRules(group: XmlElement, direction: Direction): readonly Rule[] {
  const set = direction === 'ingress' ? 'ipPermissions' : 'ipPermissionsEgress';
  return items(group, set).flatMap((permission) =>
    readSources(permission).map(({ source, description }) =>
      storedRule({
        protocol: text(permission, 'ipProtocol') ?? '',
        fromPort: text(permission, 'fromPort'),
        toPort: text(permission, 'toPort'),
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
    items(permission, set).map((item) => ({ source: read(item), description: text(item, 'description') }));
  return [
    ...from('ipRanges', (item) => ({ kind: 'ipv4', cidr: text(item, 'cidrIp') ?? '' })),
    ...from('ipv6Ranges', (item) => ({ kind: 'ipv6', cidr: text(item, 'cidrIpv6') ?? '' })),
    ...from('prefixListIds', (item) => ({ kind: 'prefix-list', prefixListId: text(item, 'prefixListId') ?? '' })),
    ...from('groups', (item) => ({ kind: 'group', groupId: text(item, 'groupId') ?? text(item, 'groupName') ?? '' })),
  ];
}

function items(parent: XmlElement, set: string): readonly XmlElement[] {
  const element = childNamed(parent, set);
  return element === undefined ? [] : childrenNamed(element, 'item');
}

function text(parent: XmlElement, name: string): string | undefined {
  const element = childNamed(parent, name);
  const value = element === undefined ? '' : textOf(element);
  return value === '' ? undefined : value;
}
