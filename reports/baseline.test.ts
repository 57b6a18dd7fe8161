import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import { assembleReport } from './assemble.ts';
import { type BaselineEntry, entriesInUse, resolveBaseline } from './baseline.ts';
import type { Report } from './report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';
import { smallestBaseline } from './write-baseline.ts';

const departure = { at: 'status', expected: '400', observed: '200' };
const register = [
  sampleRequirement('a/one'),
  sampleRequirement('a/two'),
  sampleRequirement('a/open', { level: 'OBSERVE' }),
  sampleRequirement('b/every'),
];

interface Ran {
  readonly verdicts: Readonly<Record<string, CaseVerdict>>;
  readonly entries?: readonly BaselineEntry[];
  readonly notRun?: readonly string[];
  readonly every?: 'holds' | 'departs';
}

/** Cases are named by their requirement and a letter: `a/one-x`. */
function run({ verdicts, entries = [], notRun = [], every = 'holds' }: Ran): Report {
  const results = Object.entries(verdicts).map(([id, verdict]) =>
    sampleResult(id, {
      requirements: [id.slice(0, -2)],
      verdict,
      ...(verdict === 'fail' ? { mismatches: [mismatch], observed: `200 of ${id}` } : {}),
      findings: [{ requirement: 'b/every', mismatches: every === 'departs' ? [departure] : [], exchange: 0 }],
    }),
  );
  const cases = [...results.map(({ id, requirements }) => ({ id, requirements })), ...notRun.map(named)];
  const matchable = { requirements: register, cases, invariants: ['b/every'] };
  const baseline = resolveBaseline(entries, matchable, '2025-01-02');
  return assembleReport(sampleInput({ register, results, baseline, invariantRequirements: ['b/every'] }));
}

function named(id: string) {
  return { id, requirements: [id.slice(0, -2)] };
}

function verdictsIn({ cases, summary }: Report) {
  return {
    cases: Object.fromEntries(cases.filter(({ id }) => !id.includes('@')).map(({ id, verdict }) => [id, verdict])),
    exitCode: summary.exitCode,
    because: summary.because,
  };
}

const fine = { 'a/one-x': 'pass', 'a/two-x': 'pass', 'a/open-x': 'observed' } as const;
const entry = (match: string, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  match,
  reason: 'known',
  ...more,
});

describe('a known failure', () => {
  for (const match of ['a/one', 'a/one-x', 'a/one*', '*/one']) {
    it(`that ${match} lists fails no run`, () => {
      const report = run({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries: [entry(match)] });

      expect(verdictsIn(report)).toStrictEqual({
        cases: { ...fine, 'a/one-x': 'known-fail' },
        exitCode: 0,
        because: [],
      });
      expect(report.summary.requirements).toMatchObject({ knownFail: 1, pass: 2, fail: 0 });
    });
  }

  it('says its reason, its issue and its last day', () => {
    const entries = [entry('a/one', { reason: 'no clock', issue: '#7', until: '2025-01-02' })];
    const { cases } = run({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries });

    expect(cases[0]?.explanation).toBe('listed in the baseline: no clock; #7; until 2025-01-02');
  });

  it('does not excuse another one', () => {
    const report = run({ verdicts: { ...fine, 'a/one-x': 'fail', 'a/two-x': 'fail' }, entries: [entry('a/one')] });

    expect(verdictsIn(report)).toMatchObject({ exitCode: 1, because: ['a/two fails'] });
  });

  it('of all answers is listed by its requirement', () => {
    expect(run({ verdicts: fine, entries: [entry('b/every')], every: 'departs' }).summary.exitCode).toBe(0);
    expect(run({ verdicts: fine, entries: [], every: 'departs' }).summary.exitCode).toBe(1);
  });
});

