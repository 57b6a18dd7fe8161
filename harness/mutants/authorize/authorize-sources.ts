/** Mutants that add rules of other sources than the request names, or not of all of them. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from '../../wire/addresses/cidr.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { authorizes, hasAnyPermission, losing, rangesSent, refuses, storing } from './authorize-changes.ts';

const range = (
  slug: string,
  id: string,
  means: string,
  change: (cidr: string, call: ReferenceCall) => string,
  kind: 'ipv4' | 'ipv6' = 'ipv4',
): FaultRow => [
  slug,
  `authorize-${id}`,
  means,
  storing((rule, call) =>
    rule.source.kind === kind ? { ...rule, source: { kind, cidr: change(rule.source.cidr, call) } } : rule,
  ),
];

/** A range as the request spells it, in place of its canonical form. */
const asSent = (cidr: string, call: ReferenceCall): string =>
  [...rangesSent(call, 'ipv4'), ...rangesSent(call, 'ipv6')].find(
    (text) => (canonicalIpv4Cidr(text) ?? canonicalIpv6Cidr(text)) === cidr,
  ) ?? cidr;

const sources: readonly FaultRow[] = [
  range('ipv4-range', 'addresses-widened', 'stores the network of 24 bits around a single address', (cidr) =>
    cidr.endsWith('/32') ? cidr.replace(/\.\d+\/32$/, '.0/24') : cidr,
  ),
  range('ipv4-range', 'odd-length-rounded', 'stores a range that ends within an octet as the octet', (cidr) =>
    cidr.endsWith('/27') ? cidr.replace(/\.\d+\/27$/, '.0/24') : cidr,
  ),
  [
    'ipv4-range',
    'authorize-everyone-doubled',
    'opens all IPv6 addresses with all IPv4 addresses',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const outcome = b.authorizing.outcome(existing, wanted, call);
            if (outcome.kind === 'refused') return outcome;
            const more = outcome.added
              .filter(
                ({ source, protocol }) => source.kind === 'ipv4' && source.cidr === '0.0.0.0/0' && protocol === 'tcp',
              )
              .map((rule) => ({ ...rule, source: { kind: 'ipv6', cidr: '::/0' } as const }));
            return { ...outcome, added: [...outcome.added, ...more] };
          },
        },
      }),
  ],
  [
    'ipv4-range',
    'authorize-others-removed',
    'removes the other rules of its direction',
    (b) =>
      changed(b, {
        authorizing: {
          commit: (authorized, call) => {
            const { group, direction, added } = authorized;
            const existing = call.store.rules(group, direction);
            if (added.some(({ fromPort }) => fromPort === 443))
              call.store.removeRules(group, direction, existing, call.at);
            b.authorizing.commit(authorized, call);
          },
        },
      }),
    // Whatever is added with port 443, every earlier rule is gone; cases of other values are not touched.
  ],
  [
    'ipv6-range',
    'authorize-ipv6-lost',
    'responds with success to IPv6 ranges and adds nothing',
    losing(({ source, fromPort }) => source.kind === 'ipv6' && fromPort === 443),
  ],
  range(
    'ipv6-range',
    'ipv6-addresses-widened',
    'stores the network of 64 bits around a single IPv6 address',
    (cidr) => (cidr.endsWith('/128') ? '2001:db8::/64' : cidr),
    'ipv6',
  ),
  refuses('ipv6-range', 'ipv6-everyone-refused', 'refuses all IPv6 addresses', ({ Ipv6Ranges = [] }) =>
    Ipv6Ranges.some(({ CidrIpv6 }) => CidrIpv6 === '::/0'),
  ),
  [
    'prefix-list',
    'authorize-prefix-lists-never-stored',
    'responds with success to prefix lists and adds no rule of them, ever',
    losing(({ source }) => source.kind === 'prefix-list'),
  ],
  [
    'prefix-list',
    'authorize-prefix-list-lost',
    'responds with success to prefix lists alone and adds nothing once there is a rule',
    losing(({ source }, all, call) => {
      const group = call.behaviour.lookup.requested(call);
      const existing = [...group.ingress, ...group.egress].some(({ fromPort }) => fromPort === 22);
      return source.kind === 'prefix-list' && all.length === 1 && existing;
    }),
  ],
  [
    'group-source',
    'authorize-group-refused',
    'refuses source groups',
    authorizes.refusing(hasAnyPermission(({ Groups = [] }) => Groups.length > 0)),
    // Some of their cases authorise a source group.
    { alsoBreaks: ['authorize-rules/all-traffic', 'authorize-rules/other-group'] },
  ],
  [
    'group-itself',
    'authorize-own-group-refused',
    'refuses the group itself as the source',
    authorizes.refusing((call) =>
      hasAnyPermission(({ Groups = [] }) => Groups.some(({ GroupId }) => GroupId === text(call.input, 'GroupId')))(
        call,
      ),
    ),
  ],
  refuses(
    'group-source-user-id',
    'user-id-refused',
    'refuses the own account beside the id of a group',
    ({ Groups = [] }) => Groups.some(({ UserId, GroupId }) => UserId !== undefined && GroupId !== undefined),
  ),
  refuses('group-source-name', 'group-name-refused', 'refuses source groups that are named', ({ Groups = [] }) =>
    Groups.some(({ GroupName }) => GroupName !== undefined),
  ),
];

