/** Rules of equal protocol and numbers as one permission, each source in the list of its kind. */
import type { Permission } from '../model/permission.ts';
import type { FixtureRule } from '../suite/fixture.ts';

/** A permission with no empty list, in the order in which its members are sent. */
export type ListedPermission = Permission & { readonly IpProtocol: string };

/** Throws RangeError for no rules at all. Takes protocol and numbers from the first: that they are equal is the caller's to see to. */
export function permissionOfRules(rules: readonly FixtureRule[]): ListedPermission {
  const [first] = rules;
  if (first === undefined) throw new RangeError('a permission needs a rule');
  const lists = {
    IpRanges: rules.flatMap(({ CidrIp, Description }) =>
      CidrIp === undefined ? [] : [{ CidrIp, ...described(Description) }],
    ),
    Ipv6Ranges: rules.flatMap(({ CidrIpv6, Description }) =>
      CidrIpv6 === undefined ? [] : [{ CidrIpv6, ...described(Description) }],
    ),
    PrefixListIds: rules.flatMap(({ PrefixListId, Description }) =>
      PrefixListId === undefined ? [] : [{ PrefixListId, ...described(Description) }],
    ),
    Groups: rules.flatMap(({ GroupId, Description }) =>
      GroupId === undefined ? [] : [{ GroupId, ...described(Description) }],
    ),
  };
  return {
    IpProtocol: first.IpProtocol,
    ...(first.FromPort === undefined ? {} : { FromPort: first.FromPort }),
    ...(first.ToPort === undefined ? {} : { ToPort: first.ToPort }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

function described(text: string | undefined): { readonly Description?: string } {
  return text === undefined ? {} : { Description: text };
}
