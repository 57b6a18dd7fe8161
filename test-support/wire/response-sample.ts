/** Answers to judge in tests, as literal XML with what surrounds it. */

import { readOutcome } from '../../harness/checks/outcome.ts';
import type { NamedStoredRule, RuleSubject } from '../../harness/security-groups/checks/rule-subject.ts';
import type { HeaderFields } from '../../harness/wire/message.ts';

/** A response as literal XML. */
export interface SampleResponse {
  readonly xml: string | Buffer;
  readonly status?: number;
  readonly headers?: HeaderFields;
  /** Body of the request, to which Action and Version are added. */
  readonly asked?: string;
}

/** The web rule that the sample answers revoke. */
export const web: NamedStoredRule = {
  name: 'web',
  ruleId: 'sgr-0aaaaaaaaaaaaaaa1',
  groupId: 'sg-0bbbbbbbbbbbbbbb1',
  direction: 'ingress',
  rule: { protocol: 'tcp', fromPort: 443, toPort: 443, source: { kind: 'ipv4', cidr: '192.0.2.0/24' } },
};

/** Stands beside it, and stays. */
export const sshStored: NamedStoredRule = {
  name: 'ssh',
  ruleId: 'sgr-0aaaaaaaaaaaaaaa2',
  groupId: 'sg-0bbbbbbbbbbbbbbb1',
  direction: 'ingress',
  rule: { protocol: 'tcp', fromPort: 22, toPort: 22, source: { kind: 'ipv4', cidr: '192.0.2.0/24' } },
};

/** A conforming item for {@link web}. */
export const webItem = `<item><securityGroupRuleId>sgr-0aaaaaaaaaaaaaaa1</securityGroupRuleId><groupId>sg-0bbbbbbbbbbbbbbb1</groupId><isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><cidrIpv4>192.0.2.0/24</cidrIpv4></item>`;

/** A success that lists the given items. */
export function success(items: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<RevokeSecurityGroupIngressResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587ed81825</requestId>
    <return>true</return>
    <revokedSecurityGroupRuleSet>${items}</revokedSecurityGroupRuleSet>${more}
</RevokeSecurityGroupIngressResponse>`;
}

/** EC2's error envelope. */
export const refusalXml = `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>InvalidPermission.NotFound</Code><Message>The specified rule does not exist in this security group.</Message></Error></Errors><RequestID>59dbff89-35bd-4eac-99ed-be587ed81825</RequestID></Response>`;

/** The scope is all that anybody reads of it. */
export const signedForEc2: readonly [string, string] = [
  'Authorization',
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0',
];

/** What an invariant sees of that answer to a revoke of {@link web}. */
export function sampleResponse(
  { xml, status = 200, headers = [['Content-Type', 'text/xml;charset=UTF-8']], asked }: SampleResponse,
  removed: readonly NamedStoredRule[] = [web],
): RuleSubject {
  const params = asked ?? 'GroupId=sg-0bbbbbbbbbbbbbbb1&SecurityGroupRuleId.1=sgr-0aaaaaaaaaaaaaaa1';
  const exchange = {
    request: {
      method: 'POST',
      target: '/',
      headers: [['Content-Type', 'application/x-www-form-urlencoded'], signedForEc2] as const,
      body: Buffer.from(`Action=RevokeSecurityGroupIngress&Version=2016-11-15&${params}`),
    },
    response: { status, reason: '', httpVersion: '1.1', headers, body: Buffer.from(xml) },
    durationMs: 1,
  };
  return {
    exchange,
    action: 'RevokeSecurityGroupIngress',
    operation: { action: 'RevokeSecurityGroupIngress' },
    direction: 'ingress',
    params: [...new URLSearchParams(params)],
    outcome: readOutcome(exchange),
    groupId: 'sg-0bbbbbbbbbbbbbbb1',
    stored: [web, sshStored],
    removed,
  };
}
