import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import {
  type BaselineEntry,
  type BaselineFile,
  casesToAsk,
  counterexamplesToAsk,
  resolveBaseline,
} from './baseline.ts';
import type { Report } from './report.ts';
import { smallestBaseline } from './write-baseline.ts';

const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;
const operation = 'RevokeSecurityGroupIngress';
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
  readonly every?: 'holds' | 'fails';
}

/** Cases are named by their requirement and a letter: `a/one-x`. */
function run({ verdicts, entries = [], notRun = [], every = 'holds' }: Ran): Report {
  const results = Object.entries(verdicts).map(([id, verdict]) =>
    sampleResult(id, {
      requirements: [id.slice(0, -2)],
      verdict,
      ...(verdict === 'fail' ? { mismatches: [mismatch], observed: `200 of ${id}` } : {}),
      findings: [{ requirement: 'b/every', mismatches: every === 'fails' ? [mismatch] : [], exchange: 0 }],
    }),
  );
  const cases = [...results.map(({ id, requirements }) => ({ id, requirements })), ...notRun.map(named)];
  const matchable = { operation, requirements: register, cases, invariants: ['b/every'] };
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
    reasons: summary.reasons,
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
        reasons: [],
      });
      expect(report.summary.requirements).toMatchObject({ knownFail: 1, pass: 2, fail: 0 });
    });
  }

  it('says its reason, its issue and its last day', () => {
    const entries = [entry('a/one', { reason: 'no clock', issue: '#7', until: '2025-01-02' })];
    const { cases } = run({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries });

    expect(cases[0]?.reason).toStrictEqual({
      kind: 'baseline',
      message: 'listed in the baseline: no clock; #7; until 2025-01-02',
    });
  });

  it('does not excuse another one', () => {
    const report = run({ verdicts: { ...fine, 'a/one-x': 'fail', 'a/two-x': 'fail' }, entries: [entry('a/one')] });

    expect(verdictsIn(report)).toMatchObject({ exitCode: 1, reasons: ['a/two fails'] });
  });

  it('of a general check is listed by its requirement', () => {
    expect(run({ verdicts: fine, entries: [entry('b/every')], every: 'fails' }).summary.exitCode).toBe(0);
    expect(run({ verdicts: fine, entries: [], every: 'fails' }).summary.exitCode).toBe(1);
  });
});

describe('a run fails on a baseline', () => {
  it('of which a failure passes', () => {
    for (const match of ['a/one', 'a/one-x', 'a/one-*', 'b/every']) {
      const { summary, requirements } = run({ verdicts: fine, entries: [entry(match)] });
      const id = match === 'b/every' ? match : 'a/one';

      expect(summary.exitCode).toBe(1);
      expect(summary.reasons).toStrictEqual([`${match} passes although the baseline lists it as a known failure`]);
      expect(requirements.find((one) => one.id === id)?.verdict).toBe('unexpected-pass');
    }
  });

  it('of which an entry matches nothing that could fail', () => {
    for (const match of ['a/onne', 'c/*', 'a/open', 'a/open-x']) {
      expect(verdictsIn(run({ verdicts: fine, entries: [entry(match)] }))).toStrictEqual({
        cases: fine,
        exitCode: 1,
        reasons: [`the baseline's entry ${match} matches no requirement and no case that could fail`],
      });
    }
  });

  it('of which an entry expired, and its failure counts again', () => {
    const entries = [entry('a/one', { until: '2025-01-01' })];
    const { cases, reasons, exitCode } = verdictsIn(run({ verdicts: { ...fine, 'a/one-x': 'fail' }, entries }));

    expect(cases['a/one-x']).toBe('fail');
    expect(exitCode).toBe(1);
    expect(reasons).toContain("the baseline's entry a/one expired on 2025-01-01: known");
  });
});

