/** Mutants that store other values of a rule than the request asks for, or refuse right ones. */
import { changed } from '../../reference/behaviour.ts';
import { struct, structs, text } from '../../reference/request/input.ts';
import { canonicalIpv4Cidr } from '../../wire/addresses/cidr.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { rangeOf } from '../rule-likeness.ts';
import { becoming, modifies } from './modify-changes.ts';

/** Refuses calls of which some element has these values. */
const refuses = (
  slug: string,
  id: string,
  means: string,
  when: (value: (name: string) => string | undefined) => boolean,
): FaultRow => [
  slug,
  `modify-${id}`,
  means,
  modifies.refusing((call) =>
    structs(call.input, 'SecurityGroupRule').some((update) =>
      when((name) => text(struct(update, 'SecurityGroupRule'), name)),
    ),
  ),
];

const values: readonly FaultRow[] = [
  [
    'ports',
    'modify-nothing',
    'responds with success and changes no ports',
    becoming((rule, old) => (rule.protocol === 'tcp' && old.protocol === 'tcp' ? old : rule)),
  ],
  [
    'ports',
    'modify-first-port-kept',
    'keeps the first port',
    becoming((rule, old) => ({
      ...rule,
      fromPort: rule.protocol === 'tcp' && old.protocol === 'tcp' ? old.fromPort : rule.fromPort,
    })),
  ],
  [
    'ports',
    'modify-last-port-kept',
    'keeps the last port',
    becoming((rule, old) => ({
      ...rule,
      toPort: rule.protocol === 'tcp' && old.protocol === 'tcp' ? old.toPort : rule.toPort,
    })),
  ],
  [
    'ports',
    'modify-last-port-as-first',
    'stores the first port for both',
    becoming((rule) => ({
      ...rule,
      toPort: rule.protocol === 'tcp' ? rule.fromPort : rule.toPort,
    })),
  ],
  [
    'ports',
    'modify-port-zero-lost',
    'stores port 1 in place of 0',
    becoming((rule) => (rule.fromPort === 0 && rule.protocol === 'tcp' ? { ...rule, fromPort: 1 } : rule)),
  ],
  [
    'ports',
    'modify-highest-port-lost',
    'stores 65534 in place of 65535',
    becoming((rule) => (rule.toPort === 65535 ? { ...rule, toPort: 65534 } : rule)),
  ],
  [
    'ports',
    'modify-added-beside',
    'adds the changed rule and keeps the old one',
    (b) =>
      changed(b, {
        modifying: {
          commit: (modified, group, { store }) => {
            for (const { new: rule } of modified) {
              if (rule.protocol === 'tcp')
                store.addRules(group, rule.direction, [{ ...rule, id: b.state.newId('sgr-') }]);
              else store.replaceRule(group, rule);
            }
          },
        },
      }),
  ],
  [
    'protocol',
    'modify-protocol-kept',
    'keeps the protocol where ports stay',
    becoming((rule, old) => (rule.fromPort === 443 ? { ...rule, protocol: old.protocol } : rule)),
  ],
  [
    'protocol',
    'modify-tcp-as-udp',
    'does not make a TCP rule of a UDP rule',
    becoming((rule, old) => (old.protocol === 'udp' && rule.protocol === 'tcp' ? { ...rule, protocol: 'udp' } : rule)),
  ],
  [
    'protocol-icmp',
    'modify-icmp-code-lost',
    'stores code 0 of an ICMP type in place of all',
    becoming((rule) => (rule.protocol === 'icmp' ? { ...rule, toPort: 0 } : rule)),
  ],
  refuses('protocol-icmp', 'icmp-refused', 'refuses ICMP', (value) => value('IpProtocol') === 'icmp'),
  refuses('protocol-number', 'gre-refused', 'refuses protocol 47', (value) => value('IpProtocol') === '47'),
  refuses('protocol-number', 'six-refused', 'does not know TCP by its number', (value) => value('IpProtocol') === '6'),
  refuses(
    'all-traffic',
    'all-traffic-refused',
    'refuses protocol -1',
    (value) => value('IpProtocol') === '-1' && value('FromPort') === undefined,
  ),
  [
    'all-traffic',
    'modify-all-traffic-as-tcp',
    'stores all ports of TCP in place of all traffic',
    becoming((rule) => (rule.protocol === '-1' ? { ...rule, protocol: 'tcp', fromPort: 0, toPort: 65535 } : rule)),
  ],
  [
    'all-traffic',
    'modify-all-traffic-stays',
    'keeps a rule for all traffic as it is',
    becoming((rule, old) => (old.protocol === '-1' ? old : rule)),
  ],
  [
    'ipv4-range',
    'modify-range-kept',
    'keeps the IPv4 range',
    becoming((rule, old) =>
      rule.source.kind === 'ipv4' && rule.fromPort === 443 && rule.description === undefined
        ? { ...rule, source: old.source }
        : rule,
    ),
  ],
  refuses('ipv4-range', 'everyone-refused', 'refuses all IPv4 addresses', (value) => value('CidrIpv4') === '0.0.0.0/0'),
  refuses(
    'ipv4-range',
    'narrower-refused',
    'refuses a range within that of the rule',
    (value) => value('CidrIpv4') === '192.0.2.128/25',
  ),
  [
    'ipv6-range',
    'modify-ipv6-range-kept',
    'keeps the IPv6 range',
    becoming((rule, old) => (rule.source.kind === 'ipv6' ? { ...rule, source: old.source } : rule)),
  ],
  [
    'group',
    'modify-group-kept',
    'keeps the group that a rule refers to',
    becoming((rule, old) => (rule.source.kind === 'group' ? { ...rule, source: old.source } : rule)),
  ],
  refuses(
    'source-kept',
    'group-rules-refused',
    'refuses rules that refer to a group',
    (value) =>
      value('ReferencedGroupId') !== undefined &&
      value('FromPort') === '8443' &&
      ['CidrIpv4', 'CidrIpv6', 'PrefixListId'].every((other) => value(other) === undefined),
  ),
  refuses(
    'source-kept',
    'prefix-list-rules-refused',
    'refuses rules of a prefix list',
    (value) =>
      value('PrefixListId') !== undefined &&
      value('FromPort') === '8443' &&
      ['CidrIpv4', 'CidrIpv6', 'ReferencedGroupId'].every((other) => value(other) === undefined),
  ),
  refuses(
    'source-kept',
    'ipv6-rules-refused',
    'refuses new ports of rules of an IPv6 range',
    (value) =>
      value('CidrIpv6') !== undefined &&
      value('FromPort') === '8443' &&
      ['CidrIpv4', 'PrefixListId', 'ReferencedGroupId'].every((other) => value(other) === undefined),
  ),
  [
    'everything',
    'modify-description-of-many-lost',
    'loses the description where all other values change too',
    becoming((rule, old) =>
      rule.description !== undefined &&
      rule.protocol !== old.protocol &&
      rule.fromPort === 1000 &&
      rangeOf(rule) !== rangeOf(old)
        ? { ...rule, description: undefined }
        : rule,
    ),
  ],
  [
    'canonical',
    'modify-host-bits-kept',
    'stores host bits',
    becoming((rule, _, call) => {
      const sent = structs(call.input, 'SecurityGroupRule').map(
        (update) => text(struct(update, 'SecurityGroupRule'), 'CidrIpv4') ?? '',
      );
      const { source } = rule;
      const spelt = source.kind === 'ipv4' ? sent.find((one) => canonicalIpv4Cidr(one) === source.cidr) : undefined;
      return spelt === undefined ? rule : { ...rule, source: { kind: 'ipv4', cidr: spelt } };
    }),
  ],
  [
    'description',
    'modify-description-lost',
    'loses the description',
    becoming((rule, old) =>
      rule.fromPort === 443 || old.fromPort === 22 ? { ...rule, description: undefined } : rule,
    ),
  ],
  [
    'description',
    'modify-description-kept',
    'keeps the old description',
    becoming((rule, old) => (rule.fromPort === 443 ? { ...rule, description: old.description } : rule)),
  ],
  [
    'description',
    'modify-description-of-group-lost',
    'loses the description of a rule that refers to a group',
    becoming((rule) => (rule.source.kind === 'group' ? { ...rule, description: undefined } : rule)),
  ],
  [
    'description',
    'modify-description-of-ipv6-lost',
    'loses the description of a rule of an IPv6 range',
    becoming((rule) => (rule.source.kind === 'ipv6' ? { ...rule, description: undefined } : rule)),
  ],
  ...(
    [
      ['ampersand', 'an ampersand', '&'],
      ['brace', 'a brace', '{'],
      ['dollar', 'a dollar sign', '$'],
      ['plus', 'a plus sign', '+'],
    ] as const
  ).map(([id, what, character]) =>
    refuses(
      'description-characters',
      `description-refuses-${id}`,
      `refuses ${what} in a description`,
      (value) => value('Description')?.includes(character) === true,
    ),
  ),
  [
    'description-characters',
    'modify-description-cut',
    'stores 254 characters of a description',
    becoming((rule) => ({ ...rule, description: rule.description?.slice(0, 254) })),
  ],
];

/** Servers that store other values of a rule than the request asks for, or refuse right ones. */
export const modifyValueFaults: readonly Fault[] = faultsOf('modify-rules', values);
