/** One report with a requirement of every verdict and a case of every kind, for the golden files and the browser tests. */
import { assembleReport } from '../../reports/assemble.ts';
import type { ResolvedEntry } from '../../reports/baseline.ts';
import type { Report } from '../../reports/report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

const refusal = {
  request:
    'POST / HTTP/1.1\nhost: 127.0.0.1:8000\ncontent-type: application/x-www-form-urlencoded; charset=utf-8\n\nAction=RevokeSecurityGroupIngress&GroupId=sg-1&IpPermissions.1.IpProtocol=tcp',
  response:
    'HTTP/1.1 400 Bad Request\ncontent-type: text/xml\ndate: Thu, 02 Jan 2025 03:04:05 GMT\n\n<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>InternalError</Code><Message>a &lt;b&gt; &amp; c</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>',
  status: 400,
  durationMs: 3,
};

/** Not conforming: two MUST fail, one is blocked by them, and one SHOULD fails too; some are not covered. */
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
      effort: 'smoke',
      register,
      selected: new Set(register.map(({ id }) => id).filter((id) => id !== 'signing/left-out')),
      results,
      baseline: {
        entries: [
          listed('signing/known', { reason: 'no clock', issue: 'https://example.com/7' }),
          listed('signing/fixed', { reason: 'was wrong once' }),
          listed('signing/left-out', { reason: 'is slow' }),
        ],
        others: [],
        complaints: [],
      },
    }),
  );
}

function listed(match: string, more: Pick<ResolvedEntry, 'reason' | 'issue'>): ResolvedEntry {
  const operation = 'RevokeSecurityGroupIngress';
  return { operation, match, cases: [match], ...more, asks: [match], proof: [match] };
}

const register = [
  sampleRequirement('errors/unimplemented'),
  sampleRequirement('errors/flaky'),
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
  sampleRequirement('signing/fixed'),
  sampleRequirement('signing/advice', { level: 'SHOULD' }),
  sampleRequirement('signing/open', { level: 'OBSERVE' }),
  sampleRequirement('signing/absent'),
  sampleRequirement('signing/disputed', { accepts: ['refused', 'silent'] }),
  sampleRequirement('signing/left-out'),
];

const mismatch = {
  kind: 'code',
  at: 'code',
  expected: 'InvalidPermission.NotFound',
  observed: 'InternalError',
} as const;

const results = [
  sampleResult('errors/unimplemented', {
    verdict: 'not-implemented',
    observed: '501 NotImplemented',
    reason: { kind: 'not-implemented', message: 'the target says that it does not implement this (501)' },
  }),
  sampleResult('errors/flaky', {
    reason: { kind: 'flaky', message: 'failed once (500 InternalError) and passed when repeated' },
  }),
  sampleResult('matching/passes'),
  sampleResult('matching/fails', {
    verdict: 'fail',
    expected: '400 InvalidPermission.NotFound; the rules are unchanged',
    observed: '400 InternalError; the rules are unchanged',
    mismatches: [
      mismatch,
      { kind: 'header', at: 'Content-Type', expected: 'text/xml;charset=UTF-8', observed: 'text/xml' },
    ],
    exchanges: [refusal],
  }),
  sampleResult('matching/depends', { verdict: 'fail', mismatches: [mismatch] }),
  sampleResult('matching/generated', {
    kind: 'history',
    title: 'any history of requests leaves what the model leaves',
    verdict: 'fail',
    given: { main: { ingress: { a: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' } } } },
    sent: 'Revoke GroupId={main} IpPermissions.1.IpProtocol=udp\nRevoke GroupId={main} IpPermissions.1.IpProtocol=17',
    observed: 'the rule is still there',
    mismatches: [
      {
        kind: 'state',
        at: 'rules afterwards',
        expected: 'no rule',
        observed: 'a',
        rules: { expected: [], observed: ['a'] },
      },
    ],
    exchanges: [refusal, refusal],
    replay: { seed: 42, steps: ['revoke a'] },
  }),
  sampleResult('signing/known', { verdict: 'fail', mismatches: [mismatch], exchanges: [refusal] }),
  sampleResult('signing/fixed'),
  sampleResult('signing/advice', { verdict: 'fail', observed: '200, return true', mismatches: [mismatch] }),
  sampleResult('signing/open', {
    verdict: 'observed',
    observed: '200, removed ssh',
    warning: { kind: 'removed', text: 'removed ssh (tcp 22 192.0.2.0/24)' },
  }),
  sampleResult('signing/absent', {
    verdict: 'not-applicable',
    reason: {
      kind: 'missing-capability',
      capabilities: ['prefix-lists'],
      message: 'not available, and needed by the case: prefix-lists',
    },
  }),
  sampleResult('signing/disputed', { answer: 'silent' }),
];
