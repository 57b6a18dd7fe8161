import { describe, expect, test } from 'vitest';
import { refusalXml, type SampleResponse, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { HeaderFields } from '../wire/message.ts';
import type { Mismatch } from './finding.ts';
import type { ErrorOutcome, SuccessOutcome } from './outcome.ts';
import * as judge from './response-request-id.ts';

const good = success('');
const id = '59dbff89-35bd-4eac-99ed-be587ed81825';

function ofDocument(check: (outcome: SuccessOutcome | ErrorOutcome) => readonly Mismatch[], xml: string) {
  const { outcome } = sampleResponse({ xml });
  if (outcome.kind !== 'success' && outcome.kind !== 'error') throw new Error('the sample is no document of EC2');
  return check(outcome);
}

describe('the id of a request', () => {
  test('is in requestId of a success and in RequestID of an error', () => {
    expect(ofDocument(judge.judgeRequestId, good)).toEqual([]);
    expect(ofDocument(judge.judgeRequestId, refusalXml)).toEqual([]);
  });

  test.each([
    [good.replaceAll('requestId>', 'RequestID>'), 'requestId', 'no such element'],
    [good.replace(id, ' '), 'requestId', 'empty'],
    [refusalXml.replaceAll('RequestID>', 'requestId>'), 'RequestID', 'no such element'],
    [refusalXml.replace(id, ''), 'RequestID', 'empty'],
  ])('is a mismatch when it is elsewhere or is empty: %#', (xml, at, observed) => {
    expect(ofDocument(judge.judgeRequestId, xml)).toEqual([
      { kind: 'body', at, expected: 'the id of the request', observed },
    ]);
  });
});

describe('the form of the id', () => {
  test.each([good, good.replace(id, ''), good.replace(/<requestId>.*<\/requestId>/, ''), refusalXml])(
    'is that of a UUID in lower case, or there is no id: %#',
    (xml) => {
      expect(ofDocument(judge.judgeRequestIdForm, xml)).toEqual([]);
    },
  );

  test.each([
    '59DBFF89-35BD-4EAC-99ED-BE587ED81825',
    '59dbff8-35bd-4eac-99ed-be587ed81825',
    '59dbff89-35b-4eac-99ed-be587ed81825',
    '59dbff89-35bd-4ea-99ed-be587ed81825',
    '59dbff89-35bd-4eac-99e-be587ed81825',
    '59dbff89-35bd-4eac-99ed-be587ed8182',
    'x59dbff89-35bd-4eac-99ed-be587ed81825',
    '59dbff89-35bd-4eac-99ed-be587ed818259',
  ])('is a mismatch as %s', (text) => {
    expect(ofDocument(judge.judgeRequestIdForm, good.replace(id, text))).toEqual([
      { kind: 'body', at: 'id of the request', expected: 'a UUID in lower case', observed: text },
    ]);
  });

  test('is a mismatch as a long text, of which 120 characters are shown', () => {
    expect(ofDocument(judge.judgeRequestIdForm, good.replace(id, 'n'.repeat(200)))).toMatchObject([
      { observed: 'n'.repeat(120) },
    ]);
  });
});

describe('the field x-amzn-requestid', () => {
  const withField = (value: string): HeaderFields => [['X-Amzn-RequestId', value]];

  test.each<readonly [string, SampleResponse]>([
    ['names the request of a success', { xml: good, headers: withField(id) }],
    ['names the request of an error', { xml: refusalXml, headers: withField(id) }],
    ['is absent', { xml: good, headers: [] }],
    ['is next to an empty id', { xml: good.replace(id, ''), headers: withField('other') }],
    ['is next to no id', { xml: good.replace(/<requestId>.*<\/requestId>/, ''), headers: withField('other') }],
    ['is next to a page', { xml: '<html/>', headers: withField('other') }],
  ])('%s', (_, sample) => {
    expect(judge.judgeRequestIdHeader(sampleResponse(sample))).toEqual([]);
  });

  test.each([good, refusalXml])('is a mismatch when it names another request than the body: %#', (xml) => {
    expect(judge.judgeRequestIdHeader(sampleResponse({ xml, headers: withField('other') }))).toEqual([
      { kind: 'header', at: 'x-amzn-requestid', expected: `${id}, as in the body`, observed: 'other' },
    ]);
  });

  test('is a mismatch with long ids, of which 120 characters are shown', () => {
    const xml = good.replace(id, 'n'.repeat(200));

    expect(judge.judgeRequestIdHeader(sampleResponse({ xml, headers: withField('m'.repeat(200)) }))).toMatchObject([
      { expected: `${'n'.repeat(120)}, as in the body`, observed: 'm'.repeat(120) },
    ]);
  });

  test('is not asked for when no response came', () => {
    const { exchange, ...subject } = sampleResponse({ xml: good });
    const { response: _, ...unanswered } = exchange;

    expect(judge.judgeRequestIdHeader({ ...subject, exchange: unanswered })).toEqual([]);
  });
});
