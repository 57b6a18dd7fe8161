/** Requirements and results to build reports from, for tests: each is complete, and a test overrides what it is about. */
import type { CaseResult } from '../../harness/checks/case-result.ts';
import type { Requirement } from '../../harness/register/requirement.ts';
import type { AssembleInput } from '../../reports/assemble.ts';

/** A MUST that binds servers and depends on nothing. */
export function sampleRequirement(id: string, overrides: Partial<Requirement> = {}): Requirement {
  return {
    id,
    topic: id.split('/')[0] ?? id,
    level: 'MUST',
    binds: ['server'],
    means: `a conforming target keeps ${id}`,
    evidence: [{ grade: 'documented', source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/' }],
    outline: [],
    facts: [],
    dependsOn: [],
    accepts: [],
    since: '0.1',
    ...overrides,
  };
}

/** A passing case of one exchange, for the requirement of the same id. */
export function sampleResult(id: string, overrides: Partial<CaseResult> = {}): CaseResult {
  return {
    id,
    kind: 'fixture',
    title: `keeps ${id}`,
    requirements: [id],
    verdict: 'pass',
    given: { main: { ingress: { ssh: { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' } } } },
    sent: 'GroupId={main}\nIpPermissions.1.IpProtocol=tcp',
    expected: '200, return true; ssh is gone',
    observed: '200, return true; ssh is gone',
    mismatches: [],
    exchanges: [
      {
        request: 'POST / HTTP/1.1\nhost: 127.0.0.1:8000\n\nAction=RevokeSecurityGroupIngress&GroupId=sg-1',
        response:
          'HTTP/1.1 200 OK\ncontent-type: text/xml\n\n<RevokeSecurityGroupIngressResponse><return>true</return></RevokeSecurityGroupIngressResponse>',
        status: 200,
        durationMs: 2,
      },
    ],
    findings: [],
    calls: { RevokeSecurityGroupIngress: 1 },
    durationMs: 5,
    reproduce: {
      curl: `curl --aws-sigv4 'aws:amz:us-east-1:ec2' --data-raw 'Action=RevokeSecurityGroupIngress' 'http://127.0.0.1:8000/'`,
      command: `ec2-conformance run --only '${id}'`,
    },
    ...overrides,
  };
}

/** A run over one passing requirement. */
export function sampleInput(overrides: Partial<AssembleInput> = {}): AssembleInput {
  return {
    suite: { name: 'ec2-conformance', version: '0.1.0', digest: '0'.repeat(64) },
    mode: 'server',
    operation: 'RevokeSecurityGroupIngress',
    effort: 'default',
    isLimited: false,
    target: { endpoint: 'http://127.0.0.1:8000', region: 'us-east-1' },
    startedAt: new Date('2025-01-02T03:04:05.000Z'),
    durationMs: 1234,
    seed: 42,
    callsByAction: { RevokeSecurityGroupIngress: 1 },
    strict: false,
    register: [sampleRequirement('a/one')],
    results: [sampleResult('a/one')],
    invariantRequirements: [],
    ...overrides,
  };
}
