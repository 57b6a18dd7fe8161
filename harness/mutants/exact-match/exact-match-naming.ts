/** Faults in flat parameters, rule ids and names of groups. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, text } from '../../reference/request/input.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoRemoving, gives, groupOf, isTested, refusedAs, refusing, reinput, relist } from '../revoke-changes.ts';
import { both } from '../rewriting.ts';
import { isOfKind, sameButProtocol, samePorts, sameProtocol, sameSourceAs, sameValues } from '../rule-likeness.ts';

const flat: readonly Fault[] = [
  {
    id: 'flat-parameters-unsupported',
    breaks: 'encoding/flat-fields',
    means: 'refuses the flat parameters',
    apply: refusing((call) => gives('CidrIp')(call) && !gives('IpPermissions')(call)),
  },
  {
    id: 'flat-udp-unsupported',
    breaks: 'exact-match/flat-parameters',
    means: 'takes every flat IpProtocol but ICMP for TCP',
    apply: reinput((input) => (text(input, 'IpProtocol') === 'udp' ? { ...input, IpProtocol: 'tcp' } : input)),
  },
  {
    id: 'flat-to-port-overlooked',
    breaks: 'exact-match/flat-parameters',
    means: 'takes the flat FromPort of TCP for both ports',
    apply: reinput((input) => {
      const FromPort = text(input, 'FromPort');
      return text(input, 'IpProtocol') === 'tcp' && FromPort !== undefined && isGiven(input, 'CidrIp')
        ? { ...input, ToPort: FromPort }
        : input;
    }),
  },
  {
    id: 'flat-udp-is-tcp-too',
    breaks: 'exact-match/flat-parameters-exact',
    means: 'removes the UDP rule of the same values with the TCP rule of a port range that flat parameters name',
    apply: alsoRemoving(
      (named, other, call) =>
        gives('CidrIp')(call) &&
        named.fromPort !== named.toPort &&
        named.protocol === 'tcp' &&
        other.protocol === 'udp' &&
        sameButProtocol(named, other),
    ),
  },
];

const ids: readonly Fault[] = [
  {
    id: 'rule-ids-unsupported',
    breaks: 'encoding/rule-ids',
    means: 'finds no rule by its id',
    apply: (b) =>
      changed(b, {
        revoking: {
          byIds: (_, ids) => ({ kind: 'refused', code: 'InvalidSecurityGroupRuleId.NotFound', unknown: ids }),
        },
      }),
  },
  {
    id: 'first-rule-id-only',
    breaks: 'encoding/list-of-two',
    means: 'reads the first rule id and no further one',
    apply: (b) =>
      changed(b, {
        revoking: { byIds: (existing, ids, call) => b.revoking.byIds(existing, ids.slice(0, 1), call) },
      }),
  },
  {
    id: 'first-rule-found-by-id-only',
    breaks: 'exact-match/rule-id',
    crossesGroups: true,
    means: 'finds by its id no rule but the first two of a group',
    apply: (b) =>
      changed(b, {
        revoking: { byIds: (existing, ids, call) => b.revoking.byIds(existing.slice(0, 2), ids, call) },
      }),
  },
  {
    id: 'third-rule-id-lost',
    breaks: 'exact-match/rule-ids-several',
    means: 'reads two rule ids and no third one',
    apply: (b) =>
      changed(b, {
        revoking: { byIds: (existing, ids, call) => b.revoking.byIds(existing, ids.slice(0, 2), call) },
      }),
  },
  {
    id: 'rule-id-names-permission',
    breaks: 'exact-match/rule-id-only',
    means: 'removes the whole permission, as Describe shows it, that the rule of an id is part of',
    apply: byIdAlso((named, other) => sameProtocol(named, other) && samePorts(named, other)),
  },
  {
    id: 'rule-id-names-source',
    breaks: 'exact-match/rule-id-only',
    means: 'removes all rules of the protocol and source of the rule that an id names',
    apply: byIdAlso((named, other) => sameProtocol(named, other) && sameSourceAs(named, other)),
  },
  {
    id: 'rule-id-removes-outbound-twin',
    breaks: 'exact-match/rule-id-only',
    means: 'removes the outbound rule of the same values with the rule of an id',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, removed }, call) => {
            if (!isTested(call) || !gives('SecurityGroupRuleId')(call)) return;
            const twins = group.egress.filter((other) => removed.some((rule) => sameValues(rule, other)));
            call.store.removeRules(group, 'egress', twins, call.at);
          },
        },
      }),
  },
  {
    id: 'rule-id-of-range-only',
    breaks: 'exact-match/rule-id-any-rule',
    means: 'finds no rule by its id whose source is a group',
    apply: (b) =>
      changed(b, {
        revoking: {
          byIds: (existing, ids, call) =>
            b.revoking.byIds(
              existing.filter((rule) => !isOfKind(rule, 'group')),
              ids,
              call,
            ),
        },
      }),
  },
];

const names: readonly Fault[] = [
  {
    id: 'group-name-unsupported',
    breaks: 'encoding/group-name',
    means: 'finds no group by its name',
    apply: (b) =>
      changed(b, {
        lookup: { byName: (name, call) => (namesGroup(name, call) ? undefined : b.lookup.byName(name, call)) },
      }),
  },
  {
    id: 'group-name-hits-latest-group',
    breaks: 'exact-match/group-name',
    means: 'takes the latest group of the default VPC for the one that is named',
    apply: (b) =>
      changed(b, {
        lookup: {
          byName: (name, call) => {
            const named = b.lookup.byName(name, call);
            return named && namesGroup(name, call) ? call.store.groupsOfVpc(named.vpcId).at(-1) : named;
          },
        },
      }),
  },
  {
    id: 'rule-id-needs-group-id',
    breaks: 'exact-match/group-name-rule-id',
    means: 'refuses a rule id together with GroupName',
    apply: refusing((call) => gives('SecurityGroupRuleId')(call) && gives('GroupName')(call)),
  },
  {
    id: 'source-group-name-unsupported',
    breaks: 'exact-match/source-group-name',
    means: 'does not look up the name of a source group',
    apply: relist((all) =>
      all.map(({ Groups = [], ...rest }) => ({
        ...rest,
        Groups: Groups.map(({ GroupName, ...group }) =>
          GroupName === undefined ? group : { GroupId: 'sg-00000000000000000', ...group },
        ),
      })),
    ),
  },
  {
    id: 'default-vpc-mismatch-unlisted',
    breaks: 'exact-match/mismatch-default-vpc',
    means: 'responds with success in the default VPC without reporting what was not revoked',
    apply: (b) => changed(b, { responses: { revoke: { unknownIpPermissionSet: () => undefined } } }),
  },
  {
    id: 'default-vpc-mismatch-other-code',
    breaks: 'exact-match/mismatch-default-vpc',
    means: 'refuses what fits no rule in the default VPC with InvalidParameterValue',
    apply: both(
      (b) => changed(b, { choices: { mismatchInDefaultVpc: 'refused' } }),
      refusedAs(
        'InvalidParameterValue',
        ({ code }, call) => code === 'InvalidPermission.NotFound' && namesDefaultVpc(call),
      ),
    ),
  },
];

/** Faults in flat parameters, rule ids and names of groups. */
export const exactMatchNamingFaults: readonly Fault[] = [...flat, ...ids, ...names];

function byIdAlso(goesToo: (named: StoredRule, other: StoredRule) => boolean): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        byIds: (existing, ids, call) => {
          const outcome = b.revoking.byIds(existing, ids, call);
          if (outcome.kind === 'refused') return outcome;
          const more = existing.filter((other) => outcome.removed.some((named) => goesToo(named, other)));
          return { ...outcome, removed: [...new Set([...outcome.removed, ...more])] };
        },
      },
    });
}

/** The name is the one that a revoke gives for its group, and not that of a source. */
function namesGroup(name: string, call: ReferenceCall): boolean {
  return isTested(call) && text(call.input, 'GroupName') === name;
}

function namesDefaultVpc(call: ReferenceCall): boolean {
  return call.behaviour.lookup.vpcKind(groupOf(call), call) === 'default';
}
