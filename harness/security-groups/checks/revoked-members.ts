/** Checks of the members of each item of revokedSecurityGroupRuleSet, one by one. */

import type { Mismatch } from '../../checks/finding.ts';
import type { SuccessOutcome } from '../../checks/outcome.ts';
import { isSameIpv6Range } from '../../wire/addresses/cidr.ts';
import type { RevokedMember } from './revoked-items.ts';
import { expectedPorts, pairingOf, type RevokedPair } from './revoked-rules.ts';
import type { RuleSubject } from './rule-subject.ts';

type MemberCheck = (success: SuccessOutcome, subject: RuleSubject) => readonly Mismatch[];
type Expectation = readonly (readonly [member: RevokedMember, text: string | undefined])[];

const sourceMembers = ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedGroupId'] as const;

/** The id of the removed rule, where the case knows it. */
export const judgeRevokedRuleId = members(({ rule }) =>
  rule.ruleId === undefined ? [] : [['securityGroupRuleId', rule.ruleId]],
);

/** The group that held the rule. */
export const judgeRevokedGroupId = members(({ rule }) => [['groupId', rule.groupId]]);

/** The protocol as EC2 names it. */
export const judgeRevokedProtocol = members(({ rule }) => [['ipProtocol', rule.rule.protocol]]);

/** Both ports, or ICMP type and code; -1 and -1 for all protocols. */
export const judgeRevokedPorts = members(({ rule }) => {
  const ports = expectedPorts(rule);
  return ports === undefined
    ? []
    : [
        ['fromPort', ports[0]],
        ['toPort', ports[1]],
      ];
});

/** The member of the rule's own kind of source, and none of the other three. */
export const judgeRevokedSource = members(({ rule, item }) => {
  const { source } = rule.rule;
  const own = {
    cidrIpv4: source.kind === 'ipv4' ? source.cidr : undefined,
    cidrIpv6: source.kind === 'ipv6' ? asSpelt(source.cidr, item.cidrIpv6) : undefined,
    prefixListId: source.kind === 'prefix-list' ? source.prefixListId : undefined,
    referencedGroupId: source.kind === 'group' ? source.groupId : undefined,
  };
  return sourceMembers.map((member) => [member, own[member]]);
});

/** The description, exactly when the rule has one. */
export const judgeRevokedDescription = members(({ rule }) => [['description', rule.rule.description?.trim()]]);

/** `isEgress` is true of outbound rules alone, in whatever spelling; the spelling of booleans is judged for itself. */
export const judgeRevokedIsEgress: MemberCheck = (success, subject) => {
  const [expected, digit] = subject.direction === 'egress' ? ['true', '1'] : ['false', '0'];
  return judgePairs(success, subject, ({ item }) =>
    item.isEgress !== undefined && [expected, digit].includes(item.isEgress.toLowerCase())
      ? []
      : [memberMismatch('isEgress', expected, item.isEgress)],
  );
};

/** A check that compares members with the texts that a pair requires; `undefined` requires that the member is absent. */
function members(required: (pair: RevokedPair) => Expectation): MemberCheck {
  return (success, subject) =>
    judgePairs(success, subject, (pair) =>
      required(pair)
        .filter(([member, text]) => pair.item[member] !== text)
        .map(([member, text]) => memberMismatch(member, text ?? 'no such element', pair.item[member])),
    );
}

/** A removed rule without an item is a mismatch too: the member is absent. */
function judgePairs(
  success: SuccessOutcome,
  subject: RuleSubject,
  judge: (pair: RevokedPair) => readonly Mismatch[],
): readonly Mismatch[] {
  const pairing = pairingOf(success, subject);
  if (pairing === undefined) {
    return [];
  }
  const unlisted = pairing.unlisted.map(
    (): Mismatch => ({
      kind: 'body',
      at: 'revokedSecurityGroupRuleSet',
      expected: 'an item for each removed rule',
      observed: 'no such item',
    }),
  );
  return [...pairing.pairs.flatMap(judge), ...unlisted].slice(0, 3);
}

function memberMismatch(member: RevokedMember, expected: string, observed: string | undefined): Mismatch {
  return {
    kind: 'body',
    at: `revokedSecurityGroupRuleSet/item/${member}`,
    expected,
    observed: observed === undefined ? 'no such element' : `"${observed.slice(0, 120)}"`,
  };
}

/** The text of an IPv6 range as the response spells it; as expected where it is another range. */
function asSpelt(expected: string, observed: string | undefined): string {
  return observed !== undefined && isSameIpv6Range(observed, expected) ? observed : expected;
}
