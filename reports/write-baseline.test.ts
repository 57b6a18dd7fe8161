import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  baselineRegister,
  baselineRun,
  entry,
  fine,
  mismatch,
  named,
  sampleOperation,
  verdictsIn,
} from '../test-support/reports/baseline-runs.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import { type BaselineFile, casesToAsk, counterexamplesToAsk, resolveBaseline } from './baseline.ts';
import type { Report } from './report.ts';
import { smallestBaseline } from './write-baseline.ts';

describe('the smallest baseline of what failed', () => {
  const verdicts = {
    'a/one-x': 'fail',
    'a/one-y': 'fail',
    'a/two-x': 'fail',
    'a/two-y': 'pass',
    'a/open-x': 'observed',
  } as const;
  const written = smallestBaseline(baselineRun({ verdicts }));

  it('lists a requirement only where all of it fails, and the cases that prove it', () => {
    expect(written).toStrictEqual({
      mode: 'server',
      entries: [
        {
          operation: sampleOperation,
          match: 'a/one',
          cases: ['a/one-x', 'a/one-y'],
          reason: 'failed on 2025-01-02: 200 of a/one-x',
        },
        {
          operation: sampleOperation,
          match: 'a/two-x',
          cases: ['a/two-x'],
          reason: 'failed on 2025-01-02: 200 of a/two-x',
        },
      ],
    });
  });

  it('makes the same run conform, and is valid by its schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../fixtures/schema/baseline.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020().compile(schema);
    const counterexamples = [{ id: 'a/two-x@a/one', case: {} }];

    expect(verdictsIn(baselineRun({ verdicts, entries: written.entries }))).toMatchObject({ exitCode: 0, reasons: [] });
    expect(validate(written)).toBe(true);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one', reason: 'r', counterexamples }] })).toBe(true);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one' }] })).toBe(false);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one', reason: 'r', cases: [] }] })).toBe(false);
  });

  it('keeps the entries that are in use or not checked, as they are, and those about other operations', () => {
    const entries = [
      entry('a/one', { issue: '#7' }),
      entry('a/two', { cases: ['a/two-x'] }),
      entry('a/two-*', { cases: ['a/two-y'] }),
      entry('x/y', { operation: 'RevokeSecurityGroupEgress' }),
    ];
    const ran = { verdicts: { 'a/one-x': 'fail', 'a/two-x': 'pass', 'a/open-x': 'observed' }, entries } as const;
    const cases = Object.keys(ran.verdicts).map(named);
    const matchable = { operation: sampleOperation, requirements: baselineRegister, cases, invariants: ['b/every'] };

    const { entries: kept } = smallestBaseline(baselineRun(ran), resolveBaseline(entries, matchable, '2025-01-02'));

    expect(kept).toStrictEqual([
      { ...entries[0], operation: sampleOperation },
      { ...entries[2], operation: sampleOperation },
      entries[3],
    ]);
  });

  it('covers a case of two requirements once', () => {
    const results = [
      sampleResult('a/both', { requirements: ['a/one', 'a/two'], verdict: 'fail' }),
      sampleResult('a/one-x', { requirements: ['a/one'], verdict: 'fail' }),
    ];

    const { entries } = smallestBaseline(assembleReport(sampleInput({ register: baselineRegister, results })));

    expect(entries.map(({ match, cases }) => [match, cases])).toStrictEqual([['a/one', ['a/both', 'a/one-x']]]);
  });

  it('proves a general check by the first cases that it failed in', () => {
    const { entries } = smallestBaseline(
      baselineRun({ verdicts: { ...fine, 'a/two-y': 'pass', 'a/two-z': 'pass' }, every: 'fails' }),
    );

    expect(entries).toStrictEqual([
      {
        operation: sampleOperation,
        match: 'b/every',
        cases: ['a/one-x', 'a/two-x', 'a/open-x'],
        reason: 'failed on 2025-01-02: 5 of 5 responses do not meet it, in 5 cases, first in a/one-x',
      },
    ]);
  });

  it('holds in full what generated requests found, under an id that no run has to find', () => {
    const replay = { id: 'a/two-x', title: 'generated' };
    const generated = { kind: 'property', verdict: 'fail', replay } as const;
    const results = [
      sampleResult('a/two-x', { ...generated, requirements: ['a/two'] }),
      sampleResult('a/two-x@a/one', { ...generated, requirements: ['a/one'] }),
      sampleResult('a/one-x', { requirements: ['a/one'] }),
    ];
    const report = assembleReport(sampleInput({ register: baselineRegister, results }));

    expect(
      smallestBaseline(report).entries.map(({ match, cases, counterexamples }) => ({ match, cases, counterexamples })),
    ).toStrictEqual([
      { match: 'a/two', cases: ['a/two-x@a/two'], counterexamples: [{ id: 'a/two-x@a/two', case: replay }] },
      { match: 'a/one', cases: ['a/two-x@a/one'], counterexamples: [{ id: 'a/two-x@a/one', case: replay }] },
    ]);
    const [mine] = smallestBaseline({ ...report, mode: 'client' }).entries;
    expect(mine).toMatchObject({ cases: ['a/two-x'] });
    expect(mine).not.toHaveProperty('counterexamples');
  });

  it('is empty where nothing failed', () => {
    expect(smallestBaseline(baselineRun({ verdicts: fine })).entries).toStrictEqual([]);
  });
});

