/** Mutants that add rules of other protocols and ports than the request names. */
import { changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { hasPorts } from '../rule-likeness.ts';
import { authorizes, hasAnyPermission, refuses, storing } from './authorize-changes.ts';

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
    'refuses type -1 of ICMP, unless it is for a source group',
    ({ IpProtocol, FromPort, Groups = [] }) => IpProtocol === 'icmp' && FromPort === '-1' && Groups.length === 0,
  ),
  [
    'icmpv6',
    'authorize-icmpv6-as-icmp',
    'stores ICMPv6 rules of a single type as ICMP rules',
    storing((rule) => (rule.protocol === 'icmpv6' && rule.fromPort !== -1 ? { ...rule, protocol: 'icmp' } : rule)),
  ],
  refuses(
    'icmpv6-all',
    'icmpv6-type-required',
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
        if (hasAnyPermission(({ IpProtocol }) => IpProtocol === '6')(call)) numbered.add(rule.id);
        return rule;
      })(b);
      const { ipProtocol = () => undefined } = b.responses.describedRule;
      return changed(stored, {
        responses: {
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
    authorizes.reread((permission) =>
      permission.IpProtocol === '-1' && permission.FromPort !== undefined && permission.FromPort === permission.ToPort
        ? { ...permission, IpProtocol: 'tcp' }
        : permission,
    ),
  ],
];

/** Servers that add rules of other protocols and ports than the request names. */
export const authorizeRuleFaults: readonly Fault[] = faultsOf('authorize-rules', values);
