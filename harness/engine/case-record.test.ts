import { describe, expect, it, vi } from 'vitest';
import { resultOf, shelfDomain, shelfEngine } from '../../test-support/shelf-engine.ts';
import { takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import { reason } from '../checks/reason.ts';
import { EmptyScene } from '../scene/empty-scene.ts';
import { attempt } from './attempt-case.ts';
import { CaseRecord } from './case-record.ts';
import { notAskedResult } from './execute-case.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple'], { control: 'control' });
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

/** A record of a case to which nothing has happened yet. */
class EmptyRecord {
  readonly record: CaseRecord;
  readonly result: CaseRecord['result'];

  constructor(testCase: Case) {
    this.record = new CaseRecord(shelfEngine().engine, testCase);
    this.result = (verdict, why) => this.record.result(verdict, why);
  }
}

describe('the result of a case', () => {
  it('states what was given, sent, expected and observed, and how to see it again', async () => {
    const result = await resultOf({ status: 200 }, apple);
    expect(result).toMatchObject({
      ...{ id: 'apple', kind: 'fixture', title: 'apple', requirements: ['of/apple'], verdict: 'pass' },
      ...{ answer: 'taken', control: 'control', given: apple.given, mismatches: [], findings: [] },
      ...{ sent: 'Take (POST)\nShelf=shelf-1\nItems=apple', observed: '200, removed apple' },
      expected: 'status 200; items afterwards: pear',
      reproduce: {
        command:
          'npx ec2-conformance run --operation Take --endpoint http://127.0.0.1/ --region us-east-1 --only apple',
      },
    });
    expect(result.reproduce.curl).toMatch(/^curl /);
    expect(result.exchanges.map(({ status }) => status)).toEqual([200]);
    for (const absentMember of ['replay', 'reason', 'failed']) expect(result).not.toHaveProperty(absentMember);
  });

  it('says how the request was signed, and by whom, where that is not as usual', async () => {
    const send = { ...apple.send, sign: 'none', as: 'denied', method: 'GET' } as const;
    expect((await resultOf({ status: 200 }, { ...apple, send })).sent).toMatch(
      /^Take \(GET, signature: none, as denied\)/,
    );
  });

  it('says of an open question what was answered', async () => {
    expect(await resultOf({ status: 200 }, { ...apple, expect: [] })).toMatchObject({
      ...{ verdict: 'observed', answer: '200, removed apple', expected: 'an open question: any response' },
    });
  });

  it('lists all accepted responses', async () => {
    const either = { ...apple, expect: [...apple.expect, ...absent.expect] };
    expect((await resultOf({ status: 200 }, either)).expected).toMatch(/^status 200; .*\nor: status 400; code Item/);
  });

  it('that failed has its mismatches, and can be sent again', async () => {
    const result = await resultOf({ status: 400, code: 'Refused' }, apple);
    expect(result.verdict).toBe('fail');
    expect(result.mismatches.map(({ kind }) => kind)).toEqual(['status', 'code', 'state']);
    expect(result.replay).toMatchObject({ id: 'apple' });
  });

  it('hides secrets', async () => {
    const secret = { ...apple, send: { params: { ...apple.send.params, Note: 'a secret' } } };
    const result = await resultOf({ status: 400, code: 'a secret' }, secret);
    expect(JSON.stringify([result.sent, result.observed, result.mismatches])).not.toContain('a secret');
  });

  it('is that the target does not implement it where it says so', async () => {
    expect(await resultOf({ status: 501, code: 'Odd' }, apple)).toMatchObject({
      ...{ verdict: 'not-implemented', reason: { kind: 'not-implemented' }, mismatches: [] },
    });
  });

  it('is the same where set-up was answered so', async () => {
    const { engine } = shelfEngine({ behaviour: () => ({ status: 501 }) });
    const unset = new CaseRecord(engine, apple);
    expect(unset.result('untestable', reason('set-up', 'no')).verdict).toBe('untestable');
    const record = new CaseRecord(engine, apple);
    await engine.caller.call('Put', [], record.witness);
    expect(record.calls).toEqual({ Put: 1 });
    expect(record.result('untestable', reason('set-up', 'no')).verdict).toBe('not-implemented');
    expect(record.result('error', reason('transport', 'no')).verdict).toBe('error');
  });

  it('hides secrets in what was answered to an open question, and in its reason', async () => {
    const open = await resultOf({ status: 400, code: 'a secret' }, { ...apple, expect: [] });
    expect([open.verdict, open.answer]).toEqual(['observed', expect.not.stringContaining('a secret')]);
    const { result } = new EmptyRecord(apple);
    expect(result('error', reason('transport', 'with a secret')).reason?.message).not.toContain('a secret');
  });

  it('names what went although nothing was to be removed', async () => {
    const asking = { ...apple, expect: [], asksNoRemoval: true as const };
    expect((await resultOf({ status: 200 }, asking)).warning).toEqual({
      kind: 'removed',
      text: 'removed the apple',
    });
    expect(await resultOf({ status: 200 }, { ...asking, send: { action: 'Look' } })).not.toHaveProperty('warning');
    expect(await resultOf({ status: 200 }, { ...apple, expect: [] })).not.toHaveProperty('warning');
  });

  it('can be sent again where a general check found something in a case that passes', async () => {
    const check = (mismatches: readonly Mismatch[]): GeneralCheck => ({
      requirement: 'response/odd',
      applies: () => true,
      judge: () => mismatches,
    });
    const odd: Mismatch = { kind: 'body', at: 'x', expected: 'a', observed: 'b' };
    const found = await resultOf({ status: 200 }, apple, { generalChecks: [check([odd])] });
    expect(found).toMatchObject({ verdict: 'pass', replay: { id: 'apple' } });
    expect(await resultOf({ status: 200 }, apple, { generalChecks: [check([])] })).not.toHaveProperty('replay');
  });

  it('says where no action was named', async () => {
    const send = { bare: true as const, params: { Shelf: '{shelf}', Items: 'apple' } };
    expect((await resultOf({ status: 200 }, { ...apple, send })).sent).toMatch(/^no Action \(POST\)\n/);
  });

  it('keeps the exchanges that got no response, and has no curl line for nothing', () => {
    const { record, result } = new EmptyRecord(apple);
    const nothing = result('error', reason('transport', 'no line'));
    expect([nothing.exchanges, nothing.reproduce.curl]).toEqual([[], '']);
    const request = { method: 'POST', target: '/', headers: [], body: Buffer.from('') } as const;
    const failure = { kind: 'reset', explanation: 'the connection was reset' } as const;
    record.witness(
      { exchange: { request, failure, durationMs: 1 }, outcome: { kind: 'no-response', failure } },
      'Take',
    );
    const lost = result('error', reason('transport', 'no line'));
    expect([lost.exchanges.length, lost.calls]).toEqual([1, { Take: 1 }]);
    expect(lost.reproduce.curl).toMatch(/^curl /);
  });

  it('says how long its case took', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const { result } = new EmptyRecord(apple);
    now.mockReturnValue(1250);
    expect(result('error', reason('transport', 'no line')).durationMs).toBe(250);
    now.mockRestore();
  });

  it('counts the general checks that found something', () => {
    const { record } = new EmptyRecord(apple);
    record.finding({ requirement: 'response/a', mismatches: [], exchange: 0 });
    expect(record.mismatching).toBe(0);
    const odd: Mismatch = { kind: 'body', at: 'x', expected: 'a', observed: 'b' };
    record.finding({ requirement: 'response/b', mismatches: [odd], exchange: 0 });
    expect(record.mismatching).toBe(1);
  });

  it('is that one of two concurrent requests was refused, where the case is repeated for that', async () => {
    const both = { ...apple, beside: apple.send };
    const { engine } = shelfEngine();
    const answerOf = async (testCase: Case) => (await attempt(engine, testCase, 'careful')).result.answer;
    // The second finds nothing to take.
    expect(await answerOf({ ...both, repeated: 2 })).toBe('one of two concurrent requests was refused');
    expect(await answerOf(both)).toBe('taken');
    expect(await answerOf({ ...both, repeated: 2, beside: { action: 'Look' } })).toBe('taken');
    expect(await answerOf({ ...apple, repeated: 2 })).toBe('taken');
  });

  it('is about what the target lacks, where it does not know the action', async () => {
    const { engine } = shelfEngine({ behaviour: () => ({ status: 400, code: 'InvalidAction' }) });
    Object.assign(engine.actions, { isMissing: () => true, note: async () => undefined });
    const lacking = async (testCase: Case) => (await attempt(engine, testCase, 'careful')).result;
    const bare = { ...absent, given: {} };
    expect(await lacking(bare)).toMatchObject({
      ...{ verdict: 'not-implemented', reason: { message: 'the target does not know the action Take' } },
    });
    expect(await lacking({ ...bare, send: { action: 'Look' } })).toMatchObject({
      ...{ verdict: 'not-applicable', reason: { capabilities: ['the action Look'] } },
    });
  });

  it('passes where the error of an unknown action is what it expects', async () => {
    const { engine } = shelfEngine({ behaviour: () => ({ status: 400, code: 'InvalidAction' }) });
    Object.assign(engine.actions, { isMissing: () => true, note: async () => undefined });
    const unknown = { answer: 'unknown', status: ['400'], code: ['InvalidAction'], after: [] };
    expect((await attempt(engine, { ...absent, given: {}, expect: [unknown] }, 'careful')).result.verdict).toBe('pass');
  });

  it('has its steps one after another', async () => {
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const twice = { ...absent, then: [{ send: { action: 'Look' }, expect: [] }] };
    const { sent, expected, observed } = await resultOf({ status: 400, code: 'Item.NotFound' }, twice);
    expect(sent).toMatch(/^Take .*\n\nthen\nLook \(POST\)$/s);
    expect(expected).toMatch(/^status 400; .*\n\nthen\nan open question: any response$/s);
    expect(observed).toMatch(/^400 .*\n\nthen\n400 /s);
  });

  it('names what is claimed and not there', () => {
    const { record } = new EmptyRecord(apple);
    const claims = [
      { name: 'wheels', why: 'it does not roll' },
      { name: 'wings', why: 'it does not fly' },
    ];
    expect(record.falselyClaimed(claims)).toMatchObject({
      ...{ verdict: 'fail', expected: 'wheels, wings: there, as declared', observed: 'wheels, wings: not there' },
      mismatches: [
        { kind: 'capability', at: 'capability wheels', observed: 'it does not roll' },
        { kind: 'capability', at: 'capability wings', observed: 'it does not fly' },
      ],
    });
  });

  it('says nothing of rules where the case has no state', async () => {
    const domain = { ...shelfDomain(), scene: () => new EmptyScene(new Map()) };
    const done = [{ answer: 'done', status: ['200'], after: [] }];
    const bare = { ...apple, given: {}, send: { action: 'Look' }, expect: done };
    const { engine } = shelfEngine({ operation: { domain } });
    expect((await attempt(engine, bare, 'careful')).result).toMatchObject({ verdict: 'pass', expected: 'status 200' });
  });

  it('without a step is a mistake of the suite', () => {
    const record = new CaseRecord(shelfEngine().engine, apple);
    expect(record.judged(undefined)).toMatchObject({ verdict: 'error', reason: { kind: 'suite-error' } });
  });

  it('of a case that was not asked says so, and that nothing was sent', () => {
    const why = reason('interrupted', 'the run ended');
    expect(notAskedResult(apple, why)).toMatchObject({
      ...{
        id: 'apple',
        verdict: 'not-asked',
        control: 'control',
        reason: why,
        observed: 'nothing was sent',
        calls: {},
      },
    });
    expect(notAskedResult(absent, why)).not.toHaveProperty('control');
  });
});
