/** Faults in requests of several sources and several permissions, and in what goes together. */

import { changed } from '../../reference/behaviour.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { RevokeOutcome } from '../../security-groups/model/revoke.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoRemoving, directionOfCall, isTested, relist, reread, sourceValues } from '../revoke-changes.ts';
import { isOfKind, sameButSource, sameKind, sameProtocol, sameSourceAs } from '../rule-likeness.ts';

const together: readonly Fault[] = [
  {
    id: 'ipv4-ranges-go-together',
    breaks: 'exact-match/one-range-of-several',
    means: 'removes all IPv4 ranges of a protocol and its ports with one of them',
    apply: alsoRemoving(
      (named, other) => isOfKind(named, 'ipv4') && isOfKind(other, 'ipv4') && sameButSource(named, other),
    ),
  },
  {
    id: 'ipv6-ranges-go-together',
    breaks: 'exact-match/one-ipv6-range-of-several',
    means: 'removes all IPv6 ranges of a protocol and its ports with one of them',
    apply: alsoRemoving(
      (named, other) => isOfKind(named, 'ipv6') && isOfKind(other, 'ipv6') && sameButSource(named, other),
    ),
  },
  {
    id: 'other-kinds-go-together',
    breaks: 'exact-match/one-source-of-several',
    means: 'removes sources of other kinds with the one that is named',
    apply: alsoRemoving((named, other) => !sameKind(named, other) && sameButSource(named, other)),
  },
  {
    id: 'groups-go-together',
    breaks: 'exact-match/one-source-of-several',
    means: 'removes all source groups of a protocol and its ports with one of them',
    apply: alsoRemoving(
      (named, other) => isOfKind(named, 'group') && isOfKind(other, 'group') && sameButSource(named, other),
    ),
  },
  {
    id: 'fields-of-different-rules',
    breaks: 'exact-match/mixed-values',
    means: 'takes a rule of the ports for a match when no rule fits and another one has the source',
    apply: (b) =>
      changed(b, {
        revoking: {
          byPermissions: (existing, wanted, onMismatch, call) => {
            const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
            const [only] = wanted;
            if (outcome.unknown.length === 0 || only === undefined || wanted.length > 1) return outcome;
            if (only.description !== undefined) return outcome;
            const ofPorts = existing.filter((rule) => sameButSource(only, rule) && isOfKind(rule, 'ipv4'));
            const ofSource = existing.some((rule) => sameProtocol(only, rule) && sameSourceAs(only, rule));
            return ofPorts.length > 0 && ofSource
              ? { kind: 'revoked', removed: ofPorts, remaining: [], unknown: [] }
              : outcome;
          },
        },
      }),
  },
];

const sources: readonly Fault[] = [
  {
    id: 'first-range-only',
    breaks: 'exact-match/per-source',
    means: 'reads the first IPv4 range of a permission and no further one',
    apply: reread(({ IpRanges = [], ...rest }) => ({ ...rest, IpRanges: IpRanges.slice(0, 1) })),
  },
  {
    id: 'last-range-only',
    breaks: 'exact-match/per-source',
    means: 'keeps the last IPv4 range of a permission and forgets those before',
    apply: reread(({ IpRanges = [], ...rest }) => ({ ...rest, IpRanges: IpRanges.slice(-1) })),
  },
  {
    id: 'ipv6-beside-ipv4-overlooked',
    breaks: 'exact-match/per-source-families',
    means: 'overlooks the IPv6 ranges of a permission that has IPv4 ranges',
    apply: reread(({ Ipv6Ranges = [], ...rest }) => ({ ...rest, Ipv6Ranges: rest.IpRanges?.length ? [] : Ipv6Ranges })),
  },
  {
    id: 'first-group-only',
    breaks: 'exact-match/per-source-groups',
    means: 'reads the first source group of a permission and no further one',
    apply: reread(({ Groups = [], ...rest }) => ({ ...rest, Groups: Groups.slice(0, 1) })),
  },
  {
    id: 'third-range-lost',
    breaks: 'exact-match/per-source',
    means: 'reads two IPv4 ranges of a permission and no third one',
    apply: reread(({ IpRanges = [], ...rest }) => ({ ...rest, IpRanges: IpRanges.slice(0, 2) })),
  },
  {
    id: 'several-groups-take-ranges',
    breaks: 'exact-match/per-source-groups',
    means: 'removes the ranges of the same ports, too, when a permission names several source groups',
    apply: alsoRemoving(
      (named, other, call) =>
        isOfKind(named, 'group') &&
        isOfKind(other, 'ipv4') &&
        sameButSource(named, other) &&
        sourceValues(call, 'Groups', 'GroupId').length > 1,
    ),
  },
  {
    id: 'unknown-source-overlooked',
    breaks: 'exact-match/per-source-all-or-nothing',
    means: 'overlooks a source that fits no rule when another of the same permission does',
    apply: overlookingUnknown((rule, found) => found.some(({ permission }) => permission === rule.permission)),
  },
];

