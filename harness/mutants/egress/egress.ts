/** Faults of outbound rules alone. */

import { changed } from '../../reference/behaviour.ts';
import { text, texts } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoTaking } from '../operation-changes.ts';
import { alsoMatching, groupOf, hasPermission, refusing, replacingTested } from '../revoke-changes.ts';
import { guessing } from '../rewriting.ts';
import { addressOf, isOfKind, sameButSource, sameValues } from '../rule-likeness.ts';
import { afterOutbound, isOutbound } from './egress-changes.ts';
import { firstRuleFaults } from './egress-first-rule.ts';

const action = 'RevokeSecurityGroupEgress';
const inbound = 'RevokeSecurityGroupIngress';

const twins: readonly Fault[] = [
  {
    id: 'outbound-takes-inbound-twin',
    breaks: 'egress-match/inbound-twin',
    means: 'removes the inbound rule of the same values with the outbound one',
    apply: afterOutbound((call, removed) => {
      const group = groupOf(call);
      const equal = group.ingress.filter((other) => removed.some((rule) => sameValues(rule, other)));
      call.store.removeRules(group, 'ingress', equal, call.at);
    }),
  },
  {
    id: 'outbound-falls-back-on-inbound',
    breaks: 'egress-match/inbound-only',
    means: 'removes the inbound rule that the values fit when no outbound rule does',
    apply: (b) =>
      changed(b, {
        operations: {
          RevokeSecurityGroupEgress: (call) => {
            const group = groupOf(call);
            const [outbound, inbound] = [group.egress, group.ingress];
            const answer = unlessNotFound(() => b.operations.RevokeSecurityGroupEgress(call));
            if (group.egress.length < outbound.length) return answer ?? { return: 'true' };
            unlessNotFound(() => b.operations.RevokeSecurityGroupIngress(call));
            if (group.ingress.length < inbound.length) return { return: 'true' };
            if (answer === undefined) throw b.errors.ruleNotFound();
            return answer;
          },
        },
      }),
  },
  {
    id: 'outbound-revoked-in-all-groups',
    breaks: 'egress-match/group',
    crossesGroups: true,
    means: 'removes the outbound rule of the same values from every group',
    apply: afterOutbound((call, removed) => {
      for (const other of call.store.groups.values()) {
        const equal = other.egress.filter((rule) => removed.some((gone) => sameValues(gone, rule)));
        call.store.removeRules(other, 'egress', equal, call.at);
      }
    }),
  },
  {
    id: 'last-outbound-takes-inbound',
    breaks: 'egress-state/inbound-untouched',
    means: 'removes all inbound rules with the last outbound one',
    apply: afterOutbound((call) => {
      const group = groupOf(call);
      if (group.egress.length === 0) call.store.removeRules(group, 'ingress', group.ingress, call.at);
    }),
  },
  {
    id: 'outbound-item-says-inbound',
    breaks: 'response/revoked-is-egress',
    means: 'says of removed outbound rules that they are inbound',
    apply: (b) => changed(b, { responses: { revokedRule: { isEgress: () => 'false' } } }),
  },
];

const values: readonly Fault[] = [
  {
    id: 'outbound-icmp-refused',
    breaks: 'egress-match/icmp',
    means: 'refuses to revoke outbound ICMP rules',
    apply: refusingPermissions(({ IpProtocol }) => IpProtocol === 'icmp'),
  },
  {
    id: 'outbound-ipv6-refused',
    breaks: 'encoding/ipv6-ranges',
    means: 'refuses to revoke outbound rules to IPv6 ranges',
    apply: refusingPermissions(({ Ipv6Ranges = [] }) => Ipv6Ranges.length > 0),
  },
  {
    id: 'outbound-ipv6-length-ignored',
    breaks: 'egress-match/ipv6-exact',
    means: 'takes an IPv6 range of another length for the one of an outbound rule',
    apply: alsoMatching(
      (wanted, rule, call) =>
        isOutbound(call) &&
        isOfKind(wanted, 'ipv6') &&
        isOfKind(rule, 'ipv6') &&
        sameButSource(wanted, rule) &&
        addressOf(wanted) === addressOf(rule),
    ),
  },
];

const parameters: readonly Fault[] = [
  {
    id: 'outbound-action-guessed',
    breaks: 'encoding/action-missing',
    means: 'takes a request without an Action for an outbound revoke',
    apply: guessing('RevokeSecurityGroupEgress'),
  },
  {
    id: 'outbound-group-by-name',
    breaks: 'egress-errors/group-name',
    means: 'takes GroupName, as the inbound revoke does',
    apply: alsoTaking(action, inbound, 'GroupName'),
  },
  {
    id: 'outbound-group-name-ignored',
    breaks: 'egress-errors/group-name',
    means: 'ignores GroupName together with the id of a group',
    apply: (b) =>
      changed(b, {
        checks: {
          parameterNames: (call) =>
            b.checks.parameterNames(
              isOutbound(call) ? { ...call, pairs: call.pairs.filter(([name]) => name !== 'GroupName') } : call,
            ),
        },
      }),
  },
  {
    id: 'outbound-flat-taken',
    breaks: 'egress-errors/flat-parameters',
    means: 'takes IpProtocol, FromPort, ToPort and CidrIp at the top of a request for a permission',
    apply: alsoTaking(action, inbound, 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp'),
  },
  {
    id: 'outbound-without-group',
    breaks: 'egress-errors/no-group',
    means: 'removes rules by their ids when the request names no group',
    apply: replacingTested((call, revoke) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groupOfRule(id);
      const isNameless = isOutbound(call) && text(call.input, 'GroupId') === undefined && group !== undefined;
      return revoke(isNameless ? { ...call, input: { ...call.input, GroupId: group.id } } : call);
    }),
  },
];

/** Those of the operation alone. */
export const outboundFaults: readonly Fault[] = [...firstRuleFaults, ...twins, ...values, ...parameters];

/** Refuses an outbound revoke with such a permission. */
function refusingPermissions(fits: (permission: Permission) => boolean): Apply {
  return refusing((call) => isOutbound(call) && hasPermission(fits)(call));
}

/** Undefined for a refusal that says that no rule fits. */
function unlessNotFound<Answer>(act: () => Answer): Answer | undefined {
  try {
    return act();
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'InvalidPermission.NotFound') return undefined;
    throw thrown;
  }
}
