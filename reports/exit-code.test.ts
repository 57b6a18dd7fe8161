import { describe, expect, it } from 'vitest';
import type { Reason } from '../harness/checks/reason.ts';
import {
  effort,
  judged,
  noCalls,
  outcome,
  passed,
  staleEntry,
  summaryOf,
} from '../test-support/reports/sample-conclusions.ts';
import type { RunEvents } from './conclusion.ts';
import type { RequirementVerdict } from './report.ts';

describe('the exit code', () => {
  const must: readonly (readonly [RequirementVerdict, string, number])[] = [
    ['pass', 'conforms', 0],
    ['fail', 'does-not-conform', 1],
    ['known-fail', 'conforms', 0],
    ['untestable', 'incomplete', 3],
    ['not-implemented', 'incomplete', 3],
    ['blocked', 'incomplete', 3],
    ['not-asked', 'incomplete', 3],
    ['not-applicable', 'conforms', 0],
    ['observed', 'conforms', 0],
  ];
  for (const [verdict, whole, code] of must) {
    it(`is ${code} for a MUST that is ${verdict}`, () => {
      expect(outcome([judged(verdict, { reason: noCalls }), passed])).toStrictEqual([whole, code]);
    });

    it(`is 0 for a SHOULD that is ${verdict}, and ${code} under --strict`, () => {
      const should = judged(verdict, { level: 'SHOULD', reason: noCalls });

      expect(outcome([should, passed])).toStrictEqual(['conforms', 0]);
      expect(outcome([should, passed], true)).toStrictEqual([whole, code]);
    });
  }

  it('is 0 where effort or selection left a MUST out', () => {
    const selection: Reason = { kind: 'selection', message: 'left out' };

    expect(outcome([judged('not-asked', { reason: effort }), passed])).toStrictEqual(['conforms', 0]);
    expect(outcome([judged('not-asked', { reason: selection }), passed])).toStrictEqual(['conforms', 0]);
  });

  it('is 1 for a baseline of which an entry is stale or does not hold, whatever its level', () => {
    const should = judged('unexpected-pass', { level: 'SHOULD' });

    expect(summaryOf([should], { baseline: [staleEntry] })).toMatchObject({
      verdict: 'does-not-conform',
      exitCode: 1,
      reasons: ['a/one passes although the baseline lists it as a known failure'],
    });
    expect(summaryOf([passed], { complaints: ['expired'] })).toMatchObject({ exitCode: 1, reasons: ['expired'] });
    expect(summaryOf([passed], { baseline: [{ ...staleEntry, state: 'not-checked' }] })).toMatchObject({ exitCode: 0 });
    expect(summaryOf([passed], { baseline: [{ ...staleEntry, state: 'in-use' }] })).toMatchObject({ exitCode: 0 });
  });

  for (const verdict of ['observed', 'untestable', 'blocked', 'not-applicable'] as const) {
    it(`is 0 for an open question that is ${verdict}, even under --strict`, () => {
      expect(outcome([judged(verdict, { level: 'OBSERVE' }), passed], true)).toStrictEqual(['conforms', 0]);
    });
  }

  it('is 3 when nothing was judged', () => {
    expect(outcome([])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('not-applicable')])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('not-asked', { reason: effort })])).toStrictEqual(['incomplete', 3]);
  });

  it('is 1 when what blocks a MUST is a failure that decides', () => {
    const blocked = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });

    expect(outcome([judged('fail'), blocked])).toStrictEqual(['does-not-conform', 1]);
    expect(outcome([judged('known-fail'), blocked])).toStrictEqual(['conforms', 0]);
    expect(outcome([judged('fail', { level: 'SHOULD' }), blocked])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('fail', { level: 'SHOULD' }), blocked], true)).toStrictEqual(['does-not-conform', 1]);
    expect(outcome([judged('pass'), blocked])).toStrictEqual(['incomplete', 3]);
  });

  it('is 1 when a failure that decides is at the end of what blocks a MUST, and 3 when nothing is', () => {
    const middle = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });
    const last = judged('blocked', { id: 'a/three', blockedBy: ['a/two'] });
    const circle = judged('blocked', { id: 'a/two', blockedBy: ['a/three'] });

    expect(outcome([judged('fail'), middle, last])).toStrictEqual(['does-not-conform', 1]);
    expect(outcome([judged('untestable'), middle, last])).toStrictEqual(['incomplete', 3]);
    expect(outcome([passed, circle, last])).toStrictEqual(['incomplete', 3]);
  });

  const all: RunEvents = { misconfigured: ['m'], unreachable: ['u'], leftBehind: ['sg-1'], cutShort: ['c'] };
  const reached: Partial<RunEvents> = { ...all, misconfigured: [], unreachable: [] };
  const order: readonly (readonly [string, RequirementVerdict, Partial<RunEvents>, number, string])[] = [
    ['2 before all', 'fail', all, 2, 'does-not-conform'],
    ['2 before all, and incomplete where nothing failed', 'pass', all, 2, 'incomplete'],
    ['4 next, where nothing was judged', 'untestable', { ...all, misconfigured: [] }, 4, 'incomplete'],
    ['5 next', 'fail', { ...all, misconfigured: [] }, 5, 'does-not-conform'],
    ['5 without a word on conformance', 'pass', { leftBehind: ['sg-1'] }, 5, 'conforms'],
    ['5 before 3', 'pass', reached, 5, 'incomplete'],
    ['1 next', 'fail', { cutShort: ['c'] }, 1, 'does-not-conform'],
    ['3 last', 'pass', { cutShort: ['c'] }, 3, 'incomplete'],
    ['3 for a target that could not be reached any more', 'pass', { unreachable: ['u'] }, 3, 'incomplete'],
  ];
  for (const [name, verdict, events, code, whole] of order) {
    it(`is ${name}`, () => {
      expect(outcome([judged(verdict)], false, events)).toStrictEqual([whole, code]);
    });
  }
});
