import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { Level } from '../harness/register/requirement.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { type AssembleInput, assembleReport } from './assemble.ts';
import { uneventful } from './conclusion.ts';

const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;

/** What each check found on one exchange: `r/every: true` holds. */
type Found = Readonly<Record<string, boolean>>;

function exchangesOf(id: string, exchanges: readonly Found[], more: Partial<CaseResult> = {}): CaseResult {
  return sampleResult(id, {
    exchanges: exchanges.map((_, index) => ({
      request: `request ${index} of ${id}`,
      response: 'response',
      status: 200,
      durationMs: 1,
    })),
    findings: exchanges.flatMap((found, exchange) =>
      Object.entries(found).map(([requirement, holds]) => ({
        requirement,
        exchange,
        mismatches: holds ? [] : [mismatch],
      })),
    ),
    ...more,
  });
}

const checks = ['r/every', 'r/parsed', 'r/well-formed'];

function judged(results: readonly CaseResult[], level: Level = 'MUST', more: Partial<AssembleInput> = {}) {
  const report = assembleReport(
    sampleInput({
      register: [
        sampleRequirement('a/one'),
        sampleRequirement('r/every', { level, dependsOn: ['r/parsed', 'a/one'] }),
        sampleRequirement('r/parsed', { dependsOn: ['r/well-formed'] }),
        sampleRequirement('r/well-formed'),
      ],
      results,
      invariantRequirements: checks,
      ...more,
    }),
  );
  return {
    requirement: report.requirements.find(({ id }) => id === 'r/every'),
    one: report.cases.find(({ id }) => id === 'r/every@every-answer'),
    others: report.cases.filter(({ id }) => !id.endsWith('@every-answer')),
  };
}

const asked = sampleResult('a/one');

