import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { MismatchKind } from '../harness/checks/finding.ts';
import { type Reason, reason } from '../harness/checks/reason.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { everyResponseId } from './baseline.ts';
import { caseReport } from './case-report.ts';
import { decideVerdicts, type VerdictInput } from './verdicts.ts';

const operation = 'RevokeSecurityGroupIngress';

const mismatch = (kind: MismatchKind) => ({ kind, at: 'somewhere', expected: 'a', observed: 'b' });

function failed(id: string, more: Partial<CaseResult> = {}): CaseResult {
  return sampleResult(id, { verdict: 'fail', mismatches: [mismatch('code')], ...more });
}

/** A requirement for each, with what it depends on. */
function register(dependsOn: Readonly<Record<string, readonly string[]>>): readonly Requirement[] {
  return Object.entries(dependsOn).map(([id, depends]) => sampleRequirement(id, { dependsOn: depends }));
}

function verdicts(
  requirements: readonly Requirement[],
  results: readonly CaseResult[],
  more: Partial<VerdictInput> = {},
) {
  const found = decideVerdicts({
    ...{ operation, requirements, results, generalChecks: new Set(), baseline: [], judgedBy: () => new Set() },
    cases: results.map((one) => caseReport(operation, one)),
    withoutCase: () => ({ verdict: 'not-asked', reason: reason('effort', 'left out') }),
    ...more,
  });
  const by = <Entry extends { readonly id: string }>(entries: readonly Entry[]) =>
    new Map(entries.map((one) => [one.id, one]));
  return { requirements: by(found.requirements), cases: by(found.cases) };
}

const dependency = (...requirements: readonly string[]): Reason => ({
  ...{ kind: 'dependency', requirements },
  message: `cannot be judged while ${requirements.join(', ')} ${requirements.length === 1 ? 'fails' : 'fail'}`,
});

describe('a case whose control did not pass', () => {
  const refusal = (more: Partial<CaseResult> = {}) => sampleResult('a/refusal', { control: 'a/control', ...more });
  const requirements = register({ 'a/refusal': [], 'a/control': [] });

  it('is blocked, and says why', () => {
    const { cases, requirements: judged } = verdicts(requirements, [refusal(), failed('a/control')]);
    const message = 'its control a/control did not pass (fail), so the outcome proves nothing';
    expect(cases.get('a/refusal')).toMatchObject({
      verdict: 'blocked',
      reason: { kind: 'control', control: 'a/control', message },
    });
    expect(judged.get('a/refusal')).toMatchObject({ verdict: 'blocked', blockedBy: ['a/control'] });
  });

  it('is blocked if that was not run, or is blocked itself', () => {
    expect(verdicts(requirements, [refusal()]).cases.get('a/refusal')?.reason?.message).toBe(
      'its control a/control was not run, so the outcome proves nothing',
    );
    const chain = [refusal(), sampleResult('a/control', { control: 'a/base' }), failed('a/base')];
    const { cases } = verdicts(register({ 'a/refusal': [], 'a/control': [], 'a/base': [] }), chain);
    expect(cases.get('a/refusal')?.reason?.message).toBe(
      'its control a/control is itself blocked, so the outcome proves nothing',
    );
  });

  it('says nothing more where it could not be judged anyway', () => {
    const { cases } = verdicts(requirements, [refusal({ verdict: 'untestable' }), failed('a/control')]);
    expect(cases.get('a/refusal')).toMatchObject({ verdict: 'untestable' });
    expect(cases.get('a/refusal')).not.toHaveProperty('reason');
  });

  it('comes to an end where controls name each other', () => {
    const circle = [refusal(), sampleResult('a/control', { control: 'a/refusal' })];
    expect(verdicts(requirements, circle).cases.get('a/refusal')?.verdict).toBe('pass');
  });
});

describe('a failed case that other requirements explain', () => {
  const requirements = register({ 'a/one': [], 'a/root': [], 'a/other': [] });
  const explained = (more: Partial<CaseResult> = {}) => failed('a/one', { explainedBy: ['a/root'], ...more });

  it('is blocked by them where they fail in a case of their own', () => {
    const { cases, requirements: judged } = verdicts(requirements, [explained(), failed('a/root')]);
    expect(cases.get('a/one')).toMatchObject({ verdict: 'blocked', reason: dependency('a/root') });
    expect(judged.get('a/one')).toMatchObject({ verdict: 'blocked', blockedBy: ['a/root'] });
    expect(judged.get('a/root')).toMatchObject({ verdict: 'fail' });
  });

  it('fails where they pass, or fail in cases alone that others explain', () => {
    const explainedRoot = failed('a/root', { explainedBy: ['a/none'] });
    for (const root of [sampleResult('a/root'), explainedRoot]) {
      expect(verdicts(requirements, [explained(), root]).cases.get('a/one')?.verdict).toBe('fail');
    }
  });

  it('fails unless each of them does', () => {
    const both = explained({ explainedBy: ['a/root', 'a/other'] });
    expect(verdicts(requirements, [both, failed('a/root')]).cases.get('a/one')?.verdict).toBe('fail');
    const { cases } = verdicts(requirements, [both, failed('a/root'), failed('a/other')]);
    expect(cases.get('a/one')?.reason).toEqual(dependency('a/root', 'a/other'));
  });

  it('is left as it is where it did not fail', () => {
    const passed = sampleResult('a/one', { explainedBy: ['a/root'] });
    expect(verdicts(requirements, [passed, failed('a/root')]).cases.get('a/one')?.verdict).toBe('pass');
  });
});

