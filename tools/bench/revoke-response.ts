/** Answers of RevokeSecurityGroupIngress of a wished size, with the request that each answers and the rules it removed. */

import type { Pairs } from '../../harness/endpoint/caller.ts';
import type { NamedStoredRule } from '../../harness/security-groups/checks/rule-subject.ts';

/** A response with its request and the removed rules. */
export interface RevokeResponse {
  readonly xml: string;
  readonly params: Pairs;
  readonly removed: readonly NamedStoredRule[];
}

/** Id of the group that the responses are about. */
export const groupId = 'sg-0bbbbbbbbbbbbbbb1';

/** Exactly so many bytes, at least 725: as many revoked rules as fit, the rest in the description of the last. */
export function revokeResponse(bytes: number): RevokeResponse {
  let count = 1;
  let length = document(rulesOf(1, 0)).length;
  for (let next = ruleAt(1, ''); length + item(next).length <= bytes; next = ruleAt(count, '')) {
    length += item(next).length;
    count += 1;
  }
  const padded = rulesOf(count, bytes - length);
  return { xml: document(padded), params: paramsOf(padded), removed: padded };
}

function rulesOf(count: number, padding: number): readonly NamedStoredRule[] {
  return Array.from({ length: count }, (_, index) => ruleAt(index, index === count - 1 ? 'x'.repeat(padding) : ''));
}

function ruleAt(index: number, padding: string): NamedStoredRule {
  return {
    ruleId: `sgr-0aaaaaaaaaaaa${String(1000 + index)}`,
    groupId,
    direction: 'ingress',
    rule: {
      protocol: 'tcp',
      fromPort: 1000 + index,
      toPort: 1000 + index,
      source: { kind: 'ipv4', cidr: '203.0.113.0/24' },
      description: `rule${padding}`,
    },
  };
}

function paramsOf(rules: readonly NamedStoredRule[]): Pairs {
  return [
    ['GroupId', groupId],
    ...rules.flatMap(({ rule }, index): Pairs => {
      const prefix = `IpPermissions.${index + 1}`;
      return [
        [`${prefix}.IpProtocol`, rule.protocol],
        [`${prefix}.FromPort`, String(rule.fromPort)],
        [`${prefix}.ToPort`, String(rule.toPort)],
        [`${prefix}.IpRanges.1.CidrIp`, '203.0.113.0/24'],
      ];
    }),
  ];
}

function document(rules: readonly NamedStoredRule[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<RevokeSecurityGroupIngressResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587ffffff1</requestId>
    <return>true</return>
    <revokedSecurityGroupRuleSet>${rules.map(item).join('')}
    </revokedSecurityGroupRuleSet>
</RevokeSecurityGroupIngressResponse>`;
}

function item({ ruleId, rule }: NamedStoredRule): string {
  return `
        <item>
            <securityGroupRuleId>${ruleId}</securityGroupRuleId>
            <groupId>${groupId}</groupId>
            <isEgress>false</isEgress>
            <ipProtocol>${rule.protocol}</ipProtocol>
            <fromPort>${rule.fromPort}</fromPort>
            <toPort>${rule.toPort}</toPort>
            <cidrIpv4>203.0.113.0/24</cidrIpv4>
            <description>${rule.description}</description>
        </item>`;
}
