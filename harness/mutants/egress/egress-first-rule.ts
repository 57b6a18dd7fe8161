/** Faults of the rule for all outbound traffic, which a group has from the start. */
import { changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Fault } from '../fault.ts';
import { alsoRemoving, groupOf, outcomes, replacingTested } from '../revoke-changes.ts';
import { isAllIpv4Traffic } from '../rule-likeness.ts';
import { afterOutbound, isOutbound } from './egress-changes.ts';

/** Faults of the rule for all outbound traffic, which a group has from the start. */
export const firstRuleFaults: readonly Fault[] = [
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
    // The response lists a rule for all traffic as revoked, and one of the same values exists.
    alsoBreaks: ['response/revoked-only'],
    means: 'puts the rule for all outbound traffic back into a group whose other outbound rules were all removed',
    apply: afterOutbound((call, removed) => {
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
    apply: replacingTested((call, revoke) => {
      const isOfAll = call.behaviour.requested
        .permissions(call)
        .some(({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort !== undefined);
      if (isOutbound(call) && isOfAll) throw call.behaviour.errors.ruleNotFound();
      return revoke(call);
    }),
  },
];

/** The rule for all outbound IPv4 traffic, which a group has from the start. */
function isFirstRule(rule: StoredRule): boolean {
  return rule.direction === 'egress' && isAllIpv4Traffic(rule);
}
