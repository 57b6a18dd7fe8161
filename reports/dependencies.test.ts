import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/judgement/case-result.ts';
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import { standingAt } from '../harness/judgement/judge-step.ts';
import { type AssembleInput, assembleReport } from './assemble.ts';
import type { RequirementVerdict } from './report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

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
        ['fail', 'pass', 'fail'],
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

  const wrongState = [{ at: standingAt, expected: 'ssh', observed: 'none' }];
  const wrongAnswer = [{ at: 'code', expected: 'A', observed: 'B' }];

  it('that failed by its answer alone hides no rule removed wrongly', () => {
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

  it('is named as what kept a case from being asked, be it the root of the chain or not', () => {
    const results = [
      sampleResult('a/root', { verdict: 'fail', mismatches: wrongAnswer }),
      sampleResult('a/middle', { verdict: 'fail', mismatches: wrongState }),
      sampleResult('a/leaf', { verdict: 'blocked', explanation: 'not asked, since a/middle fails' }),
    ];

    const { requirements } = assembleReport(sampleInput({ register: chain, results }));

    expect(requirements.at(-1)).toMatchObject({ verdict: 'blocked', blockedBy: ['a/middle'] });
  });

  it('leaves a case failed that also speaks for a requirement which is not blocked', () => {
    const results = [sampleResult('a/both', { requirements: ['a/root', 'a/middle'], verdict: 'fail' })];

    const { requirements, cases } = assembleReport(sampleInput({ register: chain.slice(0, 2), results }));

    expect(requirements.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'blocked']);
    expect(cases.map(({ verdict }) => verdict)).toStrictEqual(['fail']);
  });
});
