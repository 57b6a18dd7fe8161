/** Mutants whose responses list other rules than were removed, or list them otherwise. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven } from '../../reference/request/input.ts';
import type { Revoked } from '../../reference/sections/rule-changes.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Fault } from '../fault.ts';
import { rewritingSuccess } from '../rewriting.ts';

const missing: readonly Fault[] = [
  {
    id: 'revoked-set-missing',
    breaks: 'response/revoked-listed',
    means: 'leaves revokedSecurityGroupRuleSet out, as EC2 did before rules had ids',
    apply: (b) => changed(b, { responses: { revoke: { revokedSecurityGroupRuleSet: undefined } } }),
  },
  {
    id: 'revoked-set-empty',
    breaks: 'response/revoked-listed',
    means: 'answers an empty revokedSecurityGroupRuleSet',
    apply: (b) =>
      changed(
        listing(b, () => []),
        { choices: { emptySets: 'present' } },
      ),
  },
  {
    id: 'revoked-set-named-otherwise',
    breaks: 'response/revoked-listed',
    means: 'names the list as the SDKs do: RevokedSecurityGroupRules',
    apply: (b) =>
      changed(b, {
        responses: {
          revoke: {
            revokedSecurityGroupRuleSet: undefined,
            RevokedSecurityGroupRules: b.responses.revoke['revokedSecurityGroupRuleSet'],
          },
        },
      }),
  },
  {
    id: 'only-first-listed',
    breaks: 'response/revoked-listed',
    means: 'lists the first of several removed rules',
    apply: (b) => listing(b, ({ removed }) => removed.slice(0, 1)),
  },
  {
    id: 'only-last-listed',
    breaks: 'response/revoked-listed',
    means: 'lists the last of several removed rules',
    apply: (b) => listing(b, ({ removed }) => removed.slice(-1)),
  },
  {
    id: 'rules-by-id-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists rules that were revoked by their properties, not those revoked by their ids',
    apply: (b) => listing(b, ({ removed }, call) => (isGiven(call.input, 'SecurityGroupRuleId') ? [] : removed)),
  },
  {
    id: 'rules-by-properties-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists rules that were revoked by their ids, not those revoked by their properties',
    apply: (b) => listing(b, ({ removed }, call) => (isGiven(call.input, 'SecurityGroupRuleId') ? removed : [])),
  },
  {
    id: 'group-rules-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists no removed rule whose source is a group',
    apply: (b) => listing(b, ({ removed }) => removed.filter(({ source }) => source.kind !== 'group')),
  },
  {
    id: 'one-item-for-each-permission',
    breaks: 'response/revoked-listed',
    means: 'lists one item for all rules of equal protocol and ports',
    apply: (b) => listing(b, ({ removed }) => removed.filter(isFirstOfItsPorts)),
  },
  {
    id: 'at-most-nine-listed',
    breaks: 'response/revoked-listed',
    means: 'lists nine removed rules at most',
    apply: (b) => listing(b, ({ removed }) => removed.slice(0, 9)),
  },
];

const others: readonly Fault[] = [
  {
    id: 'rule-listed-twice',
    breaks: 'response/revoked-only',
    means: 'lists the last removed rule twice',
    apply: (b) => listing(b, ({ removed }) => [...removed, ...removed.slice(-1)]),
  },
  {
    id: 'remaining-rules-listed',
    breaks: 'response/revoked-only',
    means: 'lists the rules that remain in addition to those that were removed',
    apply: (b) => listing(b, ({ group, removed }) => [...removed, ...group.ingress]),
  },
  {
    id: 'whole-permission-listed',
    breaks: 'response/revoked-only',
    means: 'lists all rules that had the protocol and ports of a removed one',
    apply: (b) =>
      listing(b, ({ group, removed }) => [
        ...removed,
        ...group.ingress.filter((rule) => removed.some((gone) => samePorts(rule, gone))),
      ]),
  },
  {
    id: 'rule-listed-beside-an-empty-item',
    breaks: 'response/revoked-only',
    means: 'puts an empty item behind the removed rules',
    apply: (b) =>
      rewritingSuccess(b, (xml) =>
        xml.replace('</revokedSecurityGroupRuleSet>', '<item/></revokedSecurityGroupRuleSet>'),
      ),
  },
  {
    id: 'items-named-member',
    breaks: 'response/item-names',
    means: 'names the elements of the list member, as other services of AWS do',
    apply: (b) => naming(b, 'member'),
  },
  {
    id: 'items-named-after-their-list',
    breaks: 'response/item-names',
    means: 'names the elements of the list revokedSecurityGroupRule',
    apply: (b) => naming(b, 'revokedSecurityGroupRule'),
  },
  {
    id: 'removed-rules-unknown',
    breaks: 'response/nothing-unknown',
    means: 'lists what it removed in unknownIpPermissionSet as well',
    apply: (b) =>
      changed(b, {
        responses: {
          revoke: {
            unknownIpPermissionSet: (revoked, call) =>
              b.responses.revoke['unknownIpPermissionSet']?.(
                { ...revoked, unknown: [...revoked.unknown, ...revoked.removed.map(asWanted)] },
                call,
              ),
          },
        },
      }),
  },
  {
    id: 'empty-unknown-item',
    breaks: 'response/nothing-unknown',
    means: 'answers an unknownIpPermissionSet that holds an empty item',
    apply: (b) =>
      rewritingSuccess(b, (xml) =>
        xml.replace('</return>', '</return><unknownIpPermissionSet><item/></unknownIpPermissionSet>'),
      ),
  },
];

const ofSome: readonly Fault[] = [
  {
    id: 'thirtieth-rule-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists thirty removed rules at most',
    apply: (b) => listing(b, ({ removed }) => removed.slice(0, 30)),
  },
  {
    id: 'high-port-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists no removed rule whose first port is from 49152 to 65534',
    needsRareValues: true,
    apply: (b) =>
      listing(b, ({ removed }) => removed.filter(({ fromPort = 0 }) => fromPort < 49_152 || fromPort === 65_535)),
  },
  {
    id: 'described-ipv6-rule-not-listed',
    breaks: 'response/revoked-listed',
    means: 'lists no removed rule that has both an IPv6 source and a description',
    apply: (b) =>
      listing(b, ({ removed }) =>
        removed.filter(({ source, description }) => source.kind !== 'ipv6' || description === undefined),
      ),
  },
];

/** The rules that the response lists as revoked are chosen anew; what is removed stays the same. */
function listing(
  behaviour: Behaviour,
  choose: (revoked: Revoked, call: ReferenceCall) => readonly StoredRule[],
): Behaviour {
  const asUsual = behaviour.responses.revoke['revokedSecurityGroupRuleSet'];
  return changed(behaviour, {
    responses: {
      revoke: {
        revokedSecurityGroupRuleSet: (revoked, call) =>
          asUsual?.({ ...revoked, removed: revoked.removed.length === 0 ? [] : choose(revoked, call) }, call),
      },
    },
  });
}

function asWanted(rule: StoredRule): Wanted {
  return { ...rule, permission: 1, position: 1 };
}

function naming(behaviour: Behaviour, name: string): Behaviour {
  return changed(behaviour, {
    rendering: { itemName: (list) => (list === 'revokedSecurityGroupRuleSet' ? name : 'item') },
  });
}

function isFirstOfItsPorts(rule: StoredRule, index: number, rules: readonly StoredRule[]): boolean {
  return rules.findIndex((other) => samePorts(rule, other)) === index;
}

function samePorts(one: StoredRule, other: StoredRule): boolean {
  return one.protocol === other.protocol && one.fromPort === other.fromPort && one.toPort === other.toPort;
}

/** Servers whose responses list other rules than were removed, or list them otherwise. */
export const responseListFaults: readonly Fault[] = [...missing, ...others, ...ofSome];