const several: readonly FaultRow[] = [
  [
    'several-ranges',
    'authorize-first-range-only',
    'adds the first range of a permission alone',
    authorizes.reread((permission) => ({
      ...permission,
      IpRanges: permission.IpRanges?.slice(0, 1) ?? [],
      Ipv6Ranges: permission.Ipv6Ranges?.slice(0, 1) ?? [],
    })),
  ],
  [
    'several-ranges',
    'authorize-last-range-only',
    'adds the last range of a permission alone',
    authorizes.reread((permission) => ({ ...permission, IpRanges: permission.IpRanges?.slice(-1) ?? [] })),
  ],
  [
    'several-groups',
    'authorize-first-group-only',
    'adds the first group of a permission alone',
    authorizes.reread((permission) => ({ ...permission, Groups: permission.Groups?.slice(0, 1) ?? [] })),
  ],
  [
    'both-families',
    'authorize-ipv6-beside-ipv4-lost',
    'ignores IPv6 ranges beside IPv4 ranges',
    authorizes.reread((permission) => (permission.IpRanges?.length ? { ...permission, Ipv6Ranges: [] } : permission)),
  ],
  [
    'both-families',
    'authorize-list-beside-range-lost',
    'ignores prefix lists beside ranges',
    authorizes.reread((permission) =>
      permission.IpRanges?.length ? { ...permission, PrefixListIds: [] } : permission,
    ),
    // A list that is not there is ignored as well.
    { alsoBreaks: ['authorize-errors/prefix-list-absent'] },
  ],
  [
    'range-and-group',
    'authorize-group-beside-range-lost',
    'ignores groups beside ranges',
    authorizes.reread((permission) => (permission.IpRanges?.length ? { ...permission, Groups: [] } : permission)),
  ],
  [
    'several-permissions',
    'authorize-first-permission-only',
    'adds the first permission alone where UDP follows',
    losing(({ permission }, all) => permission > 1 && all.some(({ protocol }) => protocol === 'udp')),
  ],
  [
    'several-permissions',
    'authorize-last-permission-only',
    'adds the last permission alone',
    losing(({ permission }, all) => permission < (all.at(-1)?.permission ?? 1) && all.length === 2),
  ],
];

const canonical: readonly FaultRow[] = [
  range('canonical-ipv4', 'host-bits-kept', 'stores host bits', asSent),
  range('canonical-ipv4', 'host-bit-of-pair-kept', 'stores the host bit of a range of two addresses', (cidr, call) =>
    cidr.endsWith('/31') ? asSent(cidr, call) : cidr,
  ),
  range('canonical-ipv4', 'host-bits-of-everyone-kept', 'stores the address of a range of length 0', (cidr, call) =>
    cidr.endsWith('/0') ? asSent(cidr, call) : cidr,
  ),
  range(
    'canonical-ipv6',
    'ipv6-host-bits-kept',
    'stores host bits of IPv6 ranges',
    (cidr, call) => asSent(cidr, call).toLowerCase(),
    'ipv6',
  ),
  range(
    'ipv6-lower-case',
    'ipv6-upper-case-kept',
    'stores an IPv6 range in upper case where it is written so',
    (cidr, call) => (/[A-F]/.test(asSent(cidr, call)) ? cidr.toUpperCase() : cidr),
    'ipv6',
  ),
  refuses(
    'ipv6-spellings',
    'ipv6-in-full-refused',
    'refuses an IPv6 range that is written in full',
    ({ Ipv6Ranges = [] }) => Ipv6Ranges.some(({ CidrIpv6 = '' }) => !CidrIpv6.includes('::')),
  ),
  refuses(
    'ipv6-spellings',
    'ipv6-leading-zeros-refused',
    'refuses leading zeros in a short IPv6 range',
    ({ Ipv6Ranges = [] }) =>
      Ipv6Ranges.some(({ CidrIpv6 = '' }) => CidrIpv6.includes('::') && /(^|:)0[0-9a-f]/i.test(CidrIpv6)),
  ),
];

/** Servers that add rules of other sources than the request names, or not of all of them. */
export const authorizeSourceFaults: readonly Fault[] = faultsOf('authorize-rules', [
  ...sources,
  ...several,
  ...canonical,
]);
