import { describe, expect, it } from 'vitest';
import { conclude, type RunEvents, uneventful } from './conclusion.ts';
import type { RequirementReport, RequirementVerdict } from './report.ts';
import { sampleRequirement } from './sample-results.ts';

function judged(verdict: RequirementVerdict, overrides: Partial<RequirementReport> = {}): RequirementReport {
  const { id, topic, level, means, evidence } = sampleRequirement('a/one');
  return { id, topic, level, means, evidence, verdict, cases: ['a/case'], ...overrides };
}

function outcome(requirements: readonly RequirementReport[], strict = false, events: Partial<RunEvents> = {}) {
  const { verdict, exitCode } = conclude(requirements, strict, { ...uneventful, ...events });
  return [verdict, exitCode];
}

describe('the exit code', () => {
  const must: readonly (readonly [RequirementVerdict, string, number])[] = [
    ['pass', 'conforms', 0],
    ['fail', 'does-not-conform', 1],
    ['unexpected-pass', 'does-not-conform', 1],
    ['known-fail', 'conforms', 0],
    ['untestable', 'incomplete', 3],
    ['blocked', 'incomplete', 3],
    ['not-applicable', 'conforms', 0],
    ['observed', 'conforms', 0],
  ];
  for (const [verdict, whole, code] of must) {
    it(`is ${code} for a MUST that is ${verdict}`, () => {
      expect(outcome([judged(verdict)])).toStrictEqual([whole, code]);
    });

    const [lenient, lenientCode] = verdict === 'unexpected-pass' ? ['does-not-conform', 1] : ['conforms', 0];
    it(`is ${lenientCode} for a SHOULD that is ${verdict}, and ${code} under --strict`, () => {
      expect(outcome([judged(verdict, { level: 'SHOULD' })])).toStrictEqual([lenient, lenientCode]);
      expect(outcome([judged(verdict, { level: 'SHOULD' })], true)).toStrictEqual([whole, code]);
    });
  }

  for (const verdict of ['observed', 'untestable', 'blocked', 'not-applicable'] as const) {
    it(`is 0 for an open question that is ${verdict}, even under --strict`, () => {
      expect(outcome([judged(verdict, { level: 'OBSERVE' })], true)).toStrictEqual(['conforms', 0]);
    });
  }

  it('is 3 when no case was run', () => {
    expect(outcome([])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('not-applicable', { cases: [] })])).toStrictEqual(['incomplete', 3]);
  });

  it('is 1 when what blocks a MUST is a failure that decides', () => {
    const blocked = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });

    expect(outcome([judged('fail'), blocked])).toStrictEqual(['does-not-conform', 1]);
    expect(outcome([judged('known-fail'), blocked])).toStrictEqual(['conforms', 0]);
    expect(outcome([judged('fail', { level: 'SHOULD' }), blocked])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('pass'), blocked])).toStrictEqual(['incomplete', 3]);
  });

  it('is 1 when a failure that decides is at the end of what blocks a MUST, and 3 when nothing is', () => {
    const middle = judged('blocked', { id: 'a/two', blockedBy: ['a/one'] });
    const last = judged('blocked', { id: 'a/three', blockedBy: ['a/two'] });
    const circle = judged('blocked', { id: 'a/two', blockedBy: ['a/three'] });

    expect(outcome([judged('fail'), middle, last])).toStrictEqual(['does-not-conform', 1]);
    expect(outcome([judged('untestable'), middle, last])).toStrictEqual(['incomplete', 3]);
    expect(outcome([judged('fail'), circle, last])).toStrictEqual(['incomplete', 3]);
  });

  const all: RunEvents = { misconfigured: ['m'], unreachable: ['u'], leftBehind: ['sg-1'], cutShort: ['c'] };
  const order: readonly (readonly [string, Partial<RunEvents>, number, string])[] = [
    ['wrong configuration before all', all, 2, 'incomplete'],
    ['an unreachable target next', { ...all, misconfigured: [] }, 4, 'incomplete'],
    ['resources left behind next', { leftBehind: ['sg-1'], cutShort: ['c'] }, 5, 'incomplete'],
    ['incomplete next', { cutShort: ['c'] }, 3, 'incomplete'],
    ['failure last', {}, 1, 'does-not-conform'],
    ['resources before failure, without a word on conformance', { leftBehind: ['sg-1'] }, 5, 'does-not-conform'],
  ];
  for (const [name, events, code, verdict] of order) {
    it(`tells ${name}`, () => {
      expect(outcome([judged('fail')], false, events)).toStrictEqual([verdict, code]);
    });
  }
});

describe('the summary', () => {
  it('says why, in the order of what happened', () => {
    const { because } = conclude(
      [judged('fail'), judged('untestable', { id: 'a/two', explanation: 'no VPC' })],
      false,
      {
        ...uneventful,
        leftBehind: ['sg-1'],
      },
    );

    expect(because).toStrictEqual(['left behind: sg-1', 'a/one fails', 'a/two could not be tested: no VPC']);
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
    } as const;
    const requirements = Object.entries(verdicts).flatMap(([verdict, count]) =>
      Array.from({ length: count }, () => judged(verdict as RequirementVerdict)),
    );

    expect(conclude(requirements, false, uneventful).requirements).toStrictEqual({
      pass: 1,
      fail: 2,
      knownFail: 3,
      unexpectedPass: 4,
      blocked: 5,
      untestable: 6,
      notApplicable: 7,
      observed: 8,
    });
  });
});
