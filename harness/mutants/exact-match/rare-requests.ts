/** Faults that show on requests and groups of some size, or after some history. */

import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Apply, Fault } from '../fault.ts';
import { groupOf, isTested, neverMatching, outcomes, relist, reread } from '../revoke-changes.ts';
import { isOfKind, samePorts, sameSourceAs, sameValues } from '../rule-likeness.ts';

const requests: readonly Fault[] = [
  {
    id: 'twelfth-permission-lost',
    breaks: 'exact-match/several-permissions',
    needsRareValues: true,
    means: 'reads eleven permissions and no further one',
    apply: relist((all) => all.slice(0, 11)),
  },
  {
    id: 'permissions-of-same-ports-merged',
    breaks: 'exact-match/several-permissions',
    needsRareValues: true,
    means: 'keeps the first of two permissions that have the same ports and different protocols',
    apply: relist((all) =>
      all.filter(
        (one, at) =>
          !all.slice(0, at).some((other) => samePortTexts(one, other) && one.IpProtocol !== other.IpProtocol),
      ),
    ),
  },
  {
    id: 'last-of-four-sources-lost',
    breaks: 'exact-match/per-source',
    needsRareValues: true,
    means: 'loses the last IPv4 range of a permission that has four',
    apply: reread(({ IpRanges = [], ...rest }) => ({
      ...rest,
      IpRanges: IpRanges.length === 4 ? IpRanges.slice(0, -1) : IpRanges,
    })),
  },
  {
    id: 'second-ipv6-range-lost',
    breaks: 'exact-match/per-source',
    needsRareValues: true,
    means: 'reads the first IPv6 range of a permission and no further one',
    apply: reread(({ Ipv6Ranges = [], ...rest }) => ({ ...rest, Ipv6Ranges: Ipv6Ranges.slice(0, 1) })),
  },
  {
    id: 'own-group-beside-another-lost',
    breaks: 'exact-match/per-source-groups',
    needsRareValues: true,
    means: 'overlooks the own group in a permission that names another one for UDP',
    apply: reread(({ Groups = [], ...rest }, call) => ({
      ...rest,
      Groups:
        rest.IpProtocol === 'udp' && Groups.length > 1
          ? Groups.filter(({ GroupId }) => GroupId !== groupOf(call).id)
          : Groups,
    })),
  },
  {
    id: 'unknown-after-many-overlooked',
    breaks: 'exact-match/all-or-nothing',
    needsRareValues: true,
    means: 'responds with success when the last of more than three rules named does not exist',
    apply: (b) =>
      changed(b, {
        revoking: {
          byPermissions: (existing, wanted, onMismatch, call) => {
            const last = wanted.at(-1);
            const isKnown = last === undefined || existing.some((rule) => b.revoking.matches(last, rule, call));
            const kept = wanted.length > 3 && !isKnown ? wanted.slice(0, -1) : wanted;
            return b.revoking.byPermissions(existing, kept, onMismatch, call);
          },
        },
      }),
  },
];

const groups: readonly Fault[] = [
  {
    id: 'rule-beyond-forty-unseen',
    breaks: 'exact-match/any-rules',
    needsRareValues: true,
    means: 'finds a rule only among the first forty of a group that has fewer than sixty',
    apply: neverMatching((_, rule, call) => {
      const { ingress } = groupOf(call);
      return ingress.length < 60 && ingress.findIndex(({ id }) => id === rule.id) > 39;
    }),
  },
  {
    id: 'protocols-of-one-source-confused',
    breaks: 'exact-match/protocol',
    needsRareValues: true,
    means: 'removes the UDP rule for the TCP rule of the same ports and source if both are in a large group',
    apply: outcomes((outcome, existing) => {
      if (outcome.kind === 'refused' || existing.length < 8) return outcome;
      const removed = outcome.removed.map(
        (rule) =>
          existing.find(
            (other) =>
              rule.protocol === 'tcp' &&
              other.protocol === 'udp' &&
              samePorts(rule, other) &&
              sameSourceAs(rule, other),
          ) ?? rule,
      );
      return { ...outcome, removed };
    }),
  },
  {
    id: 'rules-of-both-directions-counted',
    breaks: 'exact-match/direction',
    needsRareValues: true,
    means: 'finds no inbound rule in a group that has more than two outbound rules',
    apply: neverMatching((_, __, call) => isTested(call) && groupOf(call).egress.length > 2),
  },
];

const histories: readonly Fault[] = [
  {
    id: 'group-rule-lost-after-id',
    breaks: 'state/by-id-and-by-properties',
    needsRareValues: true,
    crossesGroups: true,
    means: 'finds no source group by properties when the revoke before was by id',
    apply: neverMatching(
      (wanted, _, call) => isOfKind(wanted, 'group') && revokesBefore(call).at(-1)?.byRuleIds === true,
    ),
  },
  {
    id: 'fourth-revoke-without-effect',
    breaks: 'state/any-history',
    needsRareValues: true,
    crossesGroups: true,
    means: 'responds with success to the fourth revoke of a group and leaves its rules',
    apply: ineffective((call) => revokesBefore(call).length === 3),
  },
  {
    id: 'revoke-after-two-refusals-without-effect',
    breaks: 'state/refused-then-valid',
    needsRareValues: true,
    crossesGroups: true,
    means: 'responds with success to a revoke after two refused ones and leaves its rules',
    apply: ineffective((call) => {
      const last = revokesBefore(call).slice(-2);
      return last.length === 2 && last.every(({ code }) => code !== undefined);
    }),
  },
  {
    id: 'udp-rule-returns',
    breaks: 'state/authorise-again',
    needsRareValues: true,
    crossesGroups: true,
    means: 'finds no UDP rule that was revoked and authorised again',
    apply: neverMatching((_, rule, call) => {
      const { revoked } = groupOf(call);
      return rule.protocol === 'udp' && revoked.some((past) => sameValues(past.rule, rule));
    }),
  },
];

/** Faults that show on requests and groups of some size, or after some history. */
export const rareRequestFaults: readonly Fault[] = [...requests, ...groups, ...histories];

function samePortTexts(one: Permission, other: Permission): boolean {
  return one.FromPort !== undefined && one.FromPort === other.FromPort && one.ToPort === other.ToPort;
}

/** Nothing goes, and nothing is listed as gone. */
function ineffective(when: (call: ReferenceCall) => boolean): Apply {
  return outcomes((outcome, _, call) =>
    outcome.kind === 'revoked' && when(call) ? { ...outcome, removed: [] } : outcome,
  );
}

function revokesBefore(call: ReferenceCall) {
  const { id } = groupOf(call);
  return call.store.past.filter((past) => past.action === call.action && past.groupId === id);
}
