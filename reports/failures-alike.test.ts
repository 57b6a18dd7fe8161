import { describe, expect, it, test } from 'vitest';
import type { Mismatch } from '../harness/checks/finding.ts';
import { sampleReport } from '../test-support/reports/sample-report.ts';
import { renderConsole } from './formats/console.ts';
import { renderHtml } from './html/html.ts';
import { renderMarkdown } from './markdown/summary.ts';
import type { Report } from './report.ts';
import { failureReach, failuresOf } from './text/failure-causes.ts';
import { mismatchText } from './text/mismatch-text.ts';

const one = sampleReport();
const operations = [...one.operations, 'RevokeSecurityGroupEgress'];

/** The report of two operations that fail alike. */
const report: Report = {
  ...one,
  operations,
  requirements: operations.flatMap((operation) => one.requirements.map((each) => ({ ...each, operation }))),
  cases: operations.flatMap((operation) => one.cases.map((each) => ({ ...each, operation }))),
  summary: {
    ...one.summary,
    operations: operations.map((operation) => ({
      operation,
      verdict: 'does-not-conform',
      requirements: one.summary.requirements,
    })),
  },
};

describe('a requirement that several operations fail alike', () => {
  it('has one line on the console, and so has a failed SHOULD', () => {
    const lines = renderConsole(report, { colour: false }).split('\n');

    expect(lines.filter((line) => /^ {2}matching\/fails/.test(line))).toEqual([
      '  matching/fails (2 operations, blocks 2): code: expected InvalidPermission.NotFound, observed InternalError',
    ]);
    expect(lines).toContain('  signing/advice (2 operations)');
  });

  it('has one row in the job summary, which names the operations', () => {
    const rows = renderMarkdown(report).split('\n');

    expect(rows.filter((row) => row.startsWith('| ` matching/fails `'))).toEqual([
      expect.stringContaining('| ` RevokeSecurityGroupIngress `, ` RevokeSecurityGroupEgress ` | 2 of 2 cases |'),
    ]);
  });

  it('has one item in the list of failures of the page, with a link for each operation', () => {
    const items = renderHtml(report).match(/<li>.*?<\/li>/g) ?? [];

    const [item, ...others] = items.filter((text) => text.includes('<strong>matching/fails</strong>'));
    expect(others).toEqual([]);
    expect(item?.match(/<a href="#requirement:[^"]+">/g)).toEqual([
      '<a href="#requirement:RevokeSecurityGroupIngress/matching/fails">',
      '<a href="#requirement:RevokeSecurityGroupEgress/matching/fails">',
    ]);
  });

  it('counts a failed SHOULD apart in the line of an operation, as in the last line', () => {
    const lines = renderConsole(report, { colour: false }).split('\n');

    expect(lines.filter((line) => line.startsWith('RevokeSecurityGroupEgress: '))).toEqual([
      'RevokeSecurityGroupEgress: 3 pass, 2 fail, 1 SHOULD failure, 1 known to fail, 1 unexpected pass, 1 blocked, 1 not implemented, 1 not asked, 1 not applicable, 1 observed: does not conform',
    ]);
  });
});

describe('a requirement that a sweep fails', () => {
  it('has the number of actions that fail it', () => {
    const requirements = one.requirements.map((each) => ({ ...each, operation: 'every-operation' }));
    const action = { use: 'read', dryRun: 'none', isOffered: true } as const;
    const actions = ['DescribeVpcs', 'DescribeHosts', 'DescribeTags'].map((name, index) => ({
      ...{ ...action, name },
      requirements: { 'matching/fails': index < 2 ? ('fail' as const) : ('pass' as const) },
    }));
    const swept = { ...one, operations: ['every-operation'], requirements, actions };
    const failures = failuresOf(
      requirements.filter(({ id }) => /^matching.(fails|generated)$/.test(id)),
      swept,
    );

    expect(failures.map((each) => failureReach(each, swept))).toEqual([' (2 actions, blocks 1)', '']);
  });
});

describe('a mismatch as one line', () => {
  const rules = (expected: readonly string[], observed: readonly string[]): Mismatch => ({
    ...{ kind: 'state', at: 'rules afterwards', expected: expected.join(', ') || 'none', observed: 'x' },
    rules: { expected, observed },
  });

  it.each([
    [rules(['a', 'b'], ['b']), 'rules afterwards: "a" is missing (expected a, b)'],
    [rules(['a', 'b'], []), 'rules afterwards: "a", "b" are missing (expected a, b)'],
    [rules([], ['b']), 'rules afterwards: "b" should not be there (expected none)'],
    [rules(['a'], ['b']), 'rules afterwards: "a" is missing, and "b" should not be there (expected a)'],
    [{ kind: 'status', at: 'status', expected: '4xx', observed: '200' } as const, 'status: expected 4xx, observed 200'],
  ])('says what is wrong: %#', (mismatch, text) => {
    expect(mismatchText(mismatch)).toBe(text);
  });
});

test('a job summary that cannot hold every failure in full says how many are left out', () => {
  const [requirement] = one.requirements.filter(({ verdict }) => verdict === 'fail');
  const [failed] = one.cases.filter(({ verdict }) => verdict === 'fail');
  if (requirement === undefined || failed === undefined) throw new Error('The sample has no failure.');
  const ids = Array.from({ length: 120 }, (_, index) => `matching/fails-${index}`);
  const many: Report = {
    ...one,
    requirements: ids.map((id) => ({ ...requirement, id })),
    cases: ids.map((id) => ({ ...failed, id, requirements: [id], observed: `${id} ${'x'.repeat(11_000)}` })),
  };

  const text = renderMarkdown(many);

  const inFull = text.match(/<details>/g)?.length ?? 0;
  expect(inFull).toBeGreaterThan(50);
  expect(text).toContain(`${120 - inFull} more failures of the table`);
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(renderMarkdown(report)).not.toContain('of the table');
});
