/** Rules of equal protocol and numbers as one permission, each source in the list of its kind. */

import type { FixtureRule } from '../../cases/given.ts';
import type { Permission } from '../model/permission.ts';

/** A permission with no empty list, in the order in which its members are sent. */
export type ListedPermission = Permission & { readonly IpProtocol: string };

/** The permission of these rules, with protocol and numbers of the first; the caller ensures that all have the same. Throws RangeError for an empty list. */
export function permissionOfRules(rules: readonly FixtureRule[]): ListedPermission {
  const [first] = rules;
  if (first === undefined) throw new RangeError('a permission needs a rule');
  return {
    IpProtocol: first.IpProtocol,
    ...(first.FromPort === undefined ? {} : { FromPort: first.FromPort }),
    ...(first.ToPort === undefined ? {} : { ToPort: first.ToPort }),
    ...listOf(rules, 'IpRanges', 'CidrIp'),
    ...listOf(rules, 'Ipv6Ranges', 'CidrIpv6'),
    ...listOf(rules, 'PrefixListIds', 'PrefixListId'),
    ...listOf(rules, 'Groups', 'GroupId'),
  };
}

/** The rules' sources of one kind under the name of their list; nothing when there are none. */
function listOf(rules: readonly FixtureRule[], list: keyof Permission, member: SourceMember): Partial<Permission> {
  const items = rules.filter((rule) => rule[member] !== undefined);
  return items.length === 0 ? {} : { [list]: items.map((rule) => itemOf(rule, member)) };
}

type SourceMember = 'CidrIp' | 'CidrIpv6' | 'PrefixListId' | 'GroupId';

function itemOf({ Description, ...rule }: FixtureRule, member: SourceMember): Readonly<Record<string, unknown>> {
  return Description === undefined ? { [member]: rule[member] } : { [member]: rule[member], Description };
}
