/** One report with a requirement of every verdict and a case of every kind, for the golden files and the browser tests. */
import { assembleReport } from './assemble.ts';
import type { Report } from './report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

const refusal = {
  request:
    'POST / HTTP/1.1\nhost: 127.0.0.1:8000\ncontent-type: application/x-www-form-urlencoded; charset=utf-8\n\nAction=RevokeSecurityGroupIngress&GroupId=sg-1&IpPermissions.1.IpProtocol=tcp',
  response:
    'HTTP/1.1 400 Bad Request\ncontent-type: text/xml\ndate: Thu, 02 Jan 2025 03:04:05 GMT\n\n<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>InternalError</Code><Message>a &lt;b&gt; &amp; c</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>',
  status: 400,
  durationMs: 3,
};

/** Not conforming: two MUST fail, one is blocked by them, and one SHOULD fails too. */
export function sampleReport(): Report {
  return assembleReport(
    sampleInput({
      target: {
        endpoint: 'http://127.0.0.1:8000/',
        region: 'us-east-1',
        name: 'sample 1.0',
        capabilities: {
          ipv6: { available: true, why: 'a rule with an IPv6 source could be authorised' },
          'prefix-lists': { available: false, why: 'declared as absent' },
        },
      },
      callsByAction: { AuthorizeSecurityGroupIngress: 4, RevokeSecurityGroupIngress: 9 },
      register,
      results,
      baseline: {
        entries: [
          { match: 'signing/known', reason: 'no clock', issue: 'https://example.com/7', proof: ['signing/known'] },
          { match: 'signing/mended', reason: 'was wrong once', proof: ['signing/mended'] },
        ],
        complaints: [],
      },
    }),
  );
}

const register = [
  sampleRequirement('matching/passes'),
  sampleRequirement('matching/fails', {
    evidence: [
      {
        grade: 'documented',
        source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
        states: 'The code of the error is in its Code element.',
      },
      { grade: 'recorded', source: 'a recording' },
    ],
  }),
  sampleRequirement('matching/depends', { dependsOn: ['matching/fails'] }),
  sampleRequirement('matching/generated'),
  sampleRequirement('signing/known'),
  sampleRequirement('signing/mended'),
  sampleRequirement('signing/advice', { level: 'SHOULD' }),
  sampleRequirement('signing/open', { level: 'OBSERVE' }),
  sampleRequirement('signing/absent'),
  sampleRequirement('signing/disputed', { accepts: ['refused', 'silent'] }),
];

const departure = {
  at: 'Response/Errors/Error/Code',
  expected: 'InvalidPermission.NotFound',
  observed: 'InternalError',
};

const results = [
  sampleResult('matching/passes'),
  sampleResult('matching/fails', {
    verdict: 'fail',
    expected: '400 InvalidPermission.NotFound; all rules stand',
    observed: '400 InternalError; all rules stand',
    mismatches: [departure, { at: 'Content-Type', expected: 'text/xml;charset=UTF-8', observed: 'text/xml' }],
    exchanges: [refusal],
  }),
  sampleResult('matching/depends', { verdict: 'fail', mismatches: [mismatch] }),
  sampleResult('matching/generated', {
    kind: 'history',
    title: 'any history of requests leaves what the model leaves',
    verdict: 'fail',
    given: { main: { ingress: { a: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' } } } },
    sent: 'Revoke GroupId={main} IpPermissions.1.IpProtocol=udp\nRevoke GroupId={main} IpPermissions.1.IpProtocol=17',
    observed: 'the rule stands',
    mismatches: [{ at: 'state of main, ingress', expected: 'no rule', observed: 'a' }],
    exchanges: [refusal, refusal],
    replay: { seed: 42, steps: ['revoke a'] },
  }),
  sampleResult('signing/known', { verdict: 'fail', mismatches: [mismatch], exchanges: [refusal] }),
  sampleResult('signing/mended'),
  sampleResult('signing/advice', { verdict: 'fail', observed: '200, return true', mismatches: [mismatch] }),
  sampleResult('signing/open', { verdict: 'observed', observed: '400 InvalidParameterValue' }),
  sampleResult('signing/absent', { verdict: 'not-applicable', explanation: 'the target lacks prefix-lists' }),
  sampleResult('signing/disputed', { answer: 'silent' }),
];
