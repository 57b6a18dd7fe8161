/** Mutants that overlook some rules and values of a modification, or keep what it replaced. */
import { changed } from '../../reference/behaviour.ts';
import { struct, structs, text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { becoming, modifies } from './modify-changes.ts';

const rows: readonly FaultRow[] = [
  [
    'afterwards',
    'modify-new-values-not-taken',
    'adds a rule of the values that a modified one has now',
    (b) => {
      const modified = new Set<string>();
      return changed(b, {
        modifying: {
          commit: (changes, group, call) => {
            for (const { new: rule } of changes) modified.add(rule.id);
            b.modifying.commit(changes, group, call);
          },
        },
        authorizing: {
          outcome: (existing, wanted, call) =>
            b.authorizing.outcome(
              existing.filter(({ id }) => !modified.has(id)),
              wanted,
              call,
            ),
        },
      });
    },
  ],
  [
    'canonical',
    'modify-ipv6-range-as-written',
    'stores an IPv6 range as it was written',
    modifies.replacing((call, operation) => {
      const elements = operation(call);
      const group = call.behaviour.lookup.requested(call);
      for (const update of structs(call.input, 'SecurityGroupRule')) {
        const cidr = text(struct(update, 'SecurityGroupRule'), 'CidrIpv6');
        const id = text(update, 'SecurityGroupRuleId');
        const rule = [...group.ingress, ...group.egress].find((one) => one.id === id);
        if (cidr === undefined || rule === undefined) continue;
        call.store.replaceRule(group, { ...rule, source: { kind: 'ipv6', cidr } });
      }
      return elements;
    }),
  ],
  [
    'protocol-icmp',
    'modify-icmp-code-zero-kept',
    'keeps the last port in the place of code 0 of ICMP',
    becoming((rule, old) => (rule.protocol === 'icmp' && rule.toPort === 0 ? { ...rule, toPort: old.toPort } : rule)),
  ],
  [
    'description',
    'modify-outbound-description-lost',
    'removes the description of an outbound rule',
    becoming((rule, old) => (old.direction === 'egress' ? { ...rule, description: undefined } : rule)),
  ],
  [
    'description',
    'modify-prefix-list-description-lost',
    'removes the description of a rule whose source is a prefix list',
    becoming((rule, old) => (old.source.kind === 'prefix-list' ? { ...rule, description: undefined } : rule)),
  ],
];

/** Servers that overlook some rules and values of a modification, or keep what it replaced. */
export const modifyBesideFaults: readonly Fault[] = faultsOf('modify-rules', rows);
