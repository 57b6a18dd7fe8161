import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../test-support/reports/sample-report.ts';
import type { ActionReport, Report, RequirementReport } from '../report.ts';
import { abridged, completed } from './abridged.ts';

const plain = { statement: '', evidence: [], cases: [] } as const;

function requirement(id: string, more: Partial<RequirementReport> = {}): RequirementReport {
  const topic = id.slice(0, id.indexOf('/'));
  return { operation: 'DescribeRegions', id, topic, level: 'MUST', verdict: 'pass', ...plain, ...more };
}

const absent = { use: 'read', isOffered: false, dryRun: 'not-offered', requirements: {} } as const;
const actions: readonly ActionReport[] = [
  { name: 'DescribeHosts', ...absent },
  { name: 'DescribeVpcs', use: 'read', isOffered: true, dryRun: 'proven', requirements: { 'read/root': 'fail' } },
  { name: 'DescribeImages', ...absent },
  { name: 'DescribeTags', ...absent },
  { name: 'CreateVpc', ...absent, use: 'dry-run' },
  { name: 'DeleteVpc', ...absent, use: 'dry-run', requirements: { 'refusal/code': 'fail' } },
];

const report: Report = {
  ...sampleReport(),
  requirements: [
    requirement('a/one'),
    requirement('a/two'),
    requirement('a/fails', { verdict: 'fail', evidence: [{ grade: 'model', source: 'x' }], cases: ['a/case'] }),
    requirement('b/three'),
    requirement('b/may', { level: 'SHOULD' }),
    requirement('b/open', { level: 'OBSERVE', verdict: 'observed' }),
    requirement('b/blocked', { verdict: 'blocked', blockedBy: ['a/fails'] }),
    requirement('b/blocked-too', { verdict: 'blocked', blockedBy: ['a/fails'] }),
    requirement('b/blocked-by-another', { verdict: 'blocked', blockedBy: ['a/other'] }),
    requirement('b/other', { operation: 'CreateVpc' }),
    requirement('b/newer', { operation: 'CreateVpc', since: '0.2' }),
    requirement('b/tested', { operation: 'CreateVpc', cases: ['b/case'] }),
    requirement('b/stated', { operation: 'CreateVpc', statement: 'It does.' }),
  ],
  actions,
};

describe('an abridged report', () => {
  it('has one entry for consecutive requirements that came to the same, and nothing more to say', () => {
    const { requirements } = abridged(report);

    expect(requirements.map((one) => ('ids' in one ? [one.level, one.verdict, ...one.ids] : one.id))).toEqual([
      ['MUST', 'pass', 'a/one', 'a/two'],
      'a/fails',
      ['MUST', 'pass', 'b/three'],
      ['SHOULD', 'pass', 'b/may'],
      ['OBSERVE', 'observed', 'b/open'],
      ['MUST', 'blocked', 'b/blocked', 'b/blocked-too'],
      ['MUST', 'blocked', 'b/blocked-by-another'],
      ['MUST', 'pass', 'b/other'],
      ['MUST', 'pass', 'b/newer'],
      'b/tested',
      'b/stated',
    ]);
  });

  it('has one entry for consecutive actions that are not offered', () => {
    const entries = abridged(report).actions ?? [];

    expect(entries.map((one) => ('notOffered' in one ? one.notOffered : one.name))).toEqual([
      ['DescribeHosts'],
      'DescribeVpcs',
      ['DescribeImages', 'DescribeTags'],
      ['CreateVpc'],
      'DeleteVpc',
    ]);
  });

  it('is the same report again once it is completed', () => {
    expect(completed(JSON.parse(JSON.stringify(abridged(report))))).toEqual(report);
  });

  it('is the report itself where there is nothing to put together', () => {
    const { actions: _, ...whole } = sampleReport();

    expect(abridged(whole)).toEqual(whole);
    expect(completed(whole)).toEqual(whole);
  });
});
