import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import { hostileReport } from '../test-support/reports/hostile-report.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import { compareReports } from './compare.ts';
import { comparisonPage, matrixPage } from './html/compare-page.ts';
import { pageHtml, pageMarkdown, pageText } from './html/table-page.ts';
import type { Report } from './report.ts';

/** Cases are named by their requirement and a letter: `a/one-x`. */
function report(verdicts: Readonly<Record<string, CaseVerdict>>, name = 'sample'): Report {
  const results = Object.entries(verdicts).map(([id, verdict]) =>
    sampleResult(id, { requirements: [id.slice(0, -2)], verdict, observed: `saw ${verdict}` }),
  );
  const ids = [...new Set(results.flatMap(({ requirements }) => requirements))];
  const register = ids.map((id) => sampleRequirement(id, id === 'a/open' ? { level: 'OBSERVE' } : {}));
  return assembleReport(sampleInput({ register, results, target: { name } }));
}

function directionOf(from: CaseVerdict, to: CaseVerdict): string {
  const { regressed, fixed, changed } = compareReports(report({ 'a/one-x': from }), report({ 'a/one-x': to }));
  return regressed.length > 0 ? 'regressed' : fixed.length > 0 ? 'fixed' : changed.length > 0 ? 'changed' : 'same';
}

describe('a requirement', () => {
  const table: readonly (readonly [CaseVerdict, CaseVerdict, string])[] = [
    ['pass', 'pass', 'same'],
    ['pass', 'fail', 'regressed'],
    ['pass', 'known-fail', 'regressed'],
    ['pass', 'untestable', 'regressed'],
    ['pass', 'not-applicable', 'changed'],
    ['fail', 'pass', 'fixed'],
    ['known-fail', 'unexpected-pass', 'fixed'],
    ['untestable', 'pass', 'fixed'],
    ['fail', 'known-fail', 'changed'],
    ['untestable', 'fail', 'changed'],
    ['not-applicable', 'fail', 'changed'],
    ['not-applicable', 'pass', 'changed'],
    ['fail', 'fail', 'same'],
    ['pass', 'not-implemented', 'regressed'],
    ['not-implemented', 'pass', 'fixed'],
  ];
  for (const [from, to, expected] of table) {
    it(`that was ${from} and is ${to} is ${expected}`, () => {
      expect(directionOf(from, to)).toBe(expected);
    });
  }

  it('that fails in one more case regressed, and names it', () => {
    const { regressed } = compareReports(
      report({ 'a/one-x': 'fail', 'a/one-y': 'pass' }),
      report({ 'a/one-x': 'fail', 'a/one-y': 'fail' }),
    );

    expect(regressed).toMatchObject([
      { id: 'a/one', from: 'fail', to: 'fail', cases: [{ id: 'a/one-y', from: 'pass', to: 'fail' }] },
    ]);
  });

  it('that is an open question does not regress', () => {
    const { regressed, changed } = compareReports(
      report({ 'a/open-x': 'observed' }),
      report({ 'a/open-x': 'untestable' }),
    );

    expect([regressed.length, changed.length]).toStrictEqual([0, 1]);
  });

  it('that only one report asked is neither new nor gone', () => {
    const before = report({ 'a/one-x': 'pass', 'a/two-x': 'not-asked', 'a/three-x': 'not-asked' });
    const after = report({ 'a/one-x': 'not-asked', 'a/two-x': 'fail', 'a/three-x': 'not-asked' });
    const { added, gone, askedNow, notAsked, regressed, fixed, changed } = compareReports(before, after);

    expect([askedNow.map(({ id }) => id), notAsked.map(({ id }) => id)]).toStrictEqual([['a/two'], ['a/one']]);
    expect([...added, ...gone, ...regressed, ...fixed, ...changed]).toStrictEqual([]);
  });

  it('of another operation is another one, whatever its id', () => {
    const other = report({ 'a/one-x': 'fail' });
    const requirements = other.requirements.map((one) => ({ ...one, operation: 'RevokeSecurityGroupEgress' }));
    const operations = ['RevokeSecurityGroupEgress'];
    const { askedNow, notAsked } = compareReports(report({ 'a/one-x': 'pass' }), {
      ...other,
      operations,
      requirements,
    });

    expect([askedNow.length, notAsked.length]).toStrictEqual([1, 1]);
  });

  it('that only one report has is new or gone', () => {
    const { added, gone } = compareReports(report({ 'a/one-x': 'pass' }), report({ 'a/two-x': 'fail' }));

    expect([added.map(({ id }) => id), gone.map(({ id }) => id)]).toStrictEqual([['a/two'], ['a/one']]);
  });
});

