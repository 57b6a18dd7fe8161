import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/judgement/case-result.ts';
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import { type AssembleInput, assembleReport } from './assemble.ts';
import type { RequirementVerdict } from './report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

const departure = { at: 'status', expected: '400', observed: '200' };

function verdictsOf(input: Partial<AssembleInput>): Readonly<Record<string, string>> {
  return Object.fromEntries(assembleReport(sampleInput(input)).requirements.map(({ id, verdict }) => [id, verdict]));
}

function resultsWith(verdicts: readonly CaseVerdict[]): readonly CaseResult[] {
  return verdicts.map((verdict, index) => sampleResult(`a/case-${index}`, { requirements: ['a/one'], verdict }));
}

describe('a requirement', () => {
  const table: readonly (readonly [readonly CaseVerdict[], RequirementVerdict])[] = [
    [['pass', 'pass'], 'pass'],
    [['pass', 'fail'], 'fail'],
    [['fail', 'unexpected-pass'], 'fail'],
    [['known-fail', 'unexpected-pass'], 'unexpected-pass'],
    [['known-fail', 'blocked'], 'known-fail'],
    [['blocked', 'untestable'], 'blocked'],
    [['pass', 'blocked'], 'blocked'],
    [['pass', 'untestable'], 'untestable'],
    [['pass', 'error'], 'untestable'],
    [['pass', 'not-implemented'], 'untestable'],
    [['pass', 'not-applicable'], 'pass'],
    [['pass', 'observed'], 'pass'],
    [['observed', 'not-applicable'], 'observed'],
    [['not-applicable'], 'not-applicable'],
    [[], 'untestable'],
  ];
  for (const [cases, expected] of table) {
    it(`with the cases [${cases.join(', ')}] is ${expected}, in any order`, () => {
      expect(verdictsOf({ results: resultsWith(cases) })).toStrictEqual({ 'a/one': expected });
      expect(verdictsOf({ results: resultsWith(cases.toReversed()) })).toStrictEqual({ 'a/one': expected });
    });
  }

  const open: readonly (readonly [readonly CaseVerdict[], RequirementVerdict])[] = [
    [['fail'], 'observed'],
    [['pass'], 'observed'],
    [['untestable', 'observed'], 'observed'],
    [['untestable'], 'untestable'],
    [['not-applicable'], 'not-applicable'],
  ];
  for (const [cases, expected] of open) {
    it(`that is an open question with the cases [${cases.join(', ')}] is ${expected}`, () => {
      const register = [sampleRequirement('a/one', { level: 'OBSERVE' })];

      expect(verdictsOf({ register, results: resultsWith(cases) })).toStrictEqual({ 'a/one': expected });
    });
  }

  it('that binds only clients is no part of a report on a server', () => {
    const register = [sampleRequirement('a/one'), sampleRequirement('a/two', { binds: ['client'] })];

    expect(verdictsOf({ register })).toStrictEqual({ 'a/one': 'pass' });
  });

  it('that was not selected is left out, unless a case speaks for it', () => {
    const register = ['a/one', 'a/two', 'a/three'].map((id) => sampleRequirement(id));
    const results = [sampleResult('a/one', { requirements: ['a/one', 'a/two'] })];

    expect(verdictsOf({ register, results, selected: new Set(['a/one']) })).toStrictEqual({
      'a/one': 'pass',
      'a/two': 'pass',
    });
  });
});

describe('a control', () => {
  function withControl(control: CaseVerdict | undefined, verdict: CaseVerdict): readonly string[] {
    const register = [sampleRequirement('a/control'), sampleRequirement('a/refusal')];
    const results = [
      ...(control === undefined ? [] : [sampleResult('a/control', { verdict: control })]),
      sampleResult('a/refusal', { verdict, control: 'a/control' }),
    ];
    return assembleReport(sampleInput({ register, results })).cases.map((one) => one.verdict);
  }
  const table: readonly (readonly [CaseVerdict, CaseVerdict, CaseVerdict])[] = [
    ['pass', 'pass', 'pass'],
    ['pass', 'fail', 'fail'],
    ['fail', 'pass', 'blocked'],
    ['fail', 'fail', 'blocked'],
    ['error', 'pass', 'blocked'],
    ['untestable', 'observed', 'blocked'],
    ['known-fail', 'pass', 'blocked'],
    ['fail', 'untestable', 'untestable'],
    ['fail', 'not-applicable', 'not-applicable'],
    ['fail', 'error', 'error'],
  ];
  for (const [control, refusal, expected] of table) {
    it(`that is ${control} makes a refusal that is ${refusal} ${expected}`, () => {
      expect(withControl(control, refusal)).toStrictEqual([control, expected]);
    });
  }

  it('that was not run proves nothing', () => {
    expect(withControl(undefined, 'pass')).toStrictEqual(['blocked']);
  });

  it('that is itself blocked proves nothing', () => {
    const results = [
      sampleResult('a/one', { verdict: 'fail' }),
      sampleResult('a/two', { control: 'a/one' }),
      sampleResult('a/three', { control: 'a/two' }),
    ];

    expect(assembleReport(sampleInput({ results })).cases.map((one) => one.verdict)).toStrictEqual([
      'fail',
      'blocked',
      'blocked',
    ]);
  });

  it('may be the case itself without the run going in a circle', () => {
    const results = [sampleResult('a/one', { control: 'a/one' })];

    expect(assembleReport(sampleInput({ results })).cases[0]?.verdict).toBe('pass');
  });
});

