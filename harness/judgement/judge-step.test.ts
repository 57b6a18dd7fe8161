import { describe, expect, test } from 'vitest';
import type { ExpectedAnswer } from '../suite/fixture.ts';
import { answered, refusal, success } from './answer-sample.ts';
import { type Happening, judgeStep } from './judge-step.ts';

const revoked: ExpectedAnswer = { answer: 'revoked', status: ['200'], return: 'true', after: ['ssh'] };
const refused: ExpectedAnswer = { answer: 'refused', status: ['4xx'], code: ['*'], after: ['web', 'ssh'] };

function happened(xml: string, status: number, standing: readonly string[]): Happening {
  return { outcome: answered({ xml, status }).outcome, standing, unexpected: [], listed: [] };
}

function judge(expected: ExpectedAnswer, happening: Happening) {
  return judgeStep([expected], ['web', 'ssh'], happening);
}

describe('the status of an answer', () => {
  test('200 stands for every success of the 200 series', () => {
    expect(judge(revoked, happened(success(''), 201, ['ssh']))).toEqual({ kind: 'pass', answer: 'revoked' });
  });

  test('200 does not stand for a success of another series', () => {
    expect(judge(revoked, happened(success(''), 302, ['ssh']))).toMatchObject({
      kind: 'fail',
      departures: [{ at: 'status' }],
    });
  });

  test('200 does not stand for an error, whatever its status says', () => {
    expect(judge(revoked, happened(refusal, 200, ['ssh']))).toMatchObject({ kind: 'fail' });
  });

  test('a refusal is one by its document, even with status 200', () => {
    expect(judge(refused, happened(refusal, 200, ['web', 'ssh']))).toEqual({ kind: 'pass', answer: 'refused' });
  });

  test('a server error is no refusal', () => {
    expect(judge(refused, happened(refusal, 500, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
      departures: [{ at: 'status', expected: '4xx' }],
    });
  });

  test('an exact status of an error is exact', () => {
    const exact: ExpectedAnswer = { ...refused, status: ['412'] };

    expect(judge(exact, happened(refusal, 400, ['web', 'ssh']))).toMatchObject({ kind: 'fail' });
  });
});

describe('the other things an answer is judged by', () => {
  test.each(['True', '1', 'true'])('return %s says true, in whatever spelling', (text) => {
    const xml = success('').replace('<return>true<', `<return>${text}<`);

    expect(judge(revoked, happened(xml, 200, ['ssh']))).toMatchObject({ kind: 'pass' });
  });

  test('a missing return departs where one is asked for', () => {
    const xml = success('').replace('<return>true</return>', '');

    expect(judge(revoked, happened(xml, 200, ['ssh']))).toMatchObject({
      departures: [{ at: 'return', expected: 'true', observed: 'absent' }],
    });
  });

  test('a rule that should have gone departs, though the answer is right', () => {
    expect(judge(revoked, happened(success(''), 200, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
      departures: [{ at: 'rules standing afterwards', expected: 'ssh', observed: 'ssh, web' }],
    });
  });

  test('an open question is observed and never judged', () => {
    expect(judgeStep([], ['web', 'ssh'], happened(refusal, 500, []))).toEqual({
      kind: 'observed',
      answer: '500 InvalidPermission.NotFound, removed web, ssh',
    });
  });
});