function answering(answer: string, name: string): Report {
  const register = [sampleRequirement('a/open', { level: 'OBSERVE' })];
  const results = [sampleResult('a/open', { verdict: 'observed', observed: answer })];
  return assembleReport(sampleInput({ register, results, target: { name } }));
}

describe('answers to open questions', () => {
  it('that differ are listed', () => {
    expect(compareReports(answering('refused', 'a'), answering('silent', 'b')).answers).toStrictEqual([
      { id: 'a/open', from: 'refused', to: 'silent' },
    ]);
  });

  it('are side by side in the matrix', () => {
    const text = pageMarkdown(
      matrixPage([answering('refused', 'm 1'), answering('silent', 'n 2'), answering('x', 'm 1')]),
    );

    expect(text).toContain('| ` case ` | ` m 1 ` | ` n 2 ` | ` m 1 (3) ` |');
    expect(text).toContain('| ` a/open ` | ` refused ` | ` silent ` | ` x ` |');
  });
});

describe('a comparison as a page', () => {
  const before = report({ 'a/one-x': 'pass', 'a/two-x': 'fail' }, 'm 1');
  const after = report({ 'a/one-x': 'fail', 'a/two-x': 'pass' }, 'm 2');
  const page = comparisonPage(before, after, compareReports(before, after));

  it('is text with what decides first', () => {
    expect(pageText(page)).toBe(`m 1 to m 2: regressed
1 regressed, 1 fixed, 0 changed, 0 new, 0 removed, 0 with another response.

Regressed
  a/one      MUST  pass  fail  a conforming target keeps a/one
  - a/one-x        pass  fail  saw fail

Fixed
  a/two      MUST  fail  pass  a conforming target keeps a/two
  - a/two-x        fail  pass  saw pass
`);
  });

  it('tells what was not asked from what a version has no more', () => {
    const smaller = {
      ...after,
      requirements: after.requirements.map((one) => ({ ...one, verdict: 'not-asked' as const })),
    };
    const without = { ...after, requirements: [] };
    const elsewhere = { ...without, operations: ['DescribeRegions'] };
    const textOf = (one: Report, other: Report) => pageText(comparisonPage(one, other, compareReports(one, other)));

    expect(textOf(before, smaller)).toContain('0 new, 0 removed, 2 not asked in the second run, 0 with');
    expect(textOf(smaller, before)).toContain('0 new, 0 removed, 2 asked in the second run only, 0 with');
    expect(textOf(before, without)).toContain('0 new, 2 removed, 0 with');
    expect(textOf(without, before)).toContain('2 new, 0 removed, 0 with');
    expect(textOf(before, elsewhere)).toContain('0 new, 0 removed, 2 not asked in the second run, 0 with');
  });

  it('says when the suites differ', () => {
    const other = { ...after, suite: { ...after.suite, digest: '1'.repeat(64) } };

    expect(pageText(comparisonPage(before, other, compareReports(before, other)))).toContain(
      'different versions of the suite',
    );
  });

  it('is HTML that others take, also of a hostile target', async () => {
    const hostile = hostileReport();
    const validator = new HtmlValidate({
      root: true,
      extends: ['html-validate:recommended'],
      rules: {
        'void-style': ['error', { style: 'selfclosing' }],
        'doctype-style': 'off',
        'long-title': 'off',
        'prefer-native-element': 'off',
      },
    });
    for (const one of [
      page,
      comparisonPage(hostile, after, compareReports(hostile, after)),
      matrixPage([hostile, before, after]),
    ]) {
      const html = pageHtml(one);

      expect((await validator.validateString(html)).results.flatMap(({ messages }) => messages)).toStrictEqual([]);
      expect(html).not.toMatch(/<script|<img|javascript:[^ ]*"/);
    }
  });
});