describe('a general check', () => {
  it('that holds is one passing case with the number of responses', () => {
    const { one, requirement } = judged([asked, exchangesOf('a/1', [{ 'r/every': true }, { 'r/every': true }])]);

    expect(one).toMatchObject({ kind: 'property', verdict: 'pass', observed: 'holds for 2 responses', exchanges: [] });
    expect(one).not.toHaveProperty('seenIn');
    expect(requirement?.verdict).toBe('pass');
  });

  it('that does not hold shows the first three exchanges, names their cases, and fails no other case', () => {
    const { one, requirement, others } = judged([
      asked,
      exchangesOf('a/1', [{ 'r/every': true }]),
      ...['a/2', 'a/3', 'a/4', 'a/5'].map((id) =>
        exchangesOf(id, [{ 'r/every': false }], {
          reproduce: { curl: '', command: `npx ec2-conformance run --only ${id} --strict` },
        }),
      ),
    ]);

    expect(one).toMatchObject({
      verdict: 'fail',
      observed: '4 of 5 responses do not meet it, in 4 cases, first in a/2',
      mismatches: [mismatch],
      seenIn: ['a/2', 'a/3', 'a/4'],
      reproduce: { command: 'npx ec2-conformance run --only a/2 --only r/every --strict' },
    });
    expect(one?.exchanges.map(({ request }) => request)).toStrictEqual(
      ['a/2', 'a/3', 'a/4'].map((id) => `request 0 of ${id}`),
    );
    expect(requirement?.verdict).toBe('fail');
    expect(others.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it('names listed cases before generated ones', () => {
    const { one } = judged([
      exchangesOf('a/1@a/one', [{ 'r/every': false }]),
      exchangesOf('a/2', [{ 'r/every': false }], { kind: 'property' }),
      exchangesOf('a/3', [{ 'r/every': false }]),
    ]);

    expect(one?.seenIn).toStrictEqual(['a/3']);
  });

  it('that is an open question is observed', () => {
    const answer = (holds: boolean) => judged([exchangesOf('a/1', [{ 'r/every': holds }])], 'OBSERVE').one;

    expect(answer(false)).toMatchObject({ verdict: 'observed', answer: 'does not hold' });
    expect(answer(true)).toMatchObject({ verdict: 'observed', answer: 'holds' });
  });

  it('counts requests where a client is tested', () => {
    const register = [sampleRequirement('r/every', { binds: ['client'] })];
    const results = [exchangesOf('a/1', [{ 'r/every': true }])];
    const { one } = judged(results, 'MUST', { mode: 'client', register });

    expect(one?.observed).toBe('holds for 1 request');
  });
});

describe('a general check of which no response was of its kind', () => {
  const lacking = {
    requirements: ['r/every'],
    verdict: 'not-applicable',
    reason: { kind: 'missing-capability', capabilities: ['rule-ids'], message: 'lacks rule-ids' },
  } as const;
  const spent = {
    requirements: ['r/every'],
    verdict: 'not-asked',
    reason: { kind: 'no-calls-left', message: 'the call limit was reached' },
  } as const;
  const other = exchangesOf('a/1', [{ 'r/parsed': true }]);

  it('was not exercised', () => {
    expect(judged([other]).requirement).toMatchObject({
      verdict: 'not-applicable',
      reason: { kind: 'not-exercised', message: 'no response in this run exercised this requirement' },
    });
  });

  it('does not apply where none of the cases that elicit one does', () => {
    expect(judged([other, sampleResult('a/2', lacking)]).requirement).toMatchObject({
      verdict: 'not-applicable',
      reason: { kind: 'missing-capability' },
    });
  });

  it('was not asked where none of the cases that elicit one was', () => {
    const { requirement } = judged([other, sampleResult('a/2', spent), sampleResult('a/3', lacking)]);

    expect(requirement).toMatchObject({ verdict: 'not-asked', reason: { kind: 'no-calls-left' } });
  });

  it('does not apply to a client that has no such operation, of which it sends no request', () => {
    const why = { kind: 'client', message: 'there is no DescribeRegions' } as const;
    const none = (id: string) => sampleResult(id, { verdict: 'not-applicable', reason: why });
    const results = [none('a/1'), none('a/2')];
    const untestable = [...results, sampleResult('a/3', { verdict: 'untestable' })];
    const ofClient = { mode: 'client', register: [sampleRequirement('r/every', { binds: ['client'] })] } as const;

    expect(judged(results, 'MUST', ofClient).requirement).toMatchObject({ verdict: 'not-applicable', reason: why });
    expect(judged(untestable, 'MUST', ofClient).requirement?.verdict).toBe('untestable');
    expect(judged(results).requirement?.verdict).toBe('untestable');
  });

  it('is untestable only where no response of the run was judged', () => {
    expect(judged([sampleResult('a/1', { verdict: 'error' })]).requirement?.verdict).toBe('untestable');
  });

  it('was not asked where the run asked nothing', () => {
    expect(judged([sampleResult('a/1', { ...spent, requirements: ['a/one'] })]).requirement?.verdict).toBe('not-asked');
    expect(judged([], 'MUST', { events: { ...uneventful, cutShort: ['interrupted'] } }).requirement).toMatchObject({
      verdict: 'not-asked',
      reason: { kind: 'interrupted' },
    });
  });

  it('was not asked where it was not selected, whatever was found', () => {
    const results = [exchangesOf('a/1', [{ 'r/every': false }])];
    const { requirement, one } = judged(results, 'MUST', { selected: new Set(['a/one']), isLimited: true });

    expect(requirement).toMatchObject({ verdict: 'not-asked', reason: { kind: 'selection' } });
    expect(one).toBeUndefined();
  });

  it('is judged by the other shards', () => {
    expect(judged([other], 'MUST', { isShard: true }).requirement).toMatchObject({
      verdict: 'not-asked',
      reason: { kind: 'selection', message: 'judged by the other shards of this run' },
    });
  });
});

describe('a general check that depends on another', () => {
  const verdictsOf = (...exchanges: readonly Found[]) => judged([exchangesOf('a/1', exchanges)]).one;

  it('does not count a mismatch on an exchange on which that one found one too, however far away it is', () => {
    expect(verdictsOf({ 'r/every': false, 'r/well-formed': false }, { 'r/every': true })).toMatchObject({
      verdict: 'pass',
      observed: 'holds for 1 response; 1 more not judged, because they fail a requirement that it depends on',
      mismatches: [],
    });
  });

  it('fails by the exchanges that are left', () => {
    const one = verdictsOf({ 'r/every': false, 'r/parsed': false }, { 'r/every': false, 'r/parsed': true });

    expect(one?.verdict).toBe('fail');
    expect(one?.exchanges.map(({ request }) => request)).toStrictEqual(['request 1 of a/1']);
  });

  it('is blocked where no exchange is left', () => {
    const { requirement } = judged([exchangesOf('a/1', [{ 'r/every': false, 'r/well-formed': false }])]);

    expect(requirement).toMatchObject({
      verdict: 'blocked',
      blockedBy: ['r/well-formed'],
      reason: { kind: 'dependency', requirements: ['r/well-formed'] },
    });
  });

  it('passes where it holds on every exchange, whatever the other one found', () => {
    expect(verdictsOf({ 'r/every': true, 'r/well-formed': false })?.verdict).toBe('pass');
  });

  it('is not explained by a mismatch of that one on another exchange of the same case', () => {
    expect(verdictsOf({ 'r/every': false }, { 'r/well-formed': false })?.verdict).toBe('fail');
  });

  it('is not blocked by a requirement that cases are about', () => {
    const failed = sampleResult('a/one', { verdict: 'fail', mismatches: [mismatch] });
    const { requirement } = judged([failed, exchangesOf('a/1', [{ 'r/every': false }])]);

    expect(requirement?.verdict).toBe('fail');
  });
});