const permissions: readonly Fault[] = [
  {
    id: 'first-permission-only',
    breaks: 'encoding/permission-list',
    crossesGroups: true,
    means: 'reads the first permission and no further one',
    apply: relist((all) => all.slice(0, 1)),
  },
  {
    id: 'last-permission-only',
    breaks: 'encoding/permission-list',
    crossesGroups: true,
    means: 'keeps the last permission and forgets those before',
    apply: relist((all) => all.slice(-1)),
  },
  {
    id: 'third-permission-lost',
    breaks: 'exact-match/several-permissions',
    crossesGroups: true,
    means: 'reads two permissions and no third one',
    apply: relist((all: readonly Permission[]) => all.slice(0, 2)),
  },
  {
    id: 'permission-repeated-ports-lost',
    breaks: 'exact-match/several-permissions',
    crossesGroups: true,
    means: 'keeps the first of two permissions that have the same protocol and ports',
    apply: relist((all) =>
      all.filter(
        (one, at) =>
          !all.slice(0, at).some((other) => one.IpProtocol === other.IpProtocol && one.FromPort === other.FromPort),
      ),
    ),
  },
  {
    id: 'unknown-permission-overlooked',
    breaks: 'exact-match/all-or-nothing',
    means: 'responds with success when at least one permission fits',
    apply: overlookingUnknown((rule, found) => found.some(({ permission }) => permission !== rule.permission)),
  },
  {
    id: 'removes-before-it-refuses',
    breaks: 'exact-match/all-or-nothing',
    means: 'removes what fits and then refuses the request for what does not',
    apply: (b) =>
      changed(b, {
        revoking: {
          byPermissions: (existing, wanted, onMismatch, call) => {
            const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
            if (outcome.kind === 'refused' && isTested(call)) {
              for (const group of call.store.groups.values()) {
                if (existing[0]?.groupId !== group.id) continue;
                const found = existing.filter((rule) => wanted.some((one) => b.revoking.matches(one, rule, call)));
                call.store.removeRules(group, directionOfCall(call), found, call.at);
              }
            }
            return outcome;
          },
        },
      }),
  },
];

/** Faults in requests of several sources and several permissions, and in what goes together. */
export const exactMatchSeveralFaults: readonly Fault[] = [...together, ...sources, ...permissions];

/** Carries on without the rules that fit nothing, where `isForgiven` says so; `found` are the others. */
function overlookingUnknown(isForgiven: (unknown: Wanted, found: readonly Wanted[]) => boolean): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        byPermissions: (existing, wanted, onMismatch, call): RevokeOutcome<StoredRule, Wanted> => {
          const fits = (rule: Wanted) => existing.some((one) => b.revoking.matches(rule, one, call));
          const found = wanted.filter(fits);
          const kept = wanted.filter((rule) => fits(rule) || !isForgiven(rule, found));
          return b.revoking.byPermissions(existing, kept, onMismatch, call);
        },
      },
    });
}
