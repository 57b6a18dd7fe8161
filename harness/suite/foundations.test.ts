import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../judgement/case-result.ts';
import { standingAt } from '../judgement/judge-step.ts';
import type { Case } from './case.ts';
import { Foundations } from './foundations.ts';

const dependsOn = { 't/middle': ['t/root'], 't/leaf': ['t/middle'] };

function testCase(requirement: string, control?: string): Case {
  const base: Case = {
    id: `${requirement}-case`,
    title: 'a case',
    requirements: [requirement],
    given: {},
    send: {},
    expect: [],
  };
  return control === undefined ? base : { ...base, control };
}

function result(requirement: string, overrides: Partial<CaseResult>): CaseResult {
  return {
    id: `${requirement}-case`,
    kind: 'fixture',
    title: 'a case',
    requirements: [requirement],
    verdict: 'fail',
    given: null,
    sent: '',
    expected: '',
    observed: '',
    departures: [],
    exchanges: [],
    findings: [],
    calls: {},
    durationMs: 0,
    reproduce: { curl: '', command: '' },
    ...overrides,
  };
}

describe('a case', () => {
  it('is asked while nothing has failed', () => {
    expect(new Foundations(dependsOn).missing(testCase('t/leaf'))).toBeUndefined();
  });

  it('is not asked when something it rests on, however far below, left wrong rules standing', () => {
    const foundations = new Foundations(dependsOn);
    foundations.note([result('t/root', { departures: [{ at: standingAt, expected: 'a', observed: 'b' }] })]);

    expect(foundations.missing(testCase('t/leaf'))).toBe('not asked, since t/root fails');
    expect(foundations.missing(testCase('t/other'))).toBeUndefined();
  });

  it('is asked when what it rests on failed by its answer alone', () => {
    const foundations = new Foundations(dependsOn);
    foundations.note([result('t/root', { departures: [{ at: 'code', expected: 'a', observed: 'b' }] })]);

    expect(foundations.missing(testCase('t/leaf'))).toBeUndefined();
    expect([...foundations.failed]).toEqual(['t/root']);
  });

  it('is not asked when its control did not pass', () => {
    const foundations = new Foundations();
    foundations.note([result('t/control', { verdict: 'untestable' })]);

    expect(foundations.missing(testCase('t/other', 't/control-case'))).toContain(
      'its control t/control-case did not pass',
    );
  });

  it('of several requirements is asked while one of them can be judged', () => {
    const foundations = new Foundations(dependsOn);
    foundations.note([result('t/root', { departures: [{ at: standingAt, expected: 'a', observed: 'b' }] })]);

    expect(foundations.missing({ ...testCase('t/leaf'), requirements: ['t/leaf', 't/other'] })).toBeUndefined();
  });
});

describe('what failed', () => {
  it('includes what an answer departed from, whatever the case came to', () => {
    const foundations = new Foundations();
    const departures = [{ at: 'root', expected: 'a', observed: 'b' }];

    foundations.note([
      result('t/one', { verdict: 'pass', findings: [{ requirement: 't/answer', departures, exchange: 0 }] }),
    ]);

    expect([...foundations.failed]).toEqual(['t/answer']);
  });
});
