import { describe, expect, test } from 'vitest';
import { refusalXml, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { ExpectedResponse } from '../cases/fixture.ts';
import { judgeStep, type StepObservation } from './judge-step.ts';

const revoked: ExpectedResponse = { answer: 'revoked', status: ['200'], return: 'true', after: ['ssh'] };
const refused: ExpectedResponse = { answer: 'refused', status: ['4xx'], code: ['*'], after: ['web', 'ssh'] };

/** Of a case on rules, where nothing special is observed. */
const quiet: Omit<StepObservation, 'outcome' | 'after'> = {
  thing: 'rule',
  removes: true,
  unexpected: [],
  judgeOwn: () => [],
};

function happened(xml: string, status: number, existing: readonly string[]): StepObservation {
  return { ...quiet, outcome: sampleResponse({ xml, status }).outcome, after: existing };
}

function judge(expected: ExpectedResponse, happening: StepObservation) {
  return judgeStep([expected], ['web', 'ssh'], happening);
}

describe('the nearest of several expected responses', () => {
  test('passes when one of them was given', () => {
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(refusalXml, 400, ['web', 'ssh']))).toEqual({
      kind: 'pass',
      answer: 'refused',
    });
  });

  test('is the one with the fewest mismatches', () => {
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
      nearest: 'refused',
    });
  });

  test('is the first of equals', () => {
    const silent: ExpectedResponse = { ...revoked, answer: 'silent' };

    expect(judgeStep([revoked, silent], ['web', 'ssh'], happened(success(''), 200, []))).toMatchObject({
      kind: 'fail',
      nearest: 'revoked',
    });
  });

  test('is the error when an unreadable response is as far from the success', () => {
    const page: StepObservation = {
      ...quiet,
      outcome: { kind: 'unreadable', status: 500, why: 'the body is not XML' },
      after: ['ssh'],
    };
    const silent: ExpectedResponse = { answer: 'silent', status: ['4xx'], after: ['ssh'] };
    const succeeded: ExpectedResponse = { answer: 'removed', status: ['200'], after: ['ssh'] };

    expect(judgeStep([succeeded, silent], ['web', 'ssh'], page)).toMatchObject({ nearest: 'silent' });
  });

  test('states every accepted status when the response has none of them', () => {
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      mismatches: [{ at: 'status', expected: '200 or 4xx' }],
    });
  });

  test('states only its own status when the response has that of another', () => {
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(success(''), 200, []))).toMatchObject({
      nearest: 'revoked',
      mismatches: [{ at: 'rules afterwards' }],
    });
  });
});

describe('a mismatch', () => {
  test('says which of several accepted responses wants it, unless all want the same', () => {
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(refusalXml, 400, ['web']))).toMatchObject({
      mismatches: [{ kind: 'state', expected: 'ssh, web (if the response is 4xx)' }],
    });
    expect(judgeStep([revoked, refused], ['web', 'ssh'], happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      mismatches: [{ at: 'status', expected: '200 or 4xx' }],
    });
    expect(judgeStep([refused], ['web', 'ssh'], happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      mismatches: [{ at: 'status', expected: '4xx' }],
    });
  });
});

describe('a mismatch with one of several accepted responses', () => {
  const given = ['web', 'ssh'] as const;
  const absent: ExpectedResponse = { ...refused, code: ['InvalidGroup.NotFound'] };
  const malformed: ExpectedResponse = { ...refused, answer: 'malformed', code: ['InvalidGroupId.Malformed'] };

  test('states every accepted code when the response has none of them', () => {
    expect(judgeStep([absent, malformed, revoked], given, happened(refusalXml, 400, given))).toMatchObject({
      nearest: 'refused',
      mismatches: [
        {
          kind: 'code',
          at: 'code',
          expected: 'InvalidGroup.NotFound or InvalidGroupId.Malformed',
          observed: 'InvalidPermission.NotFound',
        },
      ],
    });
  });

  test('says whose code it is where another accepted response has the one that was given', () => {
    const other: ExpectedResponse = { ...refused, status: ['403', '404'], code: ['InvalidPermission.NotFound'] };
    const plain: ExpectedResponse = { ...absent, status: ['400', '4xx'] };

    expect(judgeStep([plain, { ...other, after: [] }], given, happened(refusalXml, 400, given))).toMatchObject({
      mismatches: [
        { kind: 'code', expected: 'InvalidGroup.NotFound (if the response is 400 or 4xx InvalidGroup.NotFound)' },
      ],
    });
  });

  test('says nothing of others where all want the same', () => {
    const silent: ExpectedResponse = { ...revoked, answer: 'silent', return: 'false' };

    expect(judgeStep([revoked, silent], given, happened(success(''), 200, given))).toMatchObject({
      mismatches: [
        {
          kind: 'state',
          expected: 'ssh',
          observed: 'ssh, web',
          rules: { expected: ['ssh'], observed: ['web', 'ssh'] },
        },
      ],
    });
  });

  test('has no other word for one response alone', () => {
    const twice: ExpectedResponse = { ...absent, code: ['InvalidGroup.NotFound', 'InvalidGroup.NotFound'] };

    expect(judge(twice, happened(refusalXml, 400, given))).toMatchObject({
      mismatches: [{ expected: 'InvalidGroup.NotFound or InvalidGroup.NotFound' }],
    });
  });

  test('is with the success where it has as many as an error, and the response is one', () => {
    const redirected: ExpectedResponse = { ...refused, answer: 'either', status: ['200', '3xx'], after: [] };

    expect(
      judgeStep([{ ...refused, after: [] }, redirected], given, happened(success(''), 304, ['ssh'])),
    ).toMatchObject({
      nearest: 'either',
    });
  });
});
