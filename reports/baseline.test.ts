import { describe, expect, it } from 'vitest';
import {
  baselineRegister,
  baselineRun,
  entry,
  fine,
  named,
  sampleOperation,
  verdictsIn,
} from '../test-support/reports/baseline-runs.ts';
import { type BaselineEntry, casesToAsk, counterexamplesToAsk, resolveBaseline } from './baseline.ts';
import type { Report } from './report.ts';

describe('a known failure', () => {
  for (const match of ['a/one', 'a/one-x', 'a/one*', '*/one']) {
    it(`that ${match} lists fails no run`, () => {
      const report = baselineRun({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries: [entry(match)] });

      expect(verdictsIn(report)).toStrictEqual({
        cases: { ...fine, 'a/one-x': 'known-fail' },
        exitCode: 0,
        reasons: [],
      });
      expect(report.summary.requirements).toMatchObject({ knownFail: 1, pass: 2, fail: 0 });
    });
  }

  it('says its reason, its issue and its last day', () => {
    const entries = [entry('a/one', { reason: 'no clock', issue: '#7', until: '2025-01-02' })];
    const { cases } = baselineRun({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries });

    expect(cases[0]?.reason).toStrictEqual({
      kind: 'baseline',
      message: 'listed in the baseline: no clock; #7; until 2025-01-02',
    });
  });

  it('does not excuse another one', () => {
    const report = baselineRun({
      verdicts: { ...fine, 'a/one-x': 'fail', 'a/two-x': 'fail' },
      entries: [entry('a/one')],
    });

    expect(verdictsIn(report)).toMatchObject({ exitCode: 1, reasons: ['a/two fails'] });
  });

  it('of a general check is listed by its requirement', () => {
    expect(baselineRun({ verdicts: fine, entries: [entry('b/every')], every: 'fails' }).summary.exitCode).toBe(0);
    expect(baselineRun({ verdicts: fine, entries: [], every: 'fails' }).summary.exitCode).toBe(1);
  });
});

describe('a run fails on a baseline', () => {
  it('of which a failure passes', () => {
    for (const match of ['a/one', 'a/one-x', 'a/one-*', 'b/every']) {
      const { summary, requirements } = baselineRun({ verdicts: fine, entries: [entry(match)] });
      const id = match === 'b/every' ? match : 'a/one';

      expect(summary.exitCode).toBe(1);
      expect(summary.reasons).toStrictEqual([`${match} passes although the baseline lists it as a known failure`]);
      expect(requirements.find((one) => one.id === id)?.verdict).toBe('unexpected-pass');
    }
  });

  it('of which an entry matches nothing that could fail', () => {
    for (const match of ['a/onne', 'c/*', 'a/open', 'a/open-x']) {
      expect(verdictsIn(baselineRun({ verdicts: fine, entries: [entry(match)] }))).toStrictEqual({
        cases: fine,
        exitCode: 1,
        reasons: [`the baseline's entry ${match} matches no requirement and no case that could fail`],
      });
    }
  });

  it('of which an entry expired, and its failure counts again', () => {
    const entries = [entry('a/one', { until: '2025-01-01' })];
    const { cases, reasons, exitCode } = verdictsIn(baselineRun({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries }));

    expect(cases['a/one-x']).toBe('fail');
    expect(exitCode).toBe(1);
    expect(reasons).toContain("the baseline's entry a/one expired on 2025-01-01: known");
  });
});

