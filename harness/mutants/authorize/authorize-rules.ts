/** Mutants that add other rules than the request names. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { StoredRule } from '../../reference/store.ts';
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from '../../security-groups/model/cidr.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { hasPorts } from '../rule-likeness.ts';
import { authorizes, hasPermission, losing, rangesSent, reread, storing } from './authorize-changes.ts';

const ports = (id: string, means: string, change: (rule: StoredRule) => Partial<StoredRule>): FaultRow => [
  'ports',
  `authorize-${id}`,
  means,
  storing((rule) => (hasPorts(rule) ? { ...rule, ...change(rule) } : rule)),
];

const icmp = (slug: string, id: string, means: string, change: (rule: StoredRule) => Partial<StoredRule>): FaultRow => [
  slug,
  `authorize-${id}`,
  means,
  storing((rule) => (rule.protocol === 'icmp' ? { ...rule, ...change(rule) } : rule)),
];

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

const refuses = (slug: string, id: string, means: string, fits: (permission: Permission) => boolean): FaultRow => [
  slug,
  `authorize-${id}`,
  means,
  authorizes.refusing(hasPermission(fits)),
];

const isWhole = ({ fromPort, toPort }: StoredRule) => fromPort === 0 && toPort === 65535;
const isNumber = ({ IpProtocol = '' }: Permission) => /^\d+$/.test(IpProtocol);

const values: readonly FaultRow[] = [
  ports('last-port-as-first', 'stores the first port for both', ({ fromPort = 0 }) => ({ toPort: fromPort })),
  ports('first-port-as-last', 'stores the last port for both', ({ toPort = 0 }) => ({ fromPort: toPort })),
  ports('ports-from-zero', 'stores a range of ports as one that begins at 0', ({ fromPort, toPort }) =>
    fromPort === toPort ? {} : { fromPort: 0 },
  ),
  ports('port-zero-as-all', 'stores port 0 as all ports', ({ toPort }) => (toPort === 0 ? { toPort: 65535 } : {})),
  ports('port-highest-lost', 'stores 65534 in place of 65535', ({ fromPort, toPort }) => ({
    fromPort: Math.min(fromPort ?? 0, 65534),
    toPort: Math.min(toPort ?? 0, 65534),
  })),
  ports('ports-signed', 'stores a port above 32767 as 32767', ({ fromPort, toPort }) => ({
    fromPort: Math.min(fromPort ?? 0, 32767),
    toPort: Math.min(toPort ?? 0, 32767),
  })),
  ports('adjacent-ports-joined', 'stores two ports that follow each other as the first', ({ fromPort, toPort }) =>
    toPort === (fromPort ?? 0) + 1 && fromPort === 8080 ? { toPort: fromPort } : {},
  ),
  [
    'ports',
    'authorize-all-tcp-as-all-traffic',
    'stores all ports of TCP as all traffic',
    storing(({ fromPort, toPort, ...rule }) =>
      rule.protocol === 'tcp' && isWhole({ ...rule, fromPort: fromPort ?? -1, toPort: toPort ?? -1 })
        ? { ...rule, protocol: '-1' }
        : { ...rule, ...(fromPort === undefined ? {} : { fromPort }), ...(toPort === undefined ? {} : { toPort }) },
    ),
  ],
  [
    'protocol',
    'authorize-udp-as-tcp',
    'stores UDP rules as TCP rules',
    storing((rule) => (rule.protocol === 'udp' ? { ...rule, protocol: 'tcp' } : rule)),
  ],
  icmp('icmp', 'icmp-code-lost', 'stores every code of an ICMP type', ({ fromPort }) =>
    fromPort === -1 ? {} : { toPort: -1 },
  ),
  icmp(
    'icmp',
    'icmp-exchanged',
    'stores the code of ICMP as its type and the reverse',
    ({ fromPort = -1, toPort = -1 }) => (toPort === -1 ? {} : { fromPort: toPort, toPort: fromPort }),
  ),
  icmp('icmp', 'icmp-zero-as-all', 'stores type 0 and code 0 as all of ICMP', ({ fromPort, toPort }) =>
    fromPort === 0 && toPort === 0 ? { fromPort: -1, toPort: -1 } : {},
  ),
  icmp('icmp-all-codes', 'icmp-code-zero', 'stores code 0 in place of all codes', ({ fromPort, toPort }) =>
    fromPort !== -1 && toPort === -1 ? { toPort: 0 } : {},
  ),
  icmp('icmp-all-types', 'icmp-type-zero', 'stores type 0 in place of all types', ({ fromPort }) =>
    fromPort === -1 ? { fromPort: 0 } : {},
  ),
  refuses(
    'icmp-all-types',
    'icmp-all-refused',
    'refuses type -1 of ICMP',
    ({ IpProtocol, FromPort }) => IpProtocol === 'icmp' && FromPort === '-1',
  ),
  [
    'icmpv6',
    'authorize-icmpv6-as-icmp',
    'stores ICMPv6 rules of a single type as ICMP rules',
    storing((rule) => (rule.protocol === 'icmpv6' && rule.fromPort !== -1 ? { ...rule, protocol: 'icmp' } : rule)),
  ],
  refuses(
    'icmpv6-all',
    'icmpv6-type-demanded',
    'refuses ICMPv6 without type and code',
    ({ IpProtocol, FromPort }) => IpProtocol === 'icmpv6' && FromPort === undefined,
  ),
  [
    'icmpv6-all',
    'authorize-icmpv6-all-as-zero',
    'stores type 0 of ICMPv6 where none is given',
    storing((rule) =>
      rule.protocol === 'icmpv6' && rule.fromPort === -1 ? { ...rule, fromPort: 0, toPort: 0 } : rule,
    ),
  ],
  ...[
    ['6', 'TCP'],
    ['17', 'UDP'],
    ['1', 'ICMP'],
    ['58', 'ICMPv6'],
  ].map(([number, name]) =>
    refuses(
      'numeric-names',
      `protocol-${number}-refused`,
      `does not know ${name} by its number`,
      ({ IpProtocol }) => IpProtocol === number,
    ),
  ),
  [
    'numeric-shown-by-name',
    'authorize-protocol-shown-by-number',
    'describes TCP as 6 where it was given so',
    (b) => {
      const numbered = new Set<string>();
      const stored = storing((rule, call) => {
        if (hasPermission(({ IpProtocol }) => IpProtocol === '6')(call)) numbered.add(rule.id);
        return rule;
      })(b);
      const { ipProtocol = () => undefined } = b.answers.describedRule;
      return changed(stored, {
        answers: {
          describedRule: { ipProtocol: (rule, call) => (numbered.has(rule.id) ? '6' : ipProtocol(rule, call)) },
        },
      });
    },
  ],
  ...['47', '50', '254'].map((number) =>
    refuses(
      'numeric-protocol',
      `protocol-${number}-unknown`,
      `refuses protocol ${number}`,
      ({ IpProtocol, FromPort }) => IpProtocol === number && FromPort === undefined,
    ),
  ),
  refuses(
    'numeric-ports-ignored',
    'ports-of-gre-refused',
    'refuses ports beside a protocol that has none',
    (permission) =>
      isNumber(permission) &&
      Number(permission.IpProtocol) > 40 &&
      Number(permission.IpProtocol) < 58 &&
      permission.FromPort !== undefined,
  ),
  [
    'all-traffic',
    'authorize-all-traffic-as-tcp',
    'stores all traffic as all of TCP',
    storing((rule) => (rule.protocol === '-1' ? { ...rule, protocol: 'tcp', fromPort: 0, toPort: 65535 } : rule)),
  ],
  refuses(
    'all-traffic-ports-ignored',
    'ports-of-all-traffic-refused',
    'refuses ports beside protocol -1',
    ({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort !== undefined,
  ),
  [
    'all-traffic-ports-ignored',
    'authorize-one-port-of-all-traffic',
    'stores protocol -1 with a single port as TCP with that port',
    reread((permission) =>
      permission.IpProtocol === '-1' && permission.FromPort !== undefined && permission.FromPort === permission.ToPort
        ? { ...permission, IpProtocol: 'tcp' }
        : permission,
    ),
  ],
];

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
            const standing = call.store.rules(group, direction);
            if (added.some(({ fromPort }) => fromPort === 443))
              call.store.removeRules(group, direction, standing, call.at);
            b.authorizing.commit(authorized, call);
          },
        },
      }),
    // Whatever is added with port 443, every rule that stood is gone; cases of other values are not touched.
  ],
  [
    'ipv6-range',
    'authorize-ipv6-lost',
    'answers success to IPv6 ranges and adds nothing',
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
    'authorize-prefix-list-lost',
    'answers success to prefix lists alone and adds nothing once a rule stands',
    losing(({ source }, all, call) => {
      const group = call.behaviour.lookup.requested(call);
      const standing = [...group.ingress, ...group.egress].some(({ fromPort }) => fromPort === 22);
      return source.kind === 'prefix-list' && all.length === 1 && standing;
    }),
  ],
  refuses('group-source', 'group-refused', 'refuses source groups', ({ Groups = [] }) => Groups.length > 0),
  [
    'group-itself',
    'authorize-own-group-refused',
    'refuses the group itself as the source',
    authorizes.refusing((call) =>
      hasPermission(({ Groups = [] }) => Groups.some(({ GroupId }) => GroupId === text(call.input, 'GroupId')))(call),
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
    reread((permission) => ({
      ...permission,
      IpRanges: permission.IpRanges?.slice(0, 1) ?? [],
      Ipv6Ranges: permission.Ipv6Ranges?.slice(0, 1) ?? [],
    })),
  ],
  [
    'several-ranges',
    'authorize-last-range-only',
    'adds the last range of a permission alone',
    reread((permission) => ({ ...permission, IpRanges: permission.IpRanges?.slice(-1) ?? [] })),
  ],
  [
    'several-groups',
    'authorize-first-group-only',
    'adds the first group of a permission alone',
    reread((permission) => ({ ...permission, Groups: permission.Groups?.slice(0, 1) ?? [] })),
  ],
  [
    'both-families',
    'authorize-ipv6-beside-ipv4-lost',
    'passes over IPv6 ranges beside IPv4 ranges',
    reread((permission) => (permission.IpRanges?.length ? { ...permission, Ipv6Ranges: [] } : permission)),
  ],
  [
    'both-families',
    'authorize-list-beside-range-lost',
    'passes over prefix lists beside ranges',
    reread((permission) => (permission.IpRanges?.length ? { ...permission, PrefixListIds: [] } : permission)),
    // A list that is not there is passed over as well.
    { alsoBreaks: ['authorize-errors/prefix-list-absent'] },
  ],
  [
    'range-and-group',
    'authorize-group-beside-range-lost',
    'passes over groups beside ranges',
    reread((permission) => (permission.IpRanges?.length ? { ...permission, Groups: [] } : permission)),
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

export const authorizeRuleFaults: readonly Fault[] = faultsOf('authorize-rules', [
  ...values,
  ...sources,
  ...several,
  ...canonical,
]);
