/** Mutants that change other rules, or other values of them, than the request names. */
import { changed } from '../../reference/behaviour.ts';
import { struct, structs, text } from '../../reference/request/input.ts';
import { canonicalIpv4Cidr } from '../../security-groups/model/cidr.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { sameValues } from '../rule-likeness.ts';
import { becoming, modifies, reupdated } from './modify-changes.ts';

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
    'answers success and changes no ports',
    becoming((rule, old) => (rule.protocol === 'tcp' && old.protocol === 'tcp' ? old : rule)),
  ],
  [
    'ports',
    'modify-first-port-kept',
    'keeps the first port',
    becoming(({ fromPort, ...rule }, old) => ({
      ...rule,
      ...pick('fromPort', rule.protocol === 'tcp' && old.protocol === 'tcp' ? old.fromPort : fromPort),
    })),
  ],
  [
    'ports',
    'modify-last-port-kept',
    'keeps the last port',
    becoming(({ toPort, ...rule }, old) => ({
      ...rule,
      ...pick('toPort', rule.protocol === 'tcp' && old.protocol === 'tcp' ? old.toPort : toPort),
    })),
  ],
  [
    'ports',
    'modify-last-port-as-first',
    'stores the first port for both',
    becoming(({ toPort, ...rule }) => ({
      ...rule,
      ...pick('toPort', rule.protocol === 'tcp' ? rule.fromPort : toPort),
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
      value('ReferencedGroupId') !== undefined && value('FromPort') === '8443' && value('CidrIpv4') === undefined,
  ),
  refuses(
    'source-kept',
    'prefix-list-rules-refused',
    'refuses rules of a prefix list',
    (value) => value('PrefixListId') !== undefined && value('FromPort') === '8443',
  ),
  refuses(
    'source-kept',
    'ipv6-rules-refused',
    'refuses new ports of rules of an IPv6 range',
    (value) =>
      value('CidrIpv6') !== undefined &&
      value('FromPort') === '8443' &&
      value('CidrIpv4') === undefined &&
      value('PrefixListId') === undefined,
  ),
  [
    'everything',
    'modify-description-of-many-lost',
    'loses the description where all other values change too',
    becoming(({ description, ...rule }, old) =>
      description !== undefined &&
      rule.protocol !== old.protocol &&
      rule.fromPort === 1000 &&
      text0(rule) !== text0(old)
        ? rule
        : { ...rule, ...pick('description', description) },
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
    becoming(({ description, ...rule }, old) =>
      rule.fromPort === 443 || old.fromPort === 22 ? rule : { ...rule, ...pick('description', description) },
    ),
  ],
  [
    'description',
    'modify-description-kept',
    'keeps the old description',
    becoming(({ description, ...rule }, old) => ({
      ...rule,
      ...pick('description', rule.fromPort === 443 ? (old.description ?? undefined) : description),
    })),
  ],
  [
    'description',
    'modify-description-of-group-lost',
    'loses the description of a rule that refers to a group',
    becoming(({ description, ...rule }) =>
      rule.source.kind === 'group' ? rule : { ...rule, ...pick('description', description) },
    ),
  ],
  [
    'description',
    'modify-description-of-ipv6-lost',
    'loses the description of a rule of an IPv6 range',
    becoming(({ description, ...rule }) =>
      rule.source.kind === 'ipv6' ? rule : { ...rule, ...pick('description', description) },
    ),
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
    becoming(({ description, ...rule }) => ({ ...rule, ...pick('description', description?.slice(0, 254)) })),
  ],
];

const identity: readonly FaultRow[] = [
  ['keeps-id', 'modify-new-id', 'gives the rule a new id', withNewId(() => true)],
  [
    'keeps-id',
    'modify-new-id-of-group-rules',
    'gives rules that refer to a group a new id',
    withNewId(({ source }) => source.kind === 'group'),
  ],
  [
    'others-kept',
    'modify-all-of-equal-ports',
    'changes all rules of the old ports',
    alsoChanging(
      (old, other) =>
        other.fromPort === old.fromPort &&
        other.toPort === old.toPort &&
        other.source.kind === 'ipv4' &&
        text0(other) === '198.51.100.0/24',
    ),
  ],
  [
    'others-kept',
    'modify-all-of-equal-range',
    'changes all rules of the old range',
    alsoChanging(
      (old, other) =>
        text0(other) === text0(old) && other.fromPort === 444 && old.fromPort === 443 && other.protocol === 'tcp',
    ),
  ],
  [
    'others-kept',
    'modify-other-direction-too',
    'changes the rule of the same values in the other direction too',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            for (const { old, new: rule } of modified) {
              const other = old.direction === 'ingress' ? 'egress' : 'ingress';
              const twin = store.rules(group, other).find((one) => sameValues(one, old));
              if (twin !== undefined) store.replaceRule(group, { ...rule, id: twin.id, direction: other });
            }
          },
        },
      }),
  ],
  [
    'others-kept',
    'modify-other-groups-too',
    'changes the rule of the same values in every group of the VPC',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            for (const { old, new: rule } of modified) {
              for (const other of store.groupsOfVpc(group.vpcId).filter((one) => one !== group)) {
                const twin = other.ingress.find((one) => sameValues(one, old));
                if (twin !== undefined) store.replaceRule(other, { ...rule, id: twin.id, groupId: other.id });
              }
            }
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'others-kept',
    'modify-other-descriptions-lost',
    'removes the descriptions of the other rules',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            const changedIds = modified.map(({ old }) => old.id);
            for (const { description: _, ...rule } of store.rules(group, 'ingress')) {
              if (!changedIds.includes(rule.id)) store.replaceRule(group, rule);
            }
          },
        },
      }),
  ],
  [
    'outbound-rule',
    'modify-outbound-refused',
    'knows inbound rules alone',
    (b) =>
      changed(b, {
        modifying: {
          found: (id, group, call) => {
            const rule = b.modifying.found(id, group, call);
            if (rule.direction === 'egress') throw b.errors.ruleIdNotFound(id);
            return rule;
          },
        },
      }),
  ],
  [
    'outbound-rule',
    'modify-outbound-silent',
    'answers success and keeps outbound rules',
    becoming((rule, old) => (old.direction === 'egress' ? old : rule)),
  ],
  [
    'both-directions',
    'modify-mixed-directions-refused',
    'refuses inbound and outbound rules together',
    (b) =>
      changed(b, {
        modifying: {
          checkGroup: (modified, group, call) => {
            if (new Set(modified.map(({ old }) => old.direction)).size > 1)
              throw b.errors.combination('ingress', 'egress');
            b.modifying.checkGroup(modified, group, call);
          },
        },
      }),
  ],
  [
    'both-directions',
    'modify-first-direction-only',
    'changes rules of the first direction alone',
    (b) =>
      changed(b, {
        modifying: {
          commit: (modified, group, call) =>
            b.modifying.commit(
              modified.filter(({ old }) => old.direction === modified[0]?.old.direction),
              group,
              call,
            ),
        },
      }),
  ],
  [
    'several',
    'modify-first-only',
    'changes the first of two rules',
    reupdated((updates) => (updates.length === 2 && isOfOne(updates) ? updates.slice(0, 1) : updates)),
  ],
  [
    'several',
    'modify-last-only',
    'changes the last of two rules',
    reupdated((updates) => (updates.length === 2 && isOfOne(updates) ? updates.slice(-1) : updates)),
  ],
  [
    'several',
    'modify-values-of-first',
    'gives the last of two rules the protocol of the first',
    reupdated((updates) => {
      const [first, last] = updates;
      if (updates.length !== 2 || first === undefined || last === undefined || !isOfOne(updates)) return updates;
      const IpProtocol = text(struct(first, 'SecurityGroupRule'), 'IpProtocol') ?? '';
      return [first, { ...last, SecurityGroupRule: { ...struct(last, 'SecurityGroupRule'), IpProtocol } }];
    }),
  ],
  ['lists-past-nine', 'modify-nine', 'changes nine rules', reupdated((updates) => updates.slice(0, 9))],
  ['lists-past-nine', 'modify-ten', 'changes ten rules', reupdated((updates) => updates.slice(0, 10))],
  [
    'lists-past-nine',
    'modify-last-lost',
    'ignores the eleventh rule',
    reupdated((updates) => updates.filter((_, index) => index !== 10)),
  ],
];