describe('an invariant', () => {
  function judged(findings: readonly (readonly [string, boolean])[], level: 'MUST' | 'OBSERVE' = 'MUST') {
    const results = findings.map(([id, holds]) =>
      sampleResult(id, {
        exchanges: [{ request: `request of ${id}`, response: 'answer', status: 200, durationMs: 1 }],
        findings: [{ requirement: 'r/every', mismatches: holds ? [] : [departure], exchange: 0 }],
      }),
    );
    const report = assembleReport(
      sampleInput({
        register: [sampleRequirement('a/one'), sampleRequirement('r/every', { level })],
        results: [sampleResult('a/one'), ...results],
        invariantRequirements: ['r/every'],
      }),
    );
    return {
      requirement: report.requirements.find(({ id }) => id === 'r/every'),
      one: report.cases.find(({ id }) => id === 'r/every@every-answer'),
      others: report.cases.filter(({ id }) => !id.endsWith('@every-answer')),
    };
  }

  it('that held is one passing case with the number of answers', () => {
    const { one, requirement } = judged([
      ['a/1', true],
      ['a/2', true],
    ]);

    expect(one).toMatchObject({ kind: 'property', verdict: 'pass', observed: 'held over 2 answers', exchanges: [] });
    expect(requirement?.verdict).toBe('pass');
  });

  it('that departed shows the first three exchanges and fails no other case', () => {
    const { one, requirement, others } = judged([
      ['a/1', true],
      ['a/2', false],
      ['a/3', false],
      ['a/4', false],
      ['a/5', false],
    ]);

    expect(one).toMatchObject({
      verdict: 'fail',
      observed: '4 of 5 answers depart, in 4 cases: first in a/2',
      mismatches: [departure, departure, departure],
      reproduce: { command: "ec2-conformance run --only 'a/2'" },
    });
    expect(one?.exchanges.map(({ request }) => request)).toStrictEqual(
      ['a/2', 'a/3', 'a/4'].map((id) => `request of ${id}`),
    );
    expect(requirement?.verdict).toBe('fail');
    expect(others.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it('that applied to no answer is untestable', () => {
    expect(judged([]).requirement?.verdict).toBe('untestable');
  });

  it('that applied to no answer does not apply where the cases that ask for one do not', () => {
    const lacking = { requirements: ['r/every'], verdict: 'not-applicable', explanation: 'lacks rule-ids' } as const;
    const verdictWith = (...results: readonly CaseResult[]): string | undefined =>
      assembleReport(
        sampleInput({
          register: [sampleRequirement('r/every')],
          results,
          invariantRequirements: ['r/every'],
        }),
      ).requirements[0]?.verdict;

    expect(verdictWith(sampleResult('a/1', lacking))).toBe('not-applicable');
    expect(verdictWith(sampleResult('a/1', lacking), sampleResult('a/2', { ...lacking, verdict: 'pass' }))).toBe(
      'untestable',
    );
    expect(verdictWith(sampleResult('a/1', { verdict: 'not-applicable', explanation: 'of another' }))).toBe(
      'untestable',
    );
  });

  it('that is an open question is observed', () => {
    expect(judged([['a/1', false]], 'OBSERVE')).toMatchObject({ one: { verdict: 'observed', answer: 'departs' } });
    expect(judged([['a/1', true]], 'OBSERVE')).toMatchObject({ one: { verdict: 'observed', answer: 'holds' } });
  });
});

describe('an answer that could not be read', () => {
  it('blocks by what is broken about it, and not by its control, which passed', () => {
    const register = ['a/control', 'a/refusal', 'r/every'].map((id) => sampleRequirement(id));
    const results = [
      sampleResult('a/control'),
      sampleResult('a/refusal', {
        verdict: 'blocked',
        control: 'a/control',
        explanation: 'the error cannot be read',
        findings: [{ requirement: 'r/every', mismatches: [mismatch], exchange: 0 }],
      }),
    ];

    const { requirements, summary } = assembleReport(
      sampleInput({ register, results, invariantRequirements: ['r/every'] }),
    );

    expect(requirements.map(({ verdict, blockedBy }) => [verdict, blockedBy])).toStrictEqual([
      ['pass', undefined],
      ['blocked', ['r/every']],
      ['fail', undefined],
    ]);
    expect(summary.exitCode).toBe(1);
  });
});

describe('observations', () => {
  it('hold answers to open questions, and which answer was given where several pass', () => {
    const register = [
      sampleRequirement('a/open', { level: 'OBSERVE' }),
      sampleRequirement('a/disputed', { accepts: ['refused', 'silent'] }),
      sampleRequirement('a/plain', { accepts: [] }),
    ];
    const results = [
      sampleResult('a/open', { verdict: 'observed', observed: '400 InvalidParameterValue' }),
      sampleResult('a/disputed', { answer: 'silent' }),
      sampleResult('a/plain', { answer: 'revoked' }),
    ];

    expect(assembleReport(sampleInput({ register, results })).observations).toStrictEqual([
      { id: 'a/open', requirements: ['a/open'], answer: '400 InvalidParameterValue' },
      { id: 'a/disputed', requirements: ['a/disputed'], answer: 'silent' },
    ]);
  });
});

describe('the report', () => {
  it('holds the facts of the run', () => {
    const report = assembleReport(sampleInput({ callsByAction: { A: 2, B: 3 } }));

    expect(report).toMatchObject({
      schemaVersion: 1,
      startedAt: '2025-01-02T03:04:05.000Z',
      durationMs: 1234,
      seed: 42,
      calls: { total: 5, byAction: { A: 2, B: 3 } },
      mode: 'server',
    });
    expect(report.cases[0]).not.toHaveProperty('findings');
  });
});
