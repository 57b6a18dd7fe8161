import { describe, expect, it } from 'vitest';
import { assembleReport } from '../../reports/assemble.ts';
import type { ActionReport, Report } from '../../reports/report.ts';
import type { ClientPeer } from '../../test-support/peers/clients/client-peer.ts';
import type { ServerPeer } from '../../test-support/peers/server-peer.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../../test-support/reports/sample-results.ts';
import { renderPages } from './publish.ts';
import { clientSummary } from './published-client.ts';
import { withoutUnread } from './without-unread.ts';

const mismatch = { kind: 'status', at: 'status', expected: '4xx', observed: '200' } as const;
const failed = { verdict: 'fail', mismatches: [mismatch] } as const;

const actions: readonly ActionReport[] = [
  {
    ...{ name: 'DescribeVpcs', use: 'read', isOffered: true, dryRun: 'proven', response: '200' },
    requirements: { 'read/root': 'pass', 'read/values': 'fail' },
  },
  {
    ...{ name: 'DescribeHosts', use: 'read', isOffered: false, dryRun: 'not-offered', response: '400 InvalidAction' },
    requirements: { 'read/root': 'no-control' },
  },
];

/** A requirement fails in three cases, one passes, and one is blocked. */
const report: Report = {
  ...assembleReport(
    sampleInput({
      register: [
        ...['a/fails', 'a/passes'].map((id) => sampleRequirement(id)),
        sampleRequirement('a/blocked', { dependsOn: ['a/fails'] }),
      ],
      results: [
        ...['a/fails', 'a/fails-again', 'a/fails-too'].map((id) =>
          sampleResult(id, { requirements: ['a/fails'], ...failed }),
        ),
        sampleResult('a/passes'),
        sampleResult('a/blocked', failed),
      ],
    }),
  ),
  actions,
};

const short = withoutUnread(report);

describe('a published report without what no page shows', () => {
  it('gives the same pages', () => {
    const peer = { id: 'a', name: 'a server 1.0', about: 'Started as it is.' } as ServerPeer;
    const pagesOf = (one: Report) => renderPages([{ peer, report: one, readings: {} }]);
    const client = { id: 'none', name: 'a client', about: 'Run.' } as unknown as ClientPeer;

    expect(pagesOf(short)).toEqual(pagesOf(report));
    expect(pagesOf(short)[0]?.[1]).toContain('in ` a/fails `, and in 2 more');
    expect(clientSummary(client, short)).toEqual(clientSummary(client, report));
  });

  it('holds one failed case of each requirement, and names the others', () => {
    expect(short.cases.map(({ id }) => id)).toEqual(['a/fails']);
    expect(short.requirements.map(({ id, cases }) => [id, cases])).toEqual([
      ['a/fails', ['a/fails', 'a/fails-again', 'a/fails-too']],
      ['a/passes', []],
      ['a/blocked', []],
    ]);
  });

  it('keeps the statement of what fails', () => {
    const stated = short.requirements.filter(({ statement }) => statement !== '').map(({ id }) => id);

    expect(stated).toEqual(['a/fails']);
  });

  it('keeps of an action what fails, and no response where it is not offered', () => {
    expect(short.actions?.map(({ requirements, response }) => [requirements, response])).toEqual([
      [{ 'read/values': 'fail' }, '200'],
      [{}, undefined],
    ]);
  });

  it('stays as it is', () => {
    expect(withoutUnread(short)).toEqual(short);
  });
});