const afterwards: readonly FaultRow[] = [
  [
    'afterwards',
    'modify-old-values-remembered',
    'refuses the old values of a rule that was changed just before',
    (b) => {
      const olds = new Map<string, Parameters<typeof b.authorizing.outcome>[0]>();
      return changed(b, {
        modifying: {
          afterwards: (modified, group) =>
            void olds.set(
              group.id,
              modified.map(({ old }) => old),
            ),
        },
        authorizing: {
          outcome: (existing, wanted, call) => {
            const group = call.behaviour.lookup.requested(call);
            const isNext =
              call.store.past.findLast(({ groupId }) => groupId === group.id)?.action === 'ModifySecurityGroupRules';
            return b.authorizing.outcome(
              isNext ? [...existing, ...(olds.get(group.id) ?? [])] : existing,
              wanted,
              call,
            );
          },
        },
      });
    },
    { crossesGroups: true },
  ],
  [
    'afterwards',
    'modify-new-values-not-found',
    'finds no changed rule by its new values',
    (b) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) => {
            const last = call.store.past.findLast(({ groupId }) => groupId === existing.groupId);
            return last?.action !== 'ModifySecurityGroupRules' && b.revoking.matches(wanted, existing, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'again',
    'modify-once-only',
    'refuses to change a rule a second time',
    (b) => {
      const seen = new Set<string>();
      return changed(b, {
        modifying: {
          checkGroup: (modified, group, call) => {
            if (modified.some(({ old }) => seen.has(old.id))) throw b.errors.ruleRepeated();
            b.modifying.checkGroup(modified, group, call);
          },
          afterwards: (modified) => {
            for (const { old } of modified) seen.add(old.id);
          },
        },
      });
    },
    { crossesGroups: true },
  ],
  [
    'described',
    'modify-described-as-before',
    'describes a rule with the description that it had',
    (b) => {
      const olds = new Map<string, string>();
      return changed(b, {
        modifying: {
          afterwards: (modified) => {
            for (const { old, new: rule } of modified) {
              if (old.description !== undefined && rule.fromPort === 1000 && text0(old) === text0(rule))
                olds.set(old.id, old.description);
            }
          },
        },
        answers: { describedRule: { description: ({ id, description }) => olds.get(id) ?? description } },
      });
    },
  ],
];

function withNewId(when: (rule: { readonly source: { readonly kind: string } }) => boolean): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        commit: (modified, group, call) => {
          for (const { old, new: rule } of modified) {
            if (!when(rule)) {
              call.store.replaceRule(group, rule);
              continue;
            }
            call.store.removeRules(group, old.direction, [old], call.at);
            call.store.addRules(group, old.direction, [{ ...rule, id: b.state.newId('sgr-') }]);
          }
        },
      },
    });
}

function alsoChanging(
  when: (old: Parameters<typeof sameValues>[0], other: Parameters<typeof sameValues>[0]) => boolean,
): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        afterwards: (modified, group, { store }) => {
          for (const { old, new: rule } of modified) {
            for (const other of store.rules(group, old.direction)) {
              if (other.id === old.id || !when(old, other)) continue;
              store.replaceRule(group, {
                ...other,
                ...pick('fromPort', rule.fromPort),
                ...pick('toPort', rule.toPort),
              });
            }
          }
        },
      },
    });
}

function pick<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value };
function pick(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value };
}

/** The text of a range; empty for other sources. */
function text0({ source }: Parameters<typeof sameValues>[0]): string {
  return 'cidr' in source ? source.cidr : '';
}

/** Not the elements of a case on both directions, which name no UDP port 53 rule but as the outbound one. */
function isOfOne(updates: Parameters<Parameters<typeof reupdated>[0]>[0]): boolean {
  return updates.some((update) => text(struct(update, 'SecurityGroupRule'), 'FromPort') === '54');
}

export const modifyValueFaults: readonly Fault[] = faultsOf('modify-rules', [...values, ...identity, ...afterwards]);
