/** Ways in which a server can be wrong about outbound rules alone: their first rule, their twins, their parameters. */
import { changed } from '../reference/behaviour.ts';
import type { Call } from '../reference/call.ts';
import { type Shape, text, texts } from '../reference/input.ts';
import { Refusal } from '../reference/refusal.ts';
import { type Action, shapes } from '../reference/shapes.ts';
import type { StoredRule } from '../reference/store.ts';
import type { Fault } from './fault.ts';
import { type Apply, alsoRemoving, groupOf, outcomes, replacingRevoke } from './revoke-changes.ts';
import { sameValues } from './rule-likeness.ts';

/** The rule for all outbound IPv4 traffic, which a group has from the start. */
function isFirstRule({ protocol, source, direction }: StoredRule): boolean {
  return direction === 'egress' && protocol === '-1' && source.kind === 'ipv4' && source.cidr === '0.0.0.0/0';
}

function isOutbound({ action }: Call): boolean {
  return action === 'RevokeSecurityGroupEgress';
}

const firstRule: readonly Fault[] = [
  {
    id: 'first-rule-not-found',
    breaks: 'egress-match/default-rule',
    means: 'does not find the rule for all outbound traffic by its values',
    apply: (b) =>
      changed(b, {
        revoking: {
          matches: (wanted, rule, call) => b.revoking.matches(wanted, rule, call) && !isFirstRule(rule),
        },
      }),
  },
  {
    id: 'first-rule-kept',
    breaks: 'egress-match/default-rule',
    means: 'finds the rule for all outbound traffic by its values, and keeps it',
    apply: outcomes((outcome) =>
      outcome.kind === 'refused'
        ? outcome
        : { ...outcome, removed: outcome.removed.filter((rule) => !isFirstRule(rule)) },
    ),
  },
  {
    id: 'first-rule-kept-by-id',
    breaks: 'egress-match/default-rule-by-id',
    means: 'finds the rule for all outbound traffic by its id, and keeps it',
    apply: (b) =>
      changed(b, {
        revoking: {
          byIds: (existing, ids, call) => {
            const outcome = b.revoking.byIds(existing, ids, call);
            return outcome.kind === 'refused'
              ? outcome
              : { ...outcome, removed: outcome.removed.filter((rule) => !isFirstRule(rule)) };
          },
        },
      }),
  },
  {
    id: 'first-rule-goes-too',
    breaks: 'egress-match/default-rule-stays',
    means: 'removes the rule for all outbound traffic with any other outbound rule',
    apply: alsoRemoving((_, other) => isFirstRule(other)),
  },
  {
    id: 'first-rule-comes-back',
    breaks: 'egress-state/last-rule',
    // The answer lists a rule for all traffic as revoked, and one of the same values stands.
    also: ['response/revoked-only'],
    means: 'puts the rule for all outbound traffic back into a group whose other outbound rules are all gone',
    apply: afterwards((call, removed) => {
      const group = groupOf(call);
      if (group.egress.length > 0 || removed.every(isFirstRule)) return;
      const id = call.behaviour.state.newId('sgr-');
      const open: StoredRule = {
        ...{ id, groupId: group.id, direction: 'egress', protocol: '-1' },
        source: { kind: 'ipv4', cidr: '0.0.0.0/0' },
      };
      call.store.addRules(group, 'egress', [open]);
    }),
  },
  {
    id: 'first-rule-ports-matter',
    breaks: 'egress-match/default-rule-ports',
    means: 'does not find the rule for all outbound traffic when the request gives ports 0 and 0',
    apply: replacingRevoke((call, revoke) => {
      const isOfAll = call.behaviour.requested
        .permissions(call)
        .some(({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort !== undefined);
      if (isOutbound(call) && isOfAll) throw call.behaviour.errors.ruleNotFound();
      return revoke(call);
    }),
  },
];

const twins: readonly Fault[] = [
  {
    id: 'outbound-takes-inbound-twin',
    breaks: 'egress-match/inbound-twin',
    means: 'removes the inbound rule of the same values with the outbound one',
    apply: afterwards((call, removed) => {
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
    spills: true,
    means: 'removes the outbound rule of the same values from every group',
    apply: afterwards((call, removed) => {
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
    apply: afterwards((call) => {
      const group = groupOf(call);
      if (group.egress.length === 0) call.store.removeRules(group, 'ingress', group.ingress, call.at);
    }),
  },
  {
    id: 'outbound-item-says-inbound',
    breaks: 'response/revoked-is-egress',
    means: 'says of removed outbound rules that they are inbound',
    apply: (b) => changed(b, { answers: { revokedRule: { isEgress: () => 'false' } } }),
  },
];

const parameters: readonly Fault[] = [
  {
    id: 'outbound-group-by-name',
    breaks: 'egress-errors/group-name',
    means: 'takes GroupName, as the inbound revoke does',
    apply: alsoTaking('GroupName'),
  },
  {
    id: 'outbound-group-name-ignored',
    breaks: 'egress-errors/group-name',
    means: 'passes over GroupName beside the id of a group',
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
    apply: alsoTaking('IpProtocol', 'FromPort', 'ToPort', 'CidrIp'),
  },
  {
    id: 'outbound-without-group',
    breaks: 'egress-errors/no-group',
    means: 'removes rules by their ids when the request names no group',
    apply: replacingRevoke((call, revoke) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groupOfRule(id);
      const isNameless = isOutbound(call) && text(call.input, 'GroupId') === undefined && group !== undefined;
      return revoke(isNameless ? { ...call, input: { ...call.input, GroupId: group.id } } : call);
    }),
  },
];

/** Those of the operation alone. */
export const outboundFaults: readonly Fault[] = [...firstRule, ...twins, ...parameters];

/** What a successful outbound revoke does besides. */
function afterwards(act: (call: Call, removed: readonly StoredRule[]) => void): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        afterwards: ({ removed }, call) => {
          if (isOutbound(call) && removed.length > 0) act(call, removed);
        },
      },
    });
}

/** The operation takes these of the inbound revoke's parameters too. */
function alsoTaking(...names: readonly string[]): Apply {
  const inbound = Object.entries<Shape>(shapes.RevokeSecurityGroupIngress);
  const more = Object.fromEntries(inbound.filter(([name]) => names.includes(name)));
  const action: Action = 'RevokeSecurityGroupEgress';
  return (b) =>
    changed(b, {
      reading: {
        parameters: (asked) => {
          const known = b.reading.parameters(asked);
          return asked === action && known !== undefined ? { ...known, ...more } : known;
        },
      },
    });
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
