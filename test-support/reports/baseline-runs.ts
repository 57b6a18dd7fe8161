/** Runs of a small register, for tests of baselines. */
import type { CaseVerdict } from '../../harness/checks/finding.ts';
import { assembleReport } from '../../reports/assemble.ts';
import { type BaselineEntry, resolveBaseline } from '../../reports/baseline.ts';
import type { Report } from '../../reports/report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

/** A mismatch of a status. */
export const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;
/** The operation of the runs. */
export const sampleOperation = 'RevokeSecurityGroupIngress';
/** A register of a few requirements. */
export const baselineRegister = [
  sampleRequirement('a/one'),
  sampleRequirement('a/two'),
  sampleRequirement('a/open', { level: 'OBSERVE' }),
  sampleRequirement('b/every'),
];

/** The verdicts and the baseline of a run. */
export interface Ran {
  readonly verdicts: Readonly<Record<string, CaseVerdict>>;
  readonly entries?: readonly BaselineEntry[];
  readonly notRun?: readonly string[];
  readonly every?: 'holds' | 'fails';
}

/** Cases are named by their requirement and a letter: `a/one-x`. */
export function baselineRun({ verdicts, entries = [], notRun = [], every = 'holds' }: Ran): Report {
  const results = Object.entries(verdicts).map(([id, verdict]) =>
    sampleResult(id, {
      requirements: [id.slice(0, -2)],
      verdict,
      ...(verdict === 'fail' ? { mismatches: [mismatch], observed: `200 of ${id}` } : {}),
      findings: [{ requirement: 'b/every', mismatches: every === 'fails' ? [mismatch] : [], exchange: 0 }],
    }),
  );
  const cases = [...results.map(({ id, requirements }) => ({ id, requirements })), ...notRun.map(named)];
  const matchable = { operation: sampleOperation, requirements: baselineRegister, cases, invariants: ['b/every'] };
  const baseline = resolveBaseline(entries, matchable, '2025-01-02');
  return assembleReport(
    sampleInput({ register: baselineRegister, results, baseline, invariantRequirements: ['b/every'] }),
  );
}

/** A case of the register, by its id. */
export function named(id: string) {
  return { id, requirements: [id.slice(0, -2)] };
}

/** The verdicts of a report by case, with its summary. */
export function verdictsIn({ cases, summary }: Report) {
  return {
    cases: Object.fromEntries(cases.filter(({ id }) => !id.includes('@')).map(({ id, verdict }) => [id, verdict])),
    exitCode: summary.exitCode,
    reasons: summary.reasons,
  };
}

/** Verdicts of a run without a failure. */
export const fine = { 'a/one-x': 'pass', 'a/two-x': 'pass', 'a/open-x': 'observed' } as const;
/** A baseline entry. */
export const entry = (match: string, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  match,
  reason: 'known',
  ...more,
});
