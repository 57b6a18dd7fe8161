import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../checks/case-result.ts';
import type { Mismatch, MismatchKind } from '../checks/finding.ts';
import { topic } from '../register/topic.ts';
import { dependenciesOf, dependenciesWithin, KnownFailures } from './known-failures.ts';

const dependsOn = { 't/middle': ['t/root'], 't/leaf': ['t/middle'] };

function mismatch(kind: MismatchKind): Mismatch {
  return { kind, at: 'somewhere', expected: 'a', observed: 'b' };
}

function result(requirement: string, overrides: Partial<CaseResult> = {}): CaseResult {
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
    mismatches: [mismatch('code')],
    exchanges: [],
    findings: [],
    calls: {},
    durationMs: 0,
    reproduce: { curl: '', command: '' },
    ...overrides,
  };
}

function knowing(...results: readonly CaseResult[]): KnownFailures {
  const known = new KnownFailures(dependsOn);
  for (const one of results) known.note(one);
  return known;
}

describe('a failure', () => {
  it('is not explained while nothing has failed', () => {
    expect(knowing().explains(result('t/leaf'))).toBe(false);
  });

  it('is explained once its requirement has failed', () => {
    expect(knowing(result('t/leaf')).explains(result('t/leaf'))).toBe(true);
  });

  it('is explained by what its requirement depends on, however indirectly', () => {
    expect(knowing(result('t/root')).explains(result('t/leaf'))).toBe(true);
    expect(knowing(result('t/root')).explains(result('t/other'))).toBe(false);
  });

  it('of the rules is explained only by another failure of the rules', () => {
    const state = { mismatches: [mismatch('state')] };

    expect(knowing(result('t/root')).explains(result('t/leaf', state))).toBe(false);
    expect(knowing(result('t/leaf')).explains(result('t/leaf', state))).toBe(false);
    expect(knowing(result('t/root', state)).explains(result('t/leaf', state))).toBe(true);
  });

  it('of several requirements is explained only when each of them is', () => {
    const both = { requirements: ['t/leaf', 't/other'] };

    expect(knowing(result('t/leaf')).explains(result('t/leaf', both))).toBe(false);
    expect(knowing(result('t/leaf'), result('t/other')).explains(result('t/leaf', both))).toBe(true);
  });

  it('of a general check is explained only when that check has failed, whatever the case came to', () => {
    const findings = [{ requirement: 't/check', mismatches: [mismatch('body')], exchange: 0 }];
    const seen = result('t/one', { verdict: 'pass', mismatches: [], findings });

    expect(knowing(result('t/one')).explains(seen)).toBe(false);
    expect([...knowing(seen).failed]).toEqual(['t/check']);
    expect(knowing(seen).explains(seen)).toBe(true);
  });
});

describe('the failures among some requirements', () => {
  it('are those alone, and what is added to them stays with them', () => {
    const all = knowing(result('t/root'), result('t/other'));
    const some = all.among(new Set(['t/root']));
    some.add('t/new');

    expect([...some.failed]).toEqual(['t/root', 't/new']);
    expect([...all.failed]).toEqual(['t/root', 't/other']);
  });
});

describe('what is known', () => {
  const state = { mismatches: [mismatch('state')] };

  it('is a failure of the state once a case has left another state than expected', () => {
    expect(knowing(result('t/one')).hasStateFailure).toBe(false);
    expect(knowing(result('t/one', { ...state, verdict: 'untestable' })).hasStateFailure).toBe(false);
    expect(knowing(result('t/one', state)).hasStateFailure).toBe(true);
  });

  it('is about those requirements alone that a case fails', () => {
    const part = { ...state, requirements: ['t/root', 't/other'], failed: ['t/other'] };
    expect([...knowing(result('t/root', part)).failed]).toEqual(['t/other']);
    expect(knowing(result('t/root', part)).explains(result('t/leaf', state))).toBe(false);
    expect(knowing(result('t/root', part)).explains(result('t/other', state))).toBe(true);
  });

  it('keeps its failures of the state among the requirements that it is reduced to', () => {
    const all = knowing(result('t/root', state), result('t/other', state));
    expect(all.among(new Set(['t/root'])).isKnown('t/leaf')).toBe(true);
    expect(all.among(new Set(['t/other'])).isKnown('t/leaf')).toBe(false);
    expect(all.among(new Set(['t/other'])).explains(result('t/other', state))).toBe(true);
  });

  it('endangers a case if one of its requirements has failed, or depends on one that has', () => {
    const known = knowing(result('t/root'));
    expect(known.endangers({ requirements: ['t/new', 't/leaf'] })).toBe(true);
    expect(known.endangers({ requirements: ['t/root'] })).toBe(true);
    expect(known.endangers({ requirements: ['t/new'] })).toBe(false);
    expect(known.endangers({ requirements: [] })).toBe(false);
  });

  it('is a requirement that failed, or that depends on one of which the state was wrong', () => {
    expect(knowing(result('t/root')).isKnown('t/root')).toBe(true);
    expect(knowing(result('t/root')).isKnown('t/leaf')).toBe(false);
    expect(knowing(result('t/root', state)).isKnown('t/leaf')).toBe(true);
    expect(knowing(result('t/root', state)).isKnown('t/new')).toBe(false);
  });

  it('comes to an end where requirements depend on each other', () => {
    const circle = new KnownFailures({ 't/one': ['t/two'], 't/two': ['t/one'] });
    expect(circle.isKnown('t/one')).toBe(false);
    expect(circle.endangers({ requirements: ['t/two'] })).toBe(false);
  });
});

describe('dependencies', () => {
  it('are what each requirement names', () => {
    const requirements = topic('t', {
      leaf: { level: 'MUST', means: 'Is so', dependsOn: ['t/middle'] },
      root: { level: 'MUST', means: 'Is so' },
    });
    expect(dependenciesWithin(requirements)).toEqual({ 't/leaf': ['t/middle'], 't/root': [] });
  });

  it('of requirements are all that these depend on, directly or not', () => {
    expect([...dependenciesOf(['t/leaf', 't/other'], dependsOn)]).toEqual(['t/middle', 't/root']);
    expect([...dependenciesOf(['t/root'], dependsOn)]).toEqual([]);
  });
});
