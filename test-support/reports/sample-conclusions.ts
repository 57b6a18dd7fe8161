/** Requirements with a verdict, and what a run with them comes to: for tests of the conclusion. */
import type { Reason } from '../../harness/checks/reason.ts';
import { type Conclusive, conclude, type RunEvents, uneventful } from '../../reports/conclusion.ts';
import type { BaselineEntryReport, RequirementReport, RequirementVerdict, Summary } from '../../reports/report.ts';
import { sampleRequirement } from './sample-results.ts';

/** The operation of all of them. */
export const sampleOperationName = 'RevokeSecurityGroupIngress';

/** A MUST with this verdict. */
export function judged(verdict: RequirementVerdict, overrides: Partial<RequirementReport> = {}): RequirementReport {
  const { id, topic, level, means: statement, evidence } = sampleRequirement('a/one');
  return {
    operation: sampleOperationName,
    id,
    topic,
    level,
    statement,
    evidence,
    verdict,
    cases: ['a/case'],
    ...overrides,
  };
}

/** Another one, which passes. */
export const passed = judged('pass', { id: 'b/passed' });

/** An entry of a baseline that lists `a/one`, which passes. */
export const staleEntry: BaselineEntryReport = {
  operation: sampleOperationName,
  match: 'a/one',
  state: 'stale',
  reason: 'known',
  cases: ['a/one'],
};

/** Why one was planned and not asked. */
export const noCalls: Reason = { kind: 'no-calls-left', message: 'the call limit was reached' };

/** Why one was not planned. */
export const effort: Reason = { kind: 'effort', message: 'no case of it is part of effort smoke' };

/** What a run of a server comes to in which nothing else happened. */
export function summaryOf(requirements: readonly RequirementReport[], more: Partial<Conclusive> = {}): Summary {
  return conclude({
    mode: 'server',
    operations: [sampleOperationName],
    requirements,
    cases: [],
    strict: false,
    events: uneventful,
    baseline: [],
    complaints: [],
    ...more,
  });
}

/** Its verdict and exit code alone. */
export function outcome(
  requirements: readonly RequirementReport[],
  strict = false,
  events: Partial<RunEvents> = {},
): readonly [Summary['verdict'], Summary['exitCode']] {
  const { verdict, exitCode } = summaryOf(requirements, { strict, events: { ...uneventful, ...events } });
  return [verdict, exitCode];
}
