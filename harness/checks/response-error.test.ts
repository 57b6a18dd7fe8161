import { describe, expect, test } from 'vitest';
import { refusalXml, type SampleResponse, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { Mismatch } from './finding.ts';
import type { ErrorOutcome } from './outcome.ts';
import * as judge from './response-error.ts';

function ofRefusal(check: (refusal: ErrorOutcome) => readonly Mismatch[], sample: SampleResponse): readonly Mismatch[] {
  const { outcome } = sampleResponse(sample);
  if (outcome.kind !== 'error') throw new Error('the sample is no error');
  return check(outcome);
}

const long = 'n'.repeat(200);

describe('the envelope of an error', () => {
  test.each([refusalXml, success(''), ''])('holds Code and Message, or there is no error: %#', (xml) => {
    expect(judge.judgeEnvelope(sampleResponse({ xml, status: 400 }))).toEqual([]);
  });

  test.each<readonly [string, string, Mismatch]>([
    [
      'another root',
      refusalXml.replaceAll('Response>', 'ErrorResponse>'),
      { kind: 'body', at: 'root of an error', expected: 'Response', observed: 'ErrorResponse' },
    ],
    [
      'a page in its place',
      '<html/>',
      { kind: 'body', at: 'root of an error', expected: 'Response', observed: 'html' },
    ],
    [
      'a root with a long name',
      `<${long}/>`,
      { kind: 'body', at: 'root of an error', expected: 'Response', observed: 'n'.repeat(120) },
    ],
    [
      'no Errors around Error',
      refusalXml.replace(/<\/?Errors>/g, ''),
      { kind: 'body', at: 'Response', expected: 'Errors/Error', observed: 'no such element' },
    ],
    [
      'no Message',
      refusalXml.replace(/<Message>.*<\/Message>/, ''),
      { kind: 'body', at: 'Response/Errors/Error/Message', expected: 'an element', observed: 'no such element' },
    ],
    [
      'no Code',
      refusalXml.replace(/<Code>.*<\/Code>/, ''),
      { kind: 'body', at: 'Response/Errors/Error/Code', expected: 'an element', observed: 'no such element' },
    ],
  ])('is a mismatch with %s', (_, xml, mismatch) => {
    expect(judge.judgeEnvelope(sampleResponse({ xml, status: 400 }))).toEqual([mismatch]);
  });
});

describe('the code of an error', () => {
  const coded = (code: string) => refusalXml.replace('InvalidPermission.NotFound', code);

  test.each(['InvalidPermission.NotFound', 'Clientele', 'Not.Client.Here'])('is bare: %s', (code) => {
    expect(ofRefusal(judge.judgeBareCode, { xml: coded(code) })).toEqual([]);
  });

  test.each(['Client.InvalidGroup.NotFound', 'Server.InternalError'])(
    'is a mismatch with its kind before it: %s',
    (code) => {
      expect(ofRefusal(judge.judgeBareCode, { xml: coded(code) })).toEqual([
        { kind: 'code', at: 'Code', expected: 'no Client. or Server. before the code', observed: code },
      ]);
    },
  );

  test('is a mismatch with a long code, of which 120 characters are shown', () => {
    expect(ofRefusal(judge.judgeBareCode, { xml: coded(`Client.${long}`) })).toMatchObject([
      { observed: `Client.${'n'.repeat(113)}` },
    ]);
  });
});

describe('the status of an error', () => {
  test.each([400, 403, 503])('is %i', (status) => {
    expect(ofRefusal(judge.judgeErrorStatus, { xml: refusalXml, status })).toEqual([]);
  });

  test.each([
    [200, '200'],
    [399, '399'],
  ])('is a mismatch when it is %i', (status, observed) => {
    expect(ofRefusal(judge.judgeErrorStatus, { xml: refusalXml, status })).toEqual([
      { kind: 'status', at: 'status of InvalidPermission.NotFound', expected: '4xx', observed },
    ]);
  });

  test('is a mismatch beside a long code, of which 80 characters are shown', () => {
    const xml = refusalXml.replace('InvalidPermission.NotFound', long);

    expect(ofRefusal(judge.judgeErrorStatus, { xml, status: 200 })).toMatchObject([
      { kind: 'status', at: `status of ${'n'.repeat(80)}` },
    ]);
  });
});

describe('a server error', () => {
  const busy = (code: string) => refusalXml.replace('InvalidPermission.NotFound', code);

  test.each([
    ['an error of the client', refusalXml, 499],
    ['something not implemented', refusalXml, 501],
    ['a page that says so', '<html/>', 501],
    ['a page for another mistake', '<html/>', 404],
    ['throttling', busy('RequestLimitExceeded'), 503],
    ['a service out of order', busy('Unavailable'), 503],
    ['a service out of order, by its other name', busy('ServiceUnavailable'), 503],
    ['a success of a strange status', success(''), 500],
  ])('is not %s', (_, xml, status) => {
    expect(judge.judgeNoServerError(sampleResponse({ xml, status }))).toEqual([]);
  });

  test.each([
    ['an error with its code', refusalXml, 500, '500 InvalidPermission.NotFound'],
    ['a page', '<html/>', 502, '502'],
    ['an error with a long code', busy(long), 500, `500 ${'n'.repeat(80)}`],
  ])('is %s', (_, xml, status, observed) => {
    expect(judge.judgeNoServerError(sampleResponse({ xml, status }))).toEqual([
      { kind: 'status', at: 'status', expected: 'below 500', observed },
    ]);
  });
});

describe('the namespace of an error', () => {
  test('is none', () => {
    expect(ofRefusal(judge.judgeErrorNamespace, { xml: refusalXml })).toEqual([]);
  });

  test('is a mismatch when the root declares one', () => {
    const xml = refusalXml.replace('<Response>', `<Response xmlns="urn:${long}">`);

    expect(ofRefusal(judge.judgeErrorNamespace, { xml })).toEqual([
      { kind: 'body', at: 'namespace of an error', expected: 'no namespace', observed: `urn:${'n'.repeat(116)}` },
    ]);
  });
});