describe('a failure is not taken for fixed', () => {
  it('while another case of its requirement fails', () => {
    const report = run({ verdicts: { ...fine, 'a/one-x': 'fail', 'a/one-y': 'pass' }, entries: [entry('a/one')] });

    expect(verdictsIn(report)).toMatchObject({ cases: { 'a/one-x': 'known-fail', 'a/one-y': 'pass' }, exitCode: 0 });
  });

  it('while a case of its requirement was not run, or could not be judged', () => {
    expect(run({ verdicts: fine, entries: [entry('a/one')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
    expect(
      verdictsIn(run({ verdicts: { ...fine, 'a/one-y': 'untestable' }, entries: [entry('a/one')] })).reasons,
    ).not.toContain('a/one passes although the baseline lists it as a known failure');
  });

  it('while a part of the responses was not seen', () => {
    expect(run({ verdicts: fine, entries: [entry('b/every')], notRun: ['a/one-y'] }).summary.exitCode).toBe(0);
  });
});

describe('an entry', () => {
  const stateOf = (report: Report) => report.baseline?.map(({ state }) => state);
  const named = entry('a/one', { cases: ['a/one-x', 'a/one-y'] });

  it('is in use while something that it matches fails, whether it names that or not', () => {
    for (const id of ['a/one-x', 'a/one-z']) {
      const report = run({ verdicts: { ...fine, [id]: 'fail' }, entries: [named] });

      expect(stateOf(report)).toStrictEqual(['in-use']);
      expect(report.baseline).toStrictEqual([
        { operation, match: 'a/one', state: 'in-use', reason: 'known', cases: ['a/one-x', 'a/one-y'] },
      ]);
      expect(report.summary.exitCode).toBe(0);
    }
  });

  it('is stale when all cases that it names pass, whatever else was not asked', () => {
    const report = run({ verdicts: { ...fine, 'a/one-y': 'pass' }, entries: [named], notRun: ['a/one-z'] });

    expect(stateOf(report)).toStrictEqual(['stale']);
    expect(report.summary).toMatchObject({ verdict: 'does-not-conform', exitCode: 1 });
  });

  const undecided = ['untestable', 'not-asked', 'not-applicable', 'not-implemented', 'error', 'blocked'] as const;
  for (const verdict of undecided) {
    it(`cannot be told while a case that it names is ${verdict}, and fails no run`, () => {
      const report = run({ verdicts: { ...fine, 'a/one-y': verdict }, entries: [named] });

      expect(stateOf(report)).toStrictEqual(['not-told']);
      expect(report.summary.reasons).not.toContain('a/one passes although the baseline lists it as a known failure');
      expect(report.requirements.find(({ id }) => id === 'a/one')?.verdict).not.toBe('unexpected-pass');
    });
  }

  it('cannot be told while a case that it names was not run', () => {
    expect(stateOf(run({ verdicts: fine, entries: [named] }))).toStrictEqual(['not-told']);
    expect(run({ verdicts: fine, entries: [named] }).summary.exitCode).toBe(0);
  });

  it('of a case is stale although another case of the requirement fails', () => {
    const report = run({
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

    expect(stateOf(run({ verdicts: fine, entries: [every], notRun: ['a/two-z'] }))).toStrictEqual(['stale']);
    expect(
      stateOf(run({ verdicts: fine, entries: [entry('b/every', { cases: ['a/one-y'] })], notRun: ['a/one-y'] })),
    ).toStrictEqual(['not-told']);
    expect(stateOf(run({ verdicts: fine, entries: [every], every: 'fails' }))).toStrictEqual(['in-use']);
  });

  it('without cases has all listed cases of what it matches, of which those that do not apply do not count', () => {
    expect(
      stateOf(run({ verdicts: { ...fine, 'a/one-y': 'not-applicable' }, entries: [entry('a/one')] })),
    ).toStrictEqual(['stale']);
    expect(
      stateOf(run({ verdicts: { ...fine, 'a/one-x': 'not-applicable' }, entries: [entry('a/one')] })),
    ).toStrictEqual(['not-told']);
  });

  it('that is about another operation is kept for that one', () => {
    const other = entry('a/nothing', { operation: 'RevokeSecurityGroupEgress' });
    const matchable = { operation, requirements: register, cases: [], invariants: [] };

    expect(resolveBaseline([other], matchable, '2025-01-02')).toStrictEqual({
      entries: [],
      others: [other],
      complaints: [],
    });
  });
});

describe('a run has to ask for its baseline', () => {
  const listed = ['a/one-x', 'a/one-y', 'a/two-x'].map(named);
  const matchable = { operation, requirements: register, cases: listed, invariants: ['b/every'] };
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

describe('the smallest baseline of what failed', () => {
  const verdicts = {
    'a/one-x': 'fail',
    'a/one-y': 'fail',
    'a/two-x': 'fail',
    'a/two-y': 'pass',
    'a/open-x': 'observed',
  } as const;
  const written = smallestBaseline(run({ verdicts }));

  it('lists a requirement only where all of it fails, and the cases that prove it', () => {
    expect(written).toStrictEqual({
      mode: 'server',
      entries: [
        {
          operation,
          match: 'a/one',
          cases: ['a/one-x', 'a/one-y'],
          reason: 'failed on 2025-01-02: 200 of a/one-x',
        },
        { operation, match: 'a/two-x', cases: ['a/two-x'], reason: 'failed on 2025-01-02: 200 of a/two-x' },
      ],
    });
  });

  it('makes the same run conform, and is valid by its schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../fixtures/schema/baseline.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020().compile(schema);
    const counterexamples = [{ id: 'a/two-x@a/one', case: {} }];

    expect(verdictsIn(run({ verdicts, entries: written.entries }))).toMatchObject({ exitCode: 0, reasons: [] });
    expect(validate(written)).toBe(true);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one', reason: 'r', counterexamples }] })).toBe(true);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one' }] })).toBe(false);
    expect(validate({ mode: 'server', entries: [{ match: 'a/one', reason: 'r', cases: [] }] })).toBe(false);
  });

  it('keeps the entries that are in use or cannot be told, as they are, and those about other operations', () => {
    const entries = [
      entry('a/one', { issue: '#7' }),
      entry('a/two', { cases: ['a/two-x'] }),
      entry('a/two-*', { cases: ['a/two-y'] }),
      entry('x/y', { operation: 'RevokeSecurityGroupEgress' }),
    ];
    const ran = { verdicts: { 'a/one-x': 'fail', 'a/two-x': 'pass', 'a/open-x': 'observed' }, entries } as const;
    const cases = Object.keys(ran.verdicts).map(named);
    const matchable = { operation, requirements: register, cases, invariants: ['b/every'] };

    const { entries: kept } = smallestBaseline(run(ran), resolveBaseline(entries, matchable, '2025-01-02'));

    expect(kept).toStrictEqual([{ ...entries[0], operation }, { ...entries[2], operation }, entries[3]]);
  });

  it('covers a case of two requirements once', () => {
    const results = [
      sampleResult('a/both', { requirements: ['a/one', 'a/two'], verdict: 'fail' }),
      sampleResult('a/one-x', { requirements: ['a/one'], verdict: 'fail' }),
    ];

    const { entries } = smallestBaseline(assembleReport(sampleInput({ register, results })));

    expect(entries.map(({ match, cases }) => [match, cases])).toStrictEqual([['a/one', ['a/both', 'a/one-x']]]);
  });

  it('proves a general check by the first cases that it failed in', () => {
    const { entries } = smallestBaseline(
      run({ verdicts: { ...fine, 'a/two-y': 'pass', 'a/two-z': 'pass' }, every: 'fails' }),
    );

    expect(entries).toStrictEqual([
      {
        operation,
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
    const report = assembleReport(sampleInput({ register, results }));

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
    expect(smallestBaseline(run({ verdicts: fine })).entries).toStrictEqual([]);
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
  const requirements = [...register, sampleRequirement('a/three'), sampleRequirement('a/random')];
  const matchable = { operation, requirements, cases: all, invariants: ['b/every'] };
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
