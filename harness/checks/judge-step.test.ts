import { describe, expect, test } from 'vitest';
import { refusalXml, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { ExpectedResponse } from '../cases/fixture.ts';
import { judgeStep, type StepObservation } from './judge-step.ts';
import type { Outcome } from './outcome.ts';

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

const noResponse: Outcome = {
  kind: 'no-response',
  failure: { kind: 'reset', explanation: 'the connection was reset' },
};

function judge(expected: ExpectedResponse, happening: StepObservation) {
  return judgeStep([expected], ['web', 'ssh'], happening);
}

describe('the status of a response', () => {
  test('200 stands for every success of the 200 series', () => {
    expect(judge(revoked, happened(success(''), 201, ['ssh']))).toEqual({ kind: 'pass', answer: 'revoked' });
  });

  test('200 does not stand for a success of another series', () => {
    expect(judge(revoked, happened(success(''), 302, ['ssh']))).toMatchObject({
      kind: 'fail',
      mismatches: [{ kind: 'status', at: 'status' }],
    });
  });

  test('200 does not stand for an error, whatever its status says', () => {
    expect(judge(revoked, happened(refusalXml, 200, ['ssh']))).toMatchObject({ kind: 'fail' });
    expect(judge(revoked, happened(refusalXml, 202, ['ssh']))).toMatchObject({
      mismatches: [
        { kind: 'status', at: 'status', expected: '200', observed: '202 InvalidPermission.NotFound' },
        {},
        {},
      ],
    });
  });

  test('a refusal is one by its document, even with status 200', () => {
    expect(judge(refused, happened(refusalXml, 200, ['web', 'ssh']))).toEqual({ kind: 'pass', answer: 'refused' });
  });

  test('a server error is no refusal', () => {
    expect(judge(refused, happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
      mismatches: [{ kind: 'status', at: 'status', expected: '4xx' }],
    });
  });

  test('an exact status of an error is exact', () => {
    const exact: ExpectedResponse = { ...refused, status: ['412'] };

    expect(judge(exact, happened(refusalXml, 400, ['web', 'ssh']))).toMatchObject({ kind: 'fail' });
    expect(judge(exact, happened(refusalXml, 412, ['web', 'ssh']))).toMatchObject({ kind: 'pass' });
  });

  test('one of several statuses is enough', () => {
    const several: ExpectedResponse = { ...refused, status: ['403', '4xx'] };

    expect(judge(several, happened(refusalXml, 400, ['web', 'ssh']))).toMatchObject({ kind: 'pass' });
    expect(judge(several, happened(refusalXml, 504, ['web', 'ssh']))).toMatchObject({
      mismatches: [
        { kind: 'status', at: 'status', expected: '403 or 4xx', observed: '504 InvalidPermission.NotFound' },
      ],
    });
  });

  test.each(['400', '404', '499'])('4xx stands for the error %s', (status) => {
    expect(judge(refused, happened(refusalXml, Number(status), ['web', 'ssh']))).toMatchObject({ kind: 'pass' });
  });

  test('4xx stands for no success, whatever its status says', () => {
    const anyhow: ExpectedResponse = { answer: 'any', status: ['4xx'], after: ['ssh'] };

    expect(judge(anyhow, happened(success(''), 200, ['ssh']))).toMatchObject({
      mismatches: [{ kind: 'status', at: 'status' }],
    });
  });

  test('another class stands for every status of it', () => {
    const strange: ExpectedResponse = { answer: 'strange', status: ['3xx'], after: ['ssh'] };

    expect(judge(strange, happened(success(''), 302, ['ssh']))).toMatchObject({ kind: 'pass' });
    expect(judge(strange, happened(success(''), 203, ['ssh']))).toMatchObject({
      mismatches: [{ kind: 'status', at: 'status' }],
    });
  });

  test.each([
    ['200 does not stand for the redirection 300', { ...revoked, status: ['200'] }, 300],
    ['201 does not stand for 200', { ...revoked, status: ['201'] }, 200],
  ] as const)('%s', (_, expected, status) => {
    expect(judge(expected, happened(success(''), status, ['ssh']))).toMatchObject({
      mismatches: [{ kind: 'status', at: 'status' }],
    });
  });

  test('4xx stands for an error below 400, which is reported once and elsewhere, and for none from 500 on', () => {
    expect(judge({ ...refused, status: ['4xx'] }, happened(refusalXml, 399, ['web', 'ssh']))).toMatchObject({
      kind: 'pass',
    });
    expect(judge({ ...refused, status: ['4xx'] }, happened(refusalXml, 500, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
    });
  });

  test('no response has no status', () => {
    expect(judge(revoked, { ...happened(success(''), 200, ['ssh']), outcome: noResponse })).toMatchObject({
      kind: 'fail',
      mismatches: [
        { kind: 'status', at: 'status', expected: '200', observed: 'no response (the connection was reset)' },
        { kind: 'body', at: 'return', expected: 'true', observed: 'no response (the connection was reset)' },
      ],
    });
  });
});

describe('the code of a response', () => {
  const coded: ExpectedResponse = { ...refused, code: ['InvalidPermission.NotFound', 'InvalidParameterValue'] };
  const existing = ['web', 'ssh'];

  test('is one of those that are accepted', () => {
    expect(judge(coded, happened(refusalXml, 400, existing))).toMatchObject({ kind: 'pass' });
  });

  test('is a mismatch when it is another', () => {
    const other = refusalXml.replace('InvalidPermission.NotFound', 'InvalidGroup.NotFound');

    expect(judge(coded, happened(other, 400, existing))).toMatchObject({
      mismatches: [
        {
          kind: 'code',
          at: 'code',
          expected: 'InvalidPermission.NotFound or InvalidParameterValue',
          observed: 'InvalidGroup.NotFound',
        },
      ],
    });
  });

  test('is a mismatch when there is none, though any would do', () => {
    expect(judge(refused, happened(success(''), 400, existing))).toMatchObject({
      mismatches: [{ kind: 'code', at: 'code', expected: 'any error code', observed: 'no error code (400)' }],
    });
  });

  test('is a mismatch when there is one and none is expected', () => {
    expect(judge({ answer: 'revoked', status: ['400'], after: ['ssh'] }, happened(refusalXml, 400, ['ssh']))).toEqual({
      kind: 'fail',
      nearest: 'revoked',
      mismatches: [{ kind: 'code', at: 'response', expected: 'a success', observed: '400 InvalidPermission.NotFound' }],
      missing: [],
      left: [],
    });
  });
});

describe('the other things a response is judged by', () => {
  test.each(['True', '1', 'true'])('return %s says true, in whatever spelling', (text) => {
    const xml = success('').replace('<return>true<', `<return>${text}<`);

    expect(judge(revoked, happened(xml, 200, ['ssh']))).toMatchObject({ kind: 'pass' });
  });

  test.each(['false', '0', 'False'])('return %s does not say true', (text) => {
    const xml = success('').replace('<return>true<', `<return>${text}<`);

    expect(judge(revoked, happened(xml, 200, ['ssh']))).toMatchObject({
      mismatches: [{ kind: 'body', at: 'return', expected: 'true', observed: text }],
    });
    expect(judge({ ...revoked, return: 'false' }, happened(xml, 200, ['ssh']))).toMatchObject({ kind: 'pass' });
  });

  test('what the domain alone expects comes after the return and before the state', () => {
    const own = { kind: 'body', at: 'set', expected: 'one item', observed: 'no item' } as const;
    const xml = success('').replace('>true<', '>false<');
    const both = { ...happened(xml, 200, []), judgeOwn: ({ answer }: ExpectedResponse) => [{ ...own, at: answer }] };

    expect(judge(revoked, both)).toMatchObject({
      mismatches: [{ at: 'return' }, { ...own, at: 'revoked' }, { at: 'rules afterwards' }],
    });
  });

  test('a rule that nobody gave is a mismatch', () => {
    const more = { ...happened(success(''), 200, ['ssh']), unexpected: ['udp 53-53', 'tcp 80-80'] };

    expect(judge(revoked, more)).toMatchObject({
      mismatches: [
        {
          kind: 'state',
          at: 'rules afterwards',
          expected: 'no other rule',
          observed: 'udp 53-53; tcp 80-80',
        },
      ],
    });
  });

  test('a missing return is a mismatch where one is expected for', () => {
    const xml = success('').replace('<return>true</return>', '');

    expect(judge(revoked, happened(xml, 200, ['ssh']))).toMatchObject({
      mismatches: [{ kind: 'body', at: 'return', expected: 'true', observed: 'no such element' }],
    });
  });

  test('a rule that should have been removed is a mismatch, although the response is right', () => {
    expect(judge(revoked, happened(success(''), 200, ['web', 'ssh']))).toMatchObject({
      kind: 'fail',
      mismatches: [{ kind: 'state', at: 'rules afterwards', expected: 'ssh', observed: 'ssh, web' }],
    });
  });

  test('an open question is observed and never judged', () => {
    expect(judgeStep([], ['web', 'ssh'], happened(refusalXml, 500, []))).toEqual({
      kind: 'observed',
      answer: '500 InvalidPermission.NotFound, removed web, ssh',
    });
  });
});

describe('content', () => {
  const listing: ExpectedResponse = { ...revoked, content: { nextToken: null, requestId: '*' } };

  test('is judged by the texts of the response', () => {
    expect(judge(listing, happened(success(''), 200, ['ssh']))).toMatchObject({ kind: 'pass' });
    expect(judge(listing, happened(success('', '<nextToken>more</nextToken>'), 200, ['ssh']))).toMatchObject({
      kind: 'fail',
      mismatches: [{ kind: 'body', at: 'nextToken', expected: 'none, or empty', observed: '"more"' }],
    });
  });
});

describe('the id of a rule', () => {
  const changed: ExpectedResponse = { ...revoked, after: ['new'], sameId: { new: 'old' } };
  const observed = happened(success(''), 200, ['new']);
  const ids = (after: string) => ({
    ...observed,
    ids: { before: new Map([['old', 'sgr-1']]), after: new Map([['new', after]]) },
  });

  test('is the one that the rule had before', () => {
    expect(judge(changed, ids('sgr-1'))).toMatchObject({ kind: 'pass' });
    expect(judge(changed, ids('sgr-2'))).toMatchObject({
      kind: 'fail',
      mismatches: [{ kind: 'body', at: 'id of the rule new', expected: 'sgr-1, the id of old', observed: 'sgr-2' }],
    });
  });

  test('is not judged where no ids were read, or one of the two has none', () => {
    expect(judge(changed, observed)).toMatchObject({ kind: 'pass' });
    const none = { before: new Map(), after: new Map() };
    expect(judge(changed, { ...observed, ids: { ...ids('sgr-2').ids, before: none.before } })).toMatchObject({
      kind: 'pass',
    });
    expect(judge(changed, { ...observed, ids: { ...ids('sgr-2').ids, after: none.after } })).toMatchObject({
      kind: 'pass',
    });
  });
});

test('a success without a text that a later request needs is a mismatch, and a refusal is none', () => {
  const unkept = { ...happened(success(''), 200, ['ssh']), unkept: ['nextToken'] };

  expect(judge(revoked, unkept)).toMatchObject({
    kind: 'fail',
    mismatches: [
      {
        ...{ kind: 'body', at: 'nextToken' },
        ...{ expected: 'a text, which a later request needs', observed: 'no such element, or an empty one' },
      },
    ],
  });
  expect(judge(refused, { ...happened(refusalXml, 400, ['web', 'ssh']), unkept: ['nextToken'] })).toMatchObject({
    kind: 'pass',
  });
});