describe('a requirement', () => {
  it('states what it is about, and its version where it came later', () => {
    const later = sampleRequirement('a/later', { since: '0.2' });
    const { requirements } = verdicts([sampleRequirement('a/one'), later], [sampleResult('a/one')]);
    const one = requirements.get('a/one');
    expect(one).toMatchObject({ operation, topic: 'a', level: 'MUST', verdict: 'pass', cases: ['a/one'] });
    for (const name of ['since', 'reason', 'blockedBy']) expect(one).not.toHaveProperty(name);
    expect(requirements.get('a/later')).toMatchObject({
      ...{ since: '0.2', verdict: 'not-asked', cases: [], reason: { kind: 'effort' } },
    });
  });

  it.each(['untestable', 'not-implemented', 'not-asked', 'not-applicable', 'blocked'] as const)(
    'that is %s has the reason of its case',
    (verdict) => {
      const why = reason('set-up', 'no wood');
      const found = verdicts(register({ 'a/one': [] }), [sampleResult('a/one', { verdict, reason: why })]);
      expect(found.requirements.get('a/one')).toMatchObject({ verdict, reason: why });
    },
  );

  it('that passes or fails has no reason', () => {
    for (const verdict of ['pass', 'fail'] as const) {
      const noted = sampleResult('a/one', { verdict, reason: reason('flaky', 'once') });
      expect(verdicts(register({ 'a/one': [] }), [noted]).requirements.get('a/one')).not.toHaveProperty('reason');
    }
  });

  it('passes by a case that failed others by its rules alone', () => {
    const shared = (kinds: readonly MismatchKind[]) =>
      failed('a/case', { requirements: ['a/one', 'a/two'], failed: ['a/two'], mismatches: kinds.map(mismatch) });
    const of = (kinds: readonly MismatchKind[]) =>
      verdicts(register({ 'a/one': [], 'a/two': [] }), [shared(kinds)]).requirements.get('a/one');
    expect(of(['state'])).toMatchObject({ verdict: 'pass' });
    expect(of(['state', 'code'])).toMatchObject({
      ...{ verdict: 'blocked', blockedBy: ['a/two'], reason: dependency('a/two') },
    });
    expect(of([])).toMatchObject({ verdict: 'blocked' });
  });

  it('is blocked by the general checks that an unreadable response fails', () => {
    const finding = (requirement: string, kinds: readonly MismatchKind[]) => ({
      ...{ requirement, mismatches: kinds.map(mismatch), exchange: 0 },
    });
    const unread = sampleResult('a/one', {
      verdict: 'blocked',
      findings: [finding('response/xml', ['body']), finding('response/fine', [])],
    });
    const other = sampleResult('a/two', { requirements: ['a/one'], findings: [finding('response/other', ['body'])] });
    const found = verdicts(register({ 'a/one': [] }), [unread, other]);
    expect(found.requirements.get('a/one')).toMatchObject({ verdict: 'blocked', blockedBy: ['response/xml'] });
  });

  it('is not blocked by itself', () => {
    const control = failed('a/control', { requirements: ['a/one', 'a/root'] });
    const { requirements } = verdicts(register({ 'a/one': [], 'a/root': [] }), [
      sampleResult('a/one', { control: 'a/control', requirements: ['a/one'] }),
      { ...control, requirements: ['a/root'], failed: ['a/root', 'a/one'] },
    ]);
    expect(requirements.get('a/one')?.blockedBy).toEqual(['a/root']);
  });

  it('that only observes passes and fails by no case', () => {
    const open = [sampleRequirement('a/one', { level: 'OBSERVE' })];
    for (const verdict of ['fail', 'pass', 'observed'] as const) {
      expect(verdicts(open, [sampleResult('a/one', { verdict })]).requirements.get('a/one')?.verdict).toBe('observed');
    }
    expect(verdicts(open, [sampleResult('a/one', { verdict: 'untestable' })]).requirements.get('a/one')?.verdict).toBe(
      'untestable',
    );
  });
});

