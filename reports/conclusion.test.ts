import { describe, expect, it } from 'vitest';
import type { Reason } from '../harness/checks/reason.ts';
import {
  effort,
  judged,
  noCalls,
  outcome,
  passed,
  sampleOperationName,
  staleEntry,
  summaryOf,
} from '../test-support/reports/sample-conclusions.ts';
import { uneventful } from './conclusion.ts';
import type { BaselineEntryReport, RequirementReport, RequirementVerdict } from './report.ts';

describe('the summary', () => {
  it('says why, in the order of what happened', () => {
    const requirements = [
      judged('fail'),
      judged('untestable', { id: 'a/two', reason: { kind: 'set-up', message: 'no VPC' } }),
      judged('not-implemented', { id: 'a/three', reason: { kind: 'not-implemented', message: 'it says 501' } }),
      judged('not-asked', { id: 'a/four', reason: noCalls }),
      judged('not-asked', { id: 'a/five', reason: noCalls }),
      judged('not-asked', { id: 'a/six', reason: effort }),
    ];

    expect(summaryOf(requirements, { events: { ...uneventful, leftBehind: ['sg-1'] } }).reasons).toStrictEqual([
      'left behind: sg-1',
      'a/one fails',
      'a/two is untestable: no VPC',
      'a/three is not implemented: it says 501',
      '2 requirements were planned and not asked: the call limit was reached (--max-calls raises it)',
    ]);
  });

  it('says what was not judged, whatever the verdict', () => {
    const lacks = (...capabilities: readonly string[]): Partial<RequirementReport> => ({
      reason: { kind: 'missing-capability', capabilities, message: 'lacks them' },
    });
    const requirements = [
      passed,
      judged('not-asked', { reason: effort }),
      judged('not-asked', { reason: effort, level: 'SHOULD' }),
      judged('not-asked', { reason: { kind: 'selection', message: 'left out' }, level: 'OBSERVE' }),
      judged('not-asked', { reason: noCalls }),
      judged('not-applicable', lacks('prefix-lists', 'ipv6')),
      judged('not-applicable', lacks('ipv6')),
      judged('not-applicable', { reason: { kind: 'not-exercised', message: 'none' } }),
      judged('not-implemented'),
      judged('untestable'),
      judged('blocked'),
    ];
    const more = { effort: 'smoke', limitedTo: { version: '0.1', excludedRequirements: 7 } };

    expect(summaryOf(requirements, more).notCovered).toStrictEqual([
      '2 requirements were not asked at effort smoke (1 MUST)',
      '1 requirement was not asked: not selected',
      '1 requirement was not asked: the call limit was reached (1 MUST)',
      '2 requirements are not applicable: ipv6, prefix-lists not available (2 MUST)',
      '1 requirement is not applicable: no response exercised it (1 MUST)',
      '1 requirement is not implemented by the target (1 MUST)',
      '1 requirement is untestable: should have been judged, and could not be (1 MUST)',
      '1 requirement is blocked: a requirement that it depends on fails (1 MUST)',
      '7 requirements newer than 0.1',
    ]);
    expect(summaryOf([passed]).notCovered).toStrictEqual([]);
  });

  it('gives the reasons that a verdict has of its own where none is stated', () => {
    const requirements = [
      passed,
      judged('untestable'),
      judged('not-implemented', { id: 'a/two' }),
      judged('blocked', { id: 'a/three' }),
      judged('blocked', { id: 'a/four', reason: { kind: 'control', control: 'x', message: 'x did not pass' } }),
    ];

    expect(summaryOf(requirements).reasons).toStrictEqual([
      'a/one is untestable: its cases could not be judged',
      'a/two is not implemented: the target does not have the operation',
      'a/three is blocked: its control did not pass',
      'a/four is blocked: x did not pass',
    ]);
  });

  it('distinguishes what the call limit and what the end of the run left out', () => {
    const early: Reason = { kind: 'interrupted', message: 'the run ended' };
    const ended = judged('not-asked', { reason: early });

    expect(summaryOf([passed, ended]).reasons).toStrictEqual([
      '1 requirement was planned and not asked: the run ended first',
    ]);
    const both = summaryOf([passed, ended, ended, judged('not-asked', { reason: noCalls })]);
    expect(both.reasons).toStrictEqual([
      '1 requirement was planned and not asked: the call limit was reached (--max-calls raises it)',
      '2 requirements were planned and not asked: the run ended first',
    ]);
    expect(both.notCovered).toStrictEqual([
      '1 requirement was not asked: the call limit was reached (1 MUST)',
      '2 requirements were not asked: the run ended first (2 MUST)',
    ]);
  });

  it('says nothing of what a failure blocks that decides', () => {
    const blocked = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });

    expect(summaryOf([judged('fail'), blocked]).reasons).toStrictEqual(['a/one fails']);
  });

  it('says nothing of what a listed failure blocks, whatever its level, and whether the run was asked for it', () => {
    const blocked = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });
    const listed: BaselineEntryReport = {
      operation: sampleOperationName,
      match: 'a/o*',
      state: 'in-use',
      reason: 'known',
      cases: [],
    };
    const isSilent = (blocker: RequirementReport, baseline: readonly BaselineEntryReport[] = []) =>
      summaryOf([passed, blocker, blocked], { baseline }).exitCode === 0;

    expect(isSilent(judged('known-fail', { level: 'SHOULD' }))).toBe(true);
    expect(isSilent(judged('not-asked', { reason: effort }), [listed])).toBe(true);
    expect(isSilent(judged('not-asked', { reason: effort }), [{ ...listed, match: 'a/other' }])).toBe(false);
    expect(isSilent(judged('not-asked', { reason: effort }))).toBe(false);
    expect(isSilent(judged('fail', { level: 'SHOULD' }))).toBe(false);
  });

  it('names its gaps in the singular and the plural, for a client too', () => {
    const bare: Partial<RequirementReport> = { reason: { kind: 'set-up', message: 'x' } };
    const lacking: Partial<RequirementReport> = {
      reason: { kind: 'missing-capability', capabilities: ['ipv6'], message: 'lacks it' },
    };
    const unexercised: Partial<RequirementReport> = { reason: { kind: 'not-exercised', message: 'none' } };
    const some = (times: number) =>
      [
        judged('not-asked', { reason: { kind: 'selection', message: 'left out' } }),
        judged('not-applicable', lacking),
        judged('not-applicable', unexercised),
        judged('not-applicable', bare),
        judged('not-applicable'),
        judged('not-implemented'),
        judged('blocked'),
      ].flatMap((one) => Array<RequirementReport>(times).fill({ ...one, level: 'SHOULD' }));
    const limitedTo = { version: '0.1', excludedRequirements: 0 };

    expect(summaryOf(some(1), { mode: 'client', limitedTo }).notCovered).toStrictEqual([
      '1 requirement was not asked: not selected',
      '1 requirement is not applicable: ipv6 not available',
      '1 requirement is not applicable: no request exercised it',
      '2 requirements are not applicable to this client',
      '1 requirement is not implemented by the target',
      '1 requirement is blocked: a requirement that it depends on fails',
    ]);
    expect(summaryOf(some(2)).notCovered).toStrictEqual([
      '2 requirements were not asked: not selected',
      '2 requirements are not applicable: ipv6 not available',
      '2 requirements are not applicable: no response exercised them',
      '4 requirements are not applicable to this target',
      '2 requirements are not implemented by the target',
      '2 requirements are blocked: requirements that they depend on fail',
    ]);
    expect(summaryOf([judged('not-applicable', bare)]).notCovered).toStrictEqual([
      '1 requirement is not applicable to this target (1 MUST)',
    ]);
    expect(summaryOf([judged('not-asked', { reason: effort })]).notCovered).toStrictEqual([
      '1 requirement was not asked (1 MUST)',
    ]);
  });

  it('takes each verdict that says something about the target for judged', () => {
    for (const verdict of ['pass', 'fail', 'known-fail', 'unexpected-pass', 'observed', 'blocked'] as const) {
      expect(summaryOf([judged(verdict)]).reasons).not.toContain('nothing was judged');
      expect(outcome([judged(verdict), judged('not-applicable')], false, { unreachable: ['u'] })[1]).not.toBe(4);
    }
    for (const verdict of ['untestable', 'not-asked', 'not-applicable', 'not-implemented'] as const) {
      expect(outcome([judged(verdict)], false, { unreachable: ['u'] })).toStrictEqual(['incomplete', 4]);
    }
  });

  it('is incomplete of a run that was configured wrongly or reached nobody, whatever was judged', () => {
    expect(outcome([passed], false, { misconfigured: ['m'] })).toStrictEqual(['incomplete', 2]);
  });

  it('holds what the target did against the model against it', () => {
    expect(
      summaryOf([passed], { events: { ...uneventful, contradictions: ['it made what is not there'] } }),
    ).toMatchObject({
      ...{ verdict: 'does-not-conform', exitCode: 1, reasons: ['it made what is not there'] },
    });
  });

  it('counts the cases that did not repeat their failure, and were not held against the target', () => {
    const flaky: Reason = { kind: 'flaky', message: 'failed once' };
    const cases = (['pass', 'observed', 'untestable'] as const).map((verdict) => ({ verdict, reason: flaky }));

    expect(summaryOf([passed], { cases: [...cases, { verdict: 'pass' }] }).flakyCases).toBe(2);
  });

  it('has a verdict for each operation', () => {
    const other = 'RevokeSecurityGroupEgress';
    const requirements = [
      judged('fail'),
      judged('pass', { operation: other }),
      judged('blocked', { operation: other, id: 'a/two', blockedBy: ['a/one'] }),
    ];
    const { verdict, operations } = summaryOf(requirements, { operations: [sampleOperationName, other] });

    expect(verdict).toBe('does-not-conform');
    expect(operations.map((one) => [one.operation, one.verdict, one.requirements.fail])).toStrictEqual([
      [sampleOperationName, 'does-not-conform', 1],
      [other, 'incomplete', 0],
    ]);
  });

  it('holds an entry of the baseline against its own operation alone, and blocks within one alone', () => {
    const other = 'RevokeSecurityGroupEgress';
    const { operations, reasons } = summaryOf([passed, { ...passed, operation: other }], {
      operations: [sampleOperationName, other],
      baseline: [staleEntry],
    });
    expect(operations.map(({ verdict }) => verdict)).toStrictEqual(['does-not-conform', 'conforms']);
    expect(reasons).toStrictEqual([
      `${sampleOperationName}/${staleEntry.match} passes although the baseline lists it as a known failure`,
    ]);

    const blocked = judged('blocked', { operation: other, id: 'a/two', blockedBy: ['a/one'] });
    expect(summaryOf([judged('fail'), { ...passed, operation: other }, blocked]).reasons).toStrictEqual([
      'a/one fails',
      'a/two is blocked: its control did not pass',
    ]);
    expect(
      summaryOf([judged('fail'), { ...judged('fail'), operation: other }], { operations: [sampleOperationName, other] })
        .reasons,
    ).toStrictEqual([`${sampleOperationName}/a/one fails`, `${other}/a/one fails`]);
    expect(
      summaryOf([judged('fail'), judged('blocked', { id: 'a/two', blockedBy: ['a/other'] })]).reasons,
    ).toHaveLength(2);
  });

  it('counts each verdict under its own name', () => {
    const verdicts = {
      pass: 1,
      fail: 2,
      'known-fail': 3,
      'unexpected-pass': 4,
      blocked: 5,
      untestable: 6,
      'not-applicable': 7,
      observed: 8,
      'not-asked': 9,
      'not-implemented': 10,
    } as const;
    const requirements = Object.entries(verdicts).flatMap(([verdict, count]) =>
      Array.from({ length: count }, () => judged(verdict as RequirementVerdict)),
    );

    expect(summaryOf(requirements).requirements).toStrictEqual({
      pass: 1,
      fail: 2,
      knownFail: 3,
      unexpectedPass: 4,
      blocked: 5,
      untestable: 6,
      notApplicable: 7,
      observed: 8,
      notAsked: 9,
      notImplemented: 10,
    });
  });
});
