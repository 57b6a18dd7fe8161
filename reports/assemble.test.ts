import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import type { Reason } from '../harness/checks/reason.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { type AssembleInput, assembleReport } from './assemble.ts';
import { uneventful } from './conclusion.ts';
import type { RequirementVerdict } from './report.ts';

const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;

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
    [['untestable', 'not-implemented'], 'untestable'],
    [['pass', 'not-implemented'], 'not-implemented'],
    [['fail', 'not-implemented'], 'fail'],
    [['pass', 'not-applicable'], 'pass'],
    [['pass', 'observed'], 'pass'],
    [['observed', 'not-applicable'], 'observed'],
    [['not-applicable'], 'not-applicable'],
    [[], 'untestable'],
  ];

  const partly: readonly (readonly [CaseVerdict, Reason['kind'], RequirementVerdict])[] = [
    ['pass', 'no-calls-left', 'not-asked'],
    ['pass', 'interrupted', 'not-asked'],
    ['pass', 'effort', 'pass'],
    ['pass', 'selection', 'pass'],
    ['observed', 'no-calls-left', 'not-asked'],
    ['observed', 'effort', 'observed'],
    ['fail', 'no-calls-left', 'fail'],
    ['known-fail', 'no-calls-left', 'known-fail'],
    ['blocked', 'no-calls-left', 'blocked'],
    ['untestable', 'no-calls-left', 'untestable'],
    ['not-implemented', 'no-calls-left', 'not-implemented'],
    ['not-applicable', 'no-calls-left', 'not-asked'],
    ['not-applicable', 'effort', 'not-asked'],
  ];
  for (const [verdict, kind, expected] of partly) {
    it(`with one case that is ${verdict} and one not asked (${kind}) is ${expected}`, () => {
      const missing = { verdict: 'not-asked', reason: { kind, message: 'why' } as Reason } as const;
      const results = [
        sampleResult('a/case-0', { requirements: ['a/one'], verdict }),
        sampleResult('a/case-1', { requirements: ['a/one'], ...missing }),
      ];

      expect(verdictsOf({ results })).toStrictEqual({ 'a/one': expected });
      expect(verdictsOf({ results: results.toReversed() })).toStrictEqual({ 'a/one': expected });
    });
  }

  it('says why it was not asked, as its case does', () => {
    const reason = { kind: 'no-calls-left', message: 'the call limit was reached' } as const;
    const results = [
      sampleResult('a/one'),
      sampleResult('a/one-b', { requirements: ['a/one'], verdict: 'not-asked', reason }),
    ];

    expect(assembleReport(sampleInput({ results })).requirements[0]).toMatchObject({ verdict: 'not-asked', reason });
  });

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
    [['observed', 'not-asked'], 'observed'],
    [['untestable'], 'untestable'],
    [['not-asked'], 'not-asked'],
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

  it('that was not selected is not asked, unless a case is about it', () => {
    const register = ['a/one', 'a/two', 'a/three'].map((id) => sampleRequirement(id));
    const results = [sampleResult('a/one', { requirements: ['a/one', 'a/two'] })];
    const input = sampleInput({ register, results, selected: new Set(['a/one']), effort: 'smoke' });
    const effort = assembleReport(input).requirements.at(-1);
    const selection = assembleReport({ ...input, isLimited: true }).requirements.at(-1);

    expect(verdictsOf(input)).toStrictEqual({ 'a/one': 'pass', 'a/two': 'pass', 'a/three': 'not-asked' });
    expect(effort?.reason).toStrictEqual({ kind: 'effort', message: 'no case of it is part of effort smoke' });
    expect(selection?.reason).toStrictEqual({ kind: 'selection', message: 'left out by --only, --skip or --mode' });
  });

  it('that was selected, and that no case of a run which ended early is about, is not asked', () => {
    const register = [sampleRequirement('a/one'), sampleRequirement('a/two')];
    const report = assembleReport(sampleInput({ register, events: { ...uneventful, cutShort: ['interrupted'] } }));

    expect(report.requirements[1]).toMatchObject({ verdict: 'not-asked', reason: { kind: 'interrupted' } });
    expect(report.summary).toMatchObject({ verdict: 'incomplete', exitCode: 3 });
  });

  it('of which a case did not repeat its failure passes, and the case is counted as flaky', () => {
    const reason = { kind: 'flaky', message: 'failed once' } as const;
    const one = assembleReport(sampleInput({ results: [sampleResult('a/one', { reason })] }));
    const many = assembleReport(sampleInput({ results: [sampleResult('a/one', { reason, verdict: 'untestable' })] }));

    expect([one.requirements[0]?.verdict, one.summary.flakyCases, one.summary.exitCode]).toStrictEqual(['pass', 1, 0]);
    expect([many.requirements[0]?.verdict, many.summary.flakyCases]).toStrictEqual(['untestable', 0]);
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
    ['not-asked', 'fail', 'blocked'],
    ['fail', 'not-asked', 'not-asked'],
    ['fail', 'untestable', 'untestable'],
    ['fail', 'not-applicable', 'not-applicable'],
    ['fail', 'error', 'error'],
  ];
  for (const [control, refusal, expected] of table) {
    it(`that is ${control} makes a refusal that is ${refusal} ${expected}`, () => {
      expect(withControl(control, refusal)).toStrictEqual([control, expected]);
    });
  }

  it('is named by what it blocks', () => {
    const results = [
      sampleResult('a/control', { verdict: 'fail' }),
      sampleResult('a/refusal', { control: 'a/control' }),
    ];
    const register = [sampleRequirement('a/control'), sampleRequirement('a/refusal')];
    const { cases, requirements } = assembleReport(sampleInput({ register, results }));
    const message = 'its control a/control did not pass (fail), so the outcome proves nothing';

    expect(cases[1]?.reason).toStrictEqual({ kind: 'control', control: 'a/control', message });
    expect(requirements[1]).toMatchObject({
      verdict: 'blocked',
      blockedBy: ['a/control'],
      reason: { kind: 'control' },
    });
  });

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

describe('the report', () => {
  it('keeps the failed one of two results with the same id', () => {
    const id = 'a/generated@a/one';
    const results = [sampleResult(id), sampleResult(id, { verdict: 'fail' }), sampleResult(id)].map((one) => ({
      ...one,
      requirements: ['a/one'],
    }));

    expect(assembleReport(sampleInput({ results })).cases.map(({ verdict }) => verdict)).toStrictEqual(['fail']);
  });
});

describe('a response that could not be read', () => {
  it('blocks by what is broken about it, and not by its control, which passed', () => {
    const register = ['a/control', 'a/refusal', 'r/every'].map((id) => sampleRequirement(id));
    const results = [
      sampleResult('a/control'),
      sampleResult('a/refusal', {
        verdict: 'blocked',
        control: 'a/control',
        reason: { kind: 'unreadable-error', message: 'the error cannot be read' },
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
  it('hold responses to open questions, and which response was given where several pass', () => {
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

    const operation = 'RevokeSecurityGroupIngress';

    expect(assembleReport(sampleInput({ register, results })).observations).toStrictEqual([
      { operation, id: 'a/open', requirements: ['a/open'], answer: '400 InvalidParameterValue' },
      { operation, id: 'a/disputed', requirements: ['a/disputed'], answer: 'silent' },
    ]);
  });
});

describe('the report', () => {
  it('holds the facts of the run', () => {
    const report = assembleReport(sampleInput({ callsByAction: { A: 2, B: 3 } }));

    expect(report).toMatchObject({
      schemaVersion: 2,
      startedAt: '2025-01-02T03:04:05.000Z',
      durationMs: 1234,
      seed: 42,
      calls: { total: 5, byAction: { A: 2, B: 3 } },
      mode: 'server',
      operations: ['RevokeSecurityGroupIngress'],
      effort: 'default',
    });
    expect(report.requirements[0]?.operation).toBe('RevokeSecurityGroupIngress');
    expect(report.cases[0]?.operation).toBe('RevokeSecurityGroupIngress');
    expect(report.summary.operations).toStrictEqual([
      { operation: 'RevokeSecurityGroupIngress', verdict: 'conforms', requirements: report.summary.requirements },
    ]);
    expect(report).not.toHaveProperty('baseline');
    expect(report.cases[0]).not.toHaveProperty('findings');
  });
});