/**
 * A target of which `a/one` and `a/two` fail in part and a general check fails, asked with one case, with two, and with
 * all and generated requests: as the run command does, with what the baseline has to ask on top.
 */
describe('a baseline that was written at one effort', () => {
  const efforts = ['smoke', 'default', 'deep'] as const;
  const asked: Readonly<Record<(typeof efforts)[number], readonly string[]>> = {
    smoke: ['a/two-x'],
    default: ['a/one-x', 'a/two-x', 'a/two-y'],
    deep: ['a/one-x', 'a/one-y', 'a/two-x', 'a/two-y', 'a/three-x', 'a/generated'],
  };
  const all = [...asked.deep, 'a/open-x'].map((id) => ({ id, requirements: [requirementOf(id)] }));
  const requirements = [...baselineRegister, sampleRequirement('a/three'), sampleRequirement('a/random')];
  const matchable = { operation: sampleOperation, requirements, cases: all, invariants: ['b/every'] };
  const replay = { id: 'a/generated', title: 'generated' };

  function requirementOf(id: string): string {
    return id === 'a/generated' ? 'a/random' : id.slice(0, -2);
  }

  /** Generated requests find a failure of `a/three`, which its listed case does not show. */
  function ask(effort: (typeof efforts)[number], file: BaselineFile | undefined, fixed: boolean): Report {
    const baseline = resolveBaseline(file?.entries ?? [], matchable, '2025-01-02');
    const broken = fixed ? [] : ['a/one-x', 'a/one-y', 'a/two-y'];
    const ids = [...new Set([...asked[effort], ...casesToAsk(baseline)])];
    const found = { kind: 'property', requirements: ['a/three'], replay, verdict: fixed ? 'pass' : 'fail' } as const;
    const again = counterexamplesToAsk(baseline).map(({ id, requirements }) =>
      sampleResult(id, { ...found, requirements }),
    );
    const searched = effort === 'deep' && !fixed ? [sampleResult('a/generated@a/three', found)] : [];
    const results = ids.map((id) =>
      sampleResult(id, {
        requirements: [requirementOf(id)],
        verdict: broken.includes(id) ? 'fail' : 'pass',
        findings: [{ requirement: 'b/every', mismatches: fixed ? [] : [mismatch], exchange: 0 }],
      }),
    );
    return assembleReport(
      sampleInput({
        register: requirements,
        results: [...results, ...searched, ...again],
        selected: new Set([...ids.map(requirementOf), 'b/every']),
        invariantRequirements: ['b/every'],
        baseline,
        effort,
      }),
    );
  }

  for (const [index, effort] of efforts.entries()) {
    const file = smallestBaseline(ask(effort, undefined, false));

    for (const other of efforts.slice(0, index + 1)) {
      it(`${effort} excuses the same failures at effort ${other}`, () => {
        const { summary, baseline = [] } = ask(other, file, false);

        expect([summary.exitCode, summary.reasons]).toStrictEqual([0, []]);
        expect(new Set(baseline.map(({ state }) => state))).toStrictEqual(new Set(['in-use']));
      });
    }

    for (const other of efforts) {
      it(`${effort} has no entry that effort ${other} takes for stale while it fails`, () => {
        const { baseline = [] } = ask(other, file, false);

        expect(baseline.length).toBeGreaterThan(0);
        expect(baseline.filter(({ state }) => state !== 'in-use')).toStrictEqual([]);
      });

      it(`${effort} is stale at effort ${other} when everything is fixed`, () => {
        const { summary, baseline = [] } = ask(other, file, true);

        expect(new Set(baseline.map(({ state }) => state))).toStrictEqual(new Set(['stale']));
        expect(summary.exitCode).toBe(1);
      });
    }
  }
});