describe('a failure that depends on others', () => {
  it('is blocked by the failures at the end of its dependencies, and so are its cases', () => {
    const requirements = register({
      'a/leaf': ['a/middle'],
      'a/middle': ['a/root', 'a/base'],
      'a/root': [],
      'a/base': [],
    });
    const results = [failed('a/leaf'), sampleResult('a/middle'), failed('a/root'), failed('a/base')];
    const found = verdicts(requirements, results);
    const why = dependency('a/root', 'a/base');
    expect(found.requirements.get('a/leaf')).toMatchObject({
      ...{ verdict: 'blocked', blockedBy: ['a/root', 'a/base'], reason: why },
    });
    expect(found.cases.get('a/leaf')).toMatchObject({ verdict: 'blocked', reason: why });
    expect(found.requirements.get('a/middle')?.verdict).toBe('pass');
  });

  it('is blocked where it could not be tested, or is blocked by something else', () => {
    const requirements = register({ 'a/leaf': ['a/root'], 'a/root': [] });
    for (const verdict of ['untestable', 'blocked'] as const) {
      const { requirements: judged } = verdicts(requirements, [sampleResult('a/leaf', { verdict }), failed('a/root')]);
      expect(judged.get('a/leaf')).toMatchObject({ verdict: 'blocked', blockedBy: ['a/root'] });
    }
    const { requirements: judged } = verdicts(requirements, [
      sampleResult('a/leaf', { verdict: 'not-implemented' }),
      failed('a/root'),
    ]);
    expect(judged.get('a/leaf')?.verdict).toBe('not-implemented');
  });

  it('remains where what it depends on is in no report, or in a circle', () => {
    const alone = verdicts(register({ 'a/leaf': ['a/gone'] }), [failed('a/leaf')]);
    expect(alone.requirements.get('a/leaf')?.verdict).toBe('fail');
    const circle = register({ 'a/one': ['a/two'], 'a/two': ['a/one'] });
    const both = verdicts(circle, [failed('a/one'), sampleResult('a/two')]);
    expect(both.requirements.get('a/one')?.verdict).toBe('fail');
  });

  it('of the rules is blocked only where what it depends on left other rules too', () => {
    const requirements = register({ 'a/leaf': ['a/root'], 'a/root': [] });
    const state = { mismatches: [mismatch('state')] };
    const leafAfter = (root: CaseResult) =>
      verdicts(requirements, [failed('a/leaf', state), root]).requirements.get('a/leaf')?.verdict;
    expect(leafAfter(failed('a/root'))).toBe('fail');
    expect(leafAfter(failed('a/root', state))).toBe('blocked');
    const untestable = sampleResult('a/leaf', { verdict: 'untestable', ...state });
    expect(verdicts(requirements, [untestable, failed('a/root')]).requirements.get('a/leaf')?.verdict).toBe('blocked');
    const passedRoot = sampleResult('a/other', { requirements: ['a/root'], ...state });
    expect(
      verdicts(requirements, [failed('a/leaf', state), failed('a/root'), passedRoot]).requirements.get('a/leaf')
        ?.verdict,
    ).toBe('fail');
  });

  it('is blocked in its cases only where all requirements of the case are', () => {
    const requirements = register({ 'a/leaf': ['a/root'], 'a/root': [], 'a/other': [] });
    const shared = failed('a/shared', { requirements: ['a/leaf', 'a/other'] });
    expect(verdicts(requirements, [shared, failed('a/root')]).cases.get('a/shared')?.verdict).toBe('fail');
    const foreign = failed('a/foreign', { requirements: ['b/none'] });
    expect(verdicts(requirements, [foreign]).cases.get('a/foreign')?.verdict).toBe('fail');
    const partly = failed('a/partly', { requirements: ['a/leaf', 'b/none'] });
    expect(verdicts(requirements, [partly, failed('a/root')]).cases.get('a/partly')?.verdict).toBe('blocked');
  });
});

describe('a general check', () => {
  const requirements = register({ 'response/one': ['response/root', 'a/root'], 'response/root': [], 'a/root': [] });
  const generalChecks = new Set(['response/one', 'response/root']);
  const exercised = (id: string, verdict: CaseResult['verdict']) =>
    sampleResult(everyResponseId(id), { requirements: [id], verdict });
  const own = (results: readonly CaseResult[]) =>
    verdicts(requirements, results, { generalChecks }).requirements.get('response/one');

  it('that fails in its own right is blocked by nothing', () => {
    const results = [exercised('response/one', 'fail'), exercised('response/root', 'fail'), failed('a/root')];
    expect(own(results)).toMatchObject({ verdict: 'fail' });
  });

  it('that was exercised is blocked by general checks alone', () => {
    const listed = failed('a/listed', { requirements: ['response/one'] });
    for (const verdict of ['pass', 'blocked'] as const) {
      const some = [listed, exercised('response/one', verdict)];
      expect(own([...some, failed('a/root')])?.blockedBy ?? []).not.toContain('a/root');
      expect(own([...some, exercised('response/root', 'fail'), failed('a/root')])).toMatchObject({
        ...{ verdict: 'blocked', blockedBy: ['response/root'] },
      });
    }
  });

  it('that was not exercised is blocked by whatever it depends on', () => {
    const listed = failed('a/listed', { requirements: ['response/one'] });
    expect(own([listed, failed('a/root')])).toMatchObject({ verdict: 'blocked', blockedBy: ['a/root'] });
    expect(own([listed, exercised('response/one', 'not-applicable'), failed('a/root')])).toMatchObject({
      ...{ verdict: 'blocked', blockedBy: ['a/root'] },
    });
  });
});