describe('a failure is not taken for fixed', () => {
  it('while another case of its requirement fails', () => {
    const report = baselineRun({
      verdicts: { ...fine, 'a/one-x': 'fail', 'a/one-y': 'pass' },
      entries: [entry('a/one')],
    });

    expect(verdictsIn(report)).toMatchObject({ cases: { 'a/one-x': 'known-fail', 'a/one-y': 'pass' }, exitCode: 0 });
  });

  it('while a case of its requirement was not run, or could not be judged', () => {
    expect(baselineRun({ verdicts: fine, entries: [entry('a/one')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
    expect(
      verdictsIn(baselineRun({ verdicts: { ...fine, 'a/one-y': 'untestable' }, entries: [entry('a/one')] })).reasons,
    ).not.toContain('a/one passes although the baseline lists it as a known failure');
  });

  it('while a part of the responses was not seen', () => {
    expect(baselineRun({ verdicts: fine, entries: [entry('b/every')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
  });
});

describe('an entry', () => {
  const stateOf = (report: Report) => report.baseline?.map(({ state }) => state);
  const named = entry('a/one', { cases: ['a/one-x', 'a/one-y'] });

  it('is in use while something that it matches fails, whether it names that or not', () => {
    for (const id of ['a/one-x', 'a/one-z']) {
      const report = baselineRun({ verdicts: { ...fine, [id]: 'fail' }, entries: [named] });

      expect(stateOf(report)).toStrictEqual(['in-use']);
      expect(report.baseline).toStrictEqual([
        { operation: sampleOperation, match: 'a/one', state: 'in-use', reason: 'known', cases: ['a/one-x', 'a/one-y'] },
      ]);
      expect(report.summary.exitCode).toBe(0);
    }
  });

  it('is stale when all cases that it names pass, whatever else was not asked', () => {
    const report = baselineRun({ verdicts: { ...fine, 'a/one-y': 'pass' }, entries: [named], notRun: ['a/one-z'] });

    expect(stateOf(report)).toStrictEqual(['stale']);
    expect(report.summary).toMatchObject({ verdict: 'does-not-conform', exitCode: 1 });
  });

  const undecided = ['untestable', 'not-asked', 'not-applicable', 'not-implemented', 'error', 'blocked'] as const;
  for (const verdict of undecided) {
    it(`is not checked while a case that it names is ${verdict}, and fails no run`, () => {
      const report = baselineRun({ verdicts: { ...fine, 'a/one-y': verdict }, entries: [named] });

      expect(stateOf(report)).toStrictEqual(['not-checked']);
      expect(report.summary.reasons).not.toContain('a/one passes although the baseline lists it as a known failure');
      expect(report.requirements.find(({ id }) => id === 'a/one')?.verdict).not.toBe('unexpected-pass');
    });
  }

  it('is not checked while a case that it names was not run', () => {
    expect(stateOf(baselineRun({ verdicts: fine, entries: [named] }))).toStrictEqual(['not-checked']);
    expect(baselineRun({ verdicts: fine, entries: [named] }).summary.exitCode).toBe(0);
  });

  it('of a case is stale although another case of the requirement fails', () => {
    const report = baselineRun({
      verdicts: { ...fine, 'a/one-y': 'fail' },
      entries: [entry('a/one-x', { cases: ['a/one-x'] })],
    });

    expect(stateOf(report)).toStrictEqual(['stale']);
    expect(report.summary.reasons).toStrictEqual([
      'a/one-x passes although the baseline lists it as a known failure',
      'a/one fails',
    ]);
  });

  it('of a general check is stale when it held on the responses to the cases that it names', () => {
    const every = entry('b/every', { cases: ['a/one-x'] });

    expect(stateOf(baselineRun({ verdicts: fine, entries: [every], notRun: ['a/two-z'] }))).toStrictEqual(['stale']);
    expect(
      stateOf(
        baselineRun({ verdicts: fine, entries: [entry('b/every', { cases: ['a/one-y'] })], notRun: ['a/one-y'] }),
      ),
    ).toStrictEqual(['not-checked']);
    expect(stateOf(baselineRun({ verdicts: fine, entries: [every], every: 'fails' }))).toStrictEqual(['in-use']);
  });

  it('without cases has all listed cases of what it matches, of which those that do not apply do not count', () => {
    expect(
      stateOf(baselineRun({ verdicts: { ...fine, 'a/one-y': 'not-applicable' }, entries: [entry('a/one')] })),
    ).toStrictEqual(['stale']);
    expect(
      stateOf(baselineRun({ verdicts: { ...fine, 'a/one-x': 'not-applicable' }, entries: [entry('a/one')] })),
    ).toStrictEqual(['not-checked']);
  });

  it('that is about another operation is kept for that one', () => {
    const other = entry('a/nothing', { operation: 'RevokeSecurityGroupEgress' });
    const matchable = { operation: sampleOperation, requirements: baselineRegister, cases: [], invariants: [] };

    expect(resolveBaseline([other], matchable, '2025-01-02')).toStrictEqual({
      entries: [],
      others: [other],
      complaints: [],
    });
  });
});

describe('a run has to ask for its baseline', () => {
  const listed = ['a/one-x', 'a/one-y', 'a/two-x'].map(named);
  const matchable = {
    operation: sampleOperation,
    requirements: baselineRegister,
    cases: listed,
    invariants: ['b/every'],
  };
  const asked = (...entries: readonly BaselineEntry[]) => casesToAsk(resolveBaseline(entries, matchable, '2025-01-02'));
  const generated = { id: 'a/two-x@a/one', title: 'generated' } as never;

  it('the listed cases that an entry names, once', () => {
    expect(
      asked(
        entry('a/one', { cases: ['a/one-y', 'a/two-x@a/one', 'a/gone-x'] }),
        entry('a/one-y', { cases: ['a/one-y'] }),
      ),
    ).toStrictEqual(['a/one-y']);
  });

  it('all listed cases of what a hand-written one matches; but not every case for a general check', () => {
    expect(asked(entry('a/one'))).toStrictEqual(['a/one-x', 'a/one-y']);
    expect(asked(entry('b/every'))).toStrictEqual([]);
  });

  it('the counterexamples that an entry holds, each for its requirement', () => {
    const counterexamples = [{ id: 'a/two-x@a/one', case: generated }];
    const held = entry('a/one', { cases: ['a/two-x@a/one'], counterexamples });

    expect(counterexamplesToAsk(resolveBaseline([held, held], matchable, '2025-01-02'))).toStrictEqual([
      { id: 'a/two-x@a/one', case: generated, requirements: ['a/one'] },
    ]);
  });
});
