import { describe, expect, it } from 'vitest';
import { assembleReport } from '../../reports/assemble.ts';
import type { Report } from '../../reports/report.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../../test-support/reports/sample-results.ts';
import { publishable } from './publishable.ts';

const as = { name: 'a server 1.0', day: '2025-01-02' };

interface Run {
  readonly port: number;
  readonly group: string;
  readonly requestId: string;
  readonly date: string;
}

const first: Run = {
  port: 40001,
  group: 'sg-0aaaaaaaaaaaaaaa1',
  requestId: 'Abcdefghijklmnopqrstuvwxyz0123456789',
  date: '20250102T030405Z',
};

const second: Run = {
  port: 40002,
  group: 'sg-0bbbbbbbbbbbbbbb2',
  requestId: 'Zyxwvutsrqponmlkjihgfedcba9876543210',
  date: '20250203T040506Z',
};

function reportOf({ port, group, requestId, date }: Run): Report {
  const exchange = {
    request: `POST / HTTP/1.1\nHost: 127.0.0.1:${port}\nX-Amz-Date: ${date}\n\nGroupId=${group}`,
    response: `HTTP/1.1 200 OK\nx-amzn-requestid: ${requestId}\n\n<groupId>${group}</groupId>`,
    status: 200,
    durationMs: port,
  };
  const results = [
    sampleResult('a/passes', { exchanges: [exchange], durationMs: port }),
    sampleResult('a/fails', {
      verdict: 'fail',
      exchanges: [exchange],
      mismatches: [{ kind: 'body', at: 'id', expected: 'the same', observed: requestId }],
      durationMs: port,
    }),
  ];
  const register = ['a/passes', 'a/fails'].map((id) => sampleRequirement(id));
  return assembleReport(sampleInput({ register, results, startedAt: new Date(port), durationMs: port }));
}

describe('a published report', () => {
  it('is the same for two runs that differ in ports, ids, times and durations', () => {
    expect(publishable(reportOf(first), as)).toStrictEqual(publishable(reportOf(second), as));
  });

  it('is another one when the target did something else', () => {
    const other = {
      ...reportOf(second),
      observations: [{ operation: 'RevokeSecurityGroupIngress', id: 'a/fails', requirements: [], answer: 'silent' }],
    };

    expect(publishable(other, as)).not.toStrictEqual(publishable(reportOf(first), as));
  });

  it('keeps cases and evidence where something is wrong, with one name for one id', () => {
    const { cases, requirements } = publishable(reportOf(first), as);

    expect(cases.map(({ id, exchanges }) => [id, exchanges.length])).toStrictEqual([['a/fails', 1]]);
    expect(requirements.map(({ id, evidence }) => [id, evidence.length > 0])).toStrictEqual([
      ['a/passes', false],
      ['a/fails', true],
    ]);
    expect(cases[0]?.exchanges[0]?.request).toContain('GroupId=sg-…1');
    expect(cases[0]?.exchanges[0]?.response).toContain('<groupId>sg-…1</groupId>');
    expect(cases[0]?.mismatches[0]?.observed).toBe('request-id');
  });

  it('has the name and the day that it is given', () => {
    const report = publishable(reportOf(first), as);

    expect([report.target.name, report.startedAt, report.durationMs]).toStrictEqual([
      'a server 1.0',
      '2025-01-02T00:00:00.000Z',
      0,
    ]);
  });
});
