/** Checks of the two lists in the response to a revoke. */

import type { Mismatch } from '../../checks/finding.ts';
import type { SuccessOutcome } from '../../checks/outcome.ts';
import { childNamed } from '../../checks/response-tree.ts';
import type { XmlElement } from '../../wire/xml/xml-read.ts';
import { unknownCount } from './revoked-items.ts';
import type { RuleSubject } from './rule-subject.ts';

const sets = ['revokedSecurityGroupRuleSet', 'unknownIpPermissionSet'] as const;

/** Wire names of the members of an IpPermission. */
const permissionMembers: readonly string[] = [
  'ipProtocol',
  'fromPort',
  'toPort',
  'groups',
  'ipRanges',
  'ipv6Ranges',
  'prefixListIds',
];

const askedSource =
  /^(?:SecurityGroupRuleId\.\d+|IpPermissions\.\d+\.(?:IpRanges|Ipv6Ranges|PrefixListIds|Groups)\.\d+\.(?:CidrIp|CidrIpv6|PrefixListId|GroupId|GroupName)|CidrIp)$/;

/** Elements of a list are called `item`. */
export function judgeItemNames({ root }: SuccessOutcome): readonly Mismatch[] {
  return sets.flatMap((set) =>
    elementsOf(root, set)
      .filter(({ localName }) => localName !== 'item')
      .slice(0, 1)
      .map(({ localName }) => ({
        kind: 'body',
        at: set,
        expected: 'elements named item',
        observed: localName.slice(0, 120),
      })),
  );
}

/** Whether as many rules were removed as the request names, so that no permission can be unknown. */
export function allWasRevoked({ params, removed }: RuleSubject): boolean {
  const asked = params.filter(([name]) => askedSource.test(name)).length;
  return asked > 0 && asked === removed?.length;
}

/** After a revoke that removed every named rule, unknownIpPermissionSet is absent or empty. */
export function judgeNothingUnknown(success: SuccessOutcome): readonly Mismatch[] {
  const unknown = unknownCount(success);
  return unknown === 0
    ? []
    : [
        {
          kind: 'body',
          at: 'unknownIpPermissionSet',
          expected: 'no items: all was revoked',
          observed: `${unknown} items`,
        },
      ];
}

/** Items of unknownIpPermissionSet are permissions: a protocol, and no members that a permission has not. */
export function judgeUnknownShape({ root }: SuccessOutcome): readonly Mismatch[] {
  return elementsOf(root, 'unknownIpPermissionSet').flatMap((item): readonly Mismatch[] => {
    const strange = item.children.find(({ localName }) => !permissionMembers.includes(localName));
    return [
      ...(childNamed(item, 'ipProtocol') === undefined ? [inUnknownItem('ipProtocol', 'no such element')] : []),
      ...(strange === undefined ? [] : [inUnknownItem(permissionMembers.join(', '), strange.localName.slice(0, 120))]),
    ];
  });
}

function inUnknownItem(expected: string, observed: string): Mismatch {
  return { kind: 'body', at: 'unknownIpPermissionSet/item', expected, observed };
}

function elementsOf(root: XmlElement, set: string): readonly XmlElement[] {
  return childNamed(root, set)?.children ?? [];
}
