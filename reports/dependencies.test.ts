import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { type AssembleInput, assembleReport } from './assemble.ts';
import type { RequirementVerdict } from './report.ts';

function verdictsOf(input: Partial<AssembleInput>): Readonly<Record<string, string>> {
  return Object.fromEntries(assembleReport(sampleInput(input)).requirements.map(({ id, verdict }) => [id, verdict]));
}

describe('a dependency', () => {
  const chain = [
    sampleRequirement('a/root'),
    sampleRequirement('a/middle', { dependsOn: ['a/root'] }),
    sampleRequirement('a/leaf', { dependsOn: ['a/middle'] }),
  ];
  function chainResults(root: CaseVerdict, middle: CaseVerdict, leaf: CaseVerdict): readonly CaseResult[] {
    return [
      sampleResult('a/root', { verdict: root }),
      sampleResult('a/middle', { verdict: middle }),
      sampleResult('a/leaf', { verdict: leaf }),
    ];
  }
  const table: readonly (readonly [readonly [CaseVerdict, CaseVerdict, CaseVerdict], readonly RequirementVerdict[]])[] =
    [
      [
        ['fail', 'fail', 'fail'],
        ['fail', 'blocked', 'blocked'],
      ],
      [
        ['known-fail', 'fail', 'pass'],
        ['known-fail', 'blocked', 'pass'],
      ],
      [
        ['fail', 'pass', 'fail'],
        ['fail', 'pass', 'blocked'],
      ],
      [
        ['untestable', 'fail', 'pass'],
        ['untestable', 'fail', 'pass'],
      ],
      [
        ['pass', 'fail', 'fail'],
        ['pass', 'fail', 'blocked'],
      ],
      [
        ['fail', 'pass', 'pass'],
        ['fail', 'pass', 'pass'],
      ],
    ];
  for (const [given, expected] of table) {
    it(`turns ${given.join(' < ')} into ${expected.join(' < ')}`, () => {
      expect(Object.values(verdictsOf({ register: chain, results: chainResults(...given) }))).toStrictEqual(expected);
    });
  }

  it('is named by those it blocks, the root of the chain alone', () => {
    const { requirements, cases } = assembleReport(
      sampleInput({ register: chain, results: chainResults('fail', 'fail', 'fail') }),
    );

    expect(requirements.map(({ blockedBy }) => blockedBy)).toStrictEqual([undefined, ['a/root'], ['a/root']]);
    expect(cases.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'blocked', 'blocked']);
  });

  const wrongState = [{ kind: 'state', at: 'rules afterwards', expected: 'ssh', observed: 'none' }] as const;
  const wrongAnswer = [{ kind: 'code', at: 'code', expected: 'A', observed: 'B' }] as const;

  it('that failed by its response alone hides no rule removed wrongly', () => {
    const results = [
      sampleResult('a/root', { verdict: 'fail', mismatches: wrongAnswer }),
      sampleResult('a/middle', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/leaf', { verdict: 'fail', mismatches: wrongAnswer }),
    ];

    expect(Object.values(verdictsOf({ register: chain, results }))).toStrictEqual(['fail', 'fail', 'blocked']);
  });

  it('that removed rules wrongly blocks what removes them wrongly too', () => {
    const results = [
      sampleResult('a/root', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/middle', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/leaf'),
    ];

    expect(Object.values(verdictsOf({ register: chain, results }))).toStrictEqual(['fail', 'blocked', 'pass']);
  });

  it('is named only where it explains the failure', () => {
    const results = [
      sampleResult('a/root', { verdict: 'fail', mismatches: wrongAnswer }),
      sampleResult('a/middle', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/leaf', { verdict: 'fail', mismatches: wrongState }),
    ];

    const { requirements, cases } = assembleReport(sampleInput({ register: chain, results }));

    expect(requirements.map(({ verdict, blockedBy }) => [verdict, blockedBy])).toStrictEqual([
      ['fail', undefined],
      ['fail', undefined],
      ['blocked', ['a/middle']],
    ]);
    expect(cases.at(-1)?.reason).toStrictEqual({
      kind: 'dependency',
      requirements: ['a/middle'],
      message: 'cannot be judged while a/middle fails',
    });
  });

  it('that is listed in the baseline blocks as one that is not', () => {
    const results = [
      sampleResult('a/root', { verdict: 'known-fail', mismatches: wrongState }),
      sampleResult('a/middle', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/leaf'),
    ];

    expect(Object.values(verdictsOf({ register: chain, results }))).toStrictEqual(['known-fail', 'blocked', 'pass']);
  });

  for (const between of ['not-asked', 'untestable', 'not-implemented'] as const) {
    it(`blocks across a requirement that is ${between}`, () => {
      const results = chainResults('fail', between, 'fail');

      const middle = between === 'untestable' ? 'blocked' : between;
      expect(Object.values(verdictsOf({ register: chain, results }))).toStrictEqual(['fail', middle, 'blocked']);
    });
  }

  it('leaves a case failed that is also about a requirement which is not blocked', () => {
    const results = [sampleResult('a/both', { requirements: ['a/root', 'a/middle'], verdict: 'fail' })];

    const { requirements, cases } = assembleReport(sampleInput({ register: chain.slice(0, 2), results }));

    expect(requirements.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'blocked']);
    expect(cases.map(({ verdict }) => verdict)).toStrictEqual(['fail']);
  });

  it('is not needed to keep a requirement open of which a case failed for others alone', () => {
    const both = sampleResult('a/both', { requirements: ['b/one', 'b/two'], verdict: 'fail', failed: ['b/one'] });
    const register = [sampleRequirement('b/one'), sampleRequirement('b/two')];
    const alone = assembleReport(sampleInput({ register, results: [both] }));
    const other = assembleReport(sampleInput({ register, results: [both, sampleResult('b/two')] }));

    expect(alone.requirements.map(({ verdict, blockedBy }) => [verdict, blockedBy])).toStrictEqual([
      ['fail', undefined],
      ['blocked', ['b/one']],
    ]);
    expect(alone.summary.exitCode).toBe(1);
    expect(other.requirements.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'pass']);
    expect(other.requirements[1]?.cases).toStrictEqual(['a/both', 'b/two']);
  });

  it('is passed by a case in which only rules of other requirements came out wrong', () => {
    const both = sampleResult('a/both', {
      requirements: ['b/one', 'b/two'],
      verdict: 'fail',
      failed: ['b/one'],
      mismatches: wrongState,
    });
    const register = [sampleRequirement('b/one'), sampleRequirement('b/two')];

    expect(verdictsOf({ register, results: [both] })).toStrictEqual({ 'b/one': 'fail', 'b/two': 'pass' });
  });
});