describe('a run fails on a baseline', () => {
  it('of which a failure passes', () => {
    for (const match of ['a/one', 'a/one-x', 'a/one-*', 'b/every']) {
      const { summary, requirements } = run({ verdicts: fine, entries: [entry(match)] });
      const id = match === 'b/every' ? match : 'a/one';

      expect(summary.exitCode).toBe(1);
      expect(summary.because).toStrictEqual([`${id} passes although the baseline lists it as a known failure`]);
      expect(requirements.find((one) => one.id === id)?.verdict).toBe('unexpected-pass');
    }
  });

  it('of which an entry matches nothing that could fail', () => {
    for (const match of ['a/onne', 'c/*', 'a/open', 'a/open-x']) {
      expect(verdictsIn(run({ verdicts: fine, entries: [entry(match)] }))).toStrictEqual({
        cases: fine,
        exitCode: 1,
        because: [`the baseline's entry ${match} matches no requirement and no case that could fail`],
      });
    }
  });

  it('of which an entry expired, and its failure counts again', () => {
    const entries = [entry('a/one', { until: '2025-01-01' })];
    const { cases, because, exitCode } = verdictsIn(run({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries }));

    expect(cases['a/one-x']).toBe('fail');
    expect(exitCode).toBe(1);
    expect(because).toContain("the baseline's entry a/one expired on 2025-01-01: known");
  });
});

describe('a failure is not taken for mended', () => {
  it('while another case of its requirement fails', () => {
    const report = run({ verdicts: { ...fine, 'a/one-x': 'fail', 'a/one-y': 'pass' }, entries: [entry('a/one')] });

    expect(verdictsIn(report)).toMatchObject({ cases: { 'a/one-x': 'known-fail', 'a/one-y': 'pass' }, exitCode: 0 });
  });

  it('while a case of its requirement was not run, or could not be judged', () => {
    expect(run({ verdicts: fine, entries: [entry('a/one')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
    expect(
      verdictsIn(run({ verdicts: { ...fine, 'a/one-y': 'untestable' }, entries: [entry('a/one')] })).because,
    ).not.toContain('a/one passes although the baseline lists it as a known failure');
  });

  it('while a part of the answers was not seen', () => {
    expect(run({ verdicts: fine, entries: [entry('b/every')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
  });
});

describe('the smallest baseline of what failed', () => {
  const failed = run({
    verdicts: { 'a/one-x': 'fail', 'a/one-y': 'fail', 'a/two-x': 'fail', 'a/two-y': 'pass', 'a/open-x': 'observed' },
  });
  const written = smallestBaseline(failed, []);

  it('lists a requirement only where all of it fails', () => {
    expect(written).toStrictEqual({
      mode: 'server',
      entries: [
        { match: 'a/one', reason: 'failed on 2025-01-02: 200 of a/one-x' },
        { match: 'a/two-x', reason: 'failed on 2025-01-02: 200 of a/two-x' },
      ],
    });
  });

  it('makes the same run conform, and is valid by its schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../fixtures/schema/baseline.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020().compile(schema);
    const again = run({
      verdicts: { 'a/one-x': 'fail', 'a/one-y': 'fail', 'a/two-x': 'fail', 'a/two-y': 'pass', 'a/open-x': 'observed' },
      entries: written.entries,
    });

    expect(verdictsIn(again)).toMatchObject({ exitCode: 0, because: [] });
    expect(validate(written)).toBe(true);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one' }] })).toBe(false);
  });

  it('keeps the entries that are in use, with their reasons', () => {
    const entries = [entry('a/one', { issue: '#7' }), entry('a/two')];
    const report = run({ verdicts: { 'a/one-x': 'fail', 'a/two-x': 'pass', 'a/open-x': 'observed' }, entries });
    const resolved = entries.map((one) => ({ ...one, proof: [] }));

    expect(smallestBaseline(report, entriesInUse(resolved, report.cases)).entries).toStrictEqual([
      { match: 'a/one', reason: 'known', issue: '#7' },
    ]);
  });

  it('covers a case of two requirements once', () => {
    const results = [
      sampleResult('a/both', { requirements: ['a/one', 'a/two'], verdict: 'fail' }),
      sampleResult('a/one-x', { requirements: ['a/one'], verdict: 'fail' }),
    ];

    const { entries } = smallestBaseline(assembleReport(sampleInput({ register, results })), []);

    expect(entries.map(({ match }) => match)).toStrictEqual(['a/one']);
  });

  it('is empty where nothing failed', () => {
    expect(smallestBaseline(run({ verdicts: fine }), []).entries).toStrictEqual([]);
  });
});
