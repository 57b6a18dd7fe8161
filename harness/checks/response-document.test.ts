import { describe, expect, test } from 'vitest';
import {
  refusalXml,
  type SampleResponse,
  sampleResponse,
  success,
  webItem,
} from '../../test-support/wire/response-sample.ts';
import type { Mismatch } from './finding.ts';
import type { SuccessOutcome } from './outcome.ts';
import * as judge from './response-document.ts';
import type { ResponseSubject } from './response-subject.ts';

const good = success(webItem);
const root = 'RevokeSecurityGroupIngressResponse';
const unanswered: ResponseSubject = {
  ...sampleResponse({ xml: good }),
  exchange: { request: sampleResponse({ xml: good }).exchange.request, durationMs: 1 },
  outcome: { kind: 'no-response', failure: { kind: 'reset', explanation: 'the connection was reset' } },
};

function ofSuccess(
  check: (success: SuccessOutcome) => readonly Mismatch[],
  sample: SampleResponse,
): readonly Mismatch[] {
  const { outcome } = sampleResponse(sample);
  if (outcome.kind !== 'success') throw new Error('the sample is no success');
  return check(outcome);
}

describe('a document', () => {
  test('is well-formed XML in the encoding that it declares', () => {
    expect(judge.judgeWellFormed(sampleResponse({ xml: good }))).toEqual([]);
    expect(judge.judgeEncoding(sampleResponse({ xml: good }))).toEqual([]);
  });

  test('is not well-formed XML with a tag left open, and the mismatch says where', () => {
    const subject = sampleResponse({ xml: '<a>\n <b></a>' });

    expect(judge.judgeWellFormed(subject)).toEqual([
      {
        kind: 'body',
        at: 'body, line 2, column 8',
        expected: 'well-formed XML 1.0',
        observed: 'an error: unexpected close tag.',
      },
    ]);
    expect(judge.judgeEncoding(subject)).toEqual([]);
  });

  test('is in no declared encoding with bytes that are none of it', () => {
    const subject = sampleResponse({ xml: Buffer.from('<a>\xe9</a>', 'latin1') });

    expect(judge.judgeEncoding(subject)).toEqual([
      {
        kind: 'body',
        at: 'body',
        expected: 'bytes of the declared encoding',
        observed: 'an error: the bytes are not UTF-8',
      },
    ]);
    expect(judge.judgeWellFormed(subject)).toEqual([]);
  });

  test('has the encoding that its Content-Type names', () => {
    const xml = Buffer.from('<a>\xe9</a>', 'latin1');
    const headers = [['Content-Type', 'text/xml; charset=iso-8859-1']] as const;

    expect(judge.judgeEncoding(sampleResponse({ xml, headers }))).toEqual([]);
  });

  test('that never came gives no mismatch', () => {
    expect(judge.judgeWellFormed(unanswered)).toEqual([]);
    expect(judge.judgeEncoding(unanswered)).toEqual([]);
    expect(judge.judgeRoot(unanswered)).toEqual([]);
  });
});

describe('the root of a success', () => {
  test.each([good, refusalXml, ''])('is named for the action, or is no success: %#', (xml) => {
    expect(judge.judgeRoot(sampleResponse({ xml }))).toEqual([]);
  });

  test('is a mismatch with another name', () => {
    const xml = good.replaceAll(root, 'RevokeSecurityGroupIngressResult');

    expect(judge.judgeRoot(sampleResponse({ xml }))).toEqual([
      { kind: 'body', at: 'root', expected: root, observed: 'RevokeSecurityGroupIngressResult' },
    ]);
  });

  test('is a mismatch where an HTML page is in its place', () => {
    expect(judge.judgeRoot(sampleResponse({ xml: '<html/>' }))).toEqual([
      { kind: 'body', at: 'root', expected: root, observed: 'html' },
    ]);
  });

  test('is a mismatch with a long name, of which 120 characters are shown', () => {
    const [mismatch] = judge.judgeRoot(sampleResponse({ xml: `<${'n'.repeat(200)}/>` }));

    expect(mismatch?.observed).toBe('n'.repeat(120));
  });
});

describe('the namespace of a success', () => {
  const expected = 'http://ec2.amazonaws.com/doc/2016-11-15/ or http://ec2.amazonaws.com/doc/2016-11-15';

  test.each([
    good,
    good.replace('2016-11-15/"', '2016-11-15"'),
    good.replaceAll(root, `e:${root}`).replace('xmlns=', 'xmlns:e='),
  ])('is that of the API version, with or without its final slash, declared with or without a prefix: %#', (xml) => {
    expect(ofSuccess(judge.judgeNamespace, { xml })).toEqual([]);
  });

  test.each([
    [good.replace(/ xmlns="[^"]*"/, ''), 'no namespace'],
    [good.replace('2016-11-15/', '2014-10-01/'), 'http://ec2.amazonaws.com/doc/2014-10-01/'],
    [good.replace('xmlns=', 'xmlns:e='), 'no namespace'],
  ])('is a mismatch when it is another: %#', (xml, observed) => {
    expect(ofSuccess(judge.judgeNamespace, { xml })).toEqual([
      { kind: 'body', at: 'namespace of the root', expected, observed },
    ]);
  });
});

describe('the head of a response', () => {
  test('has status 200 for a success', () => {
    expect(ofSuccess(judge.judgeSuccessStatus, { xml: good })).toEqual([]);
    expect(ofSuccess(judge.judgeSuccessStatus, { xml: good, status: 201 })).toEqual([
      { kind: 'status', at: 'status', expected: '200', observed: '201' },
    ]);
  });

  test.each(['text/xml', 'text/xml;charset=UTF-8', 'Text/XML ; charset="utf-8"'])('is of type text/xml: %s', (type) => {
    expect(judge.judgeContentType(sampleResponse({ xml: good, headers: [['content-type', type]] }))).toEqual([]);
  });

  test.each([
    [[['Content-Type', 'application/xml']] as const, 'application/xml'],
    [[['Content-Type', 'text/xml+soap']] as const, 'text/xml+soap'],
    [[], 'no such field'],
  ])('is a mismatch when it is of type %j', (headers, observed) => {
    expect(judge.judgeContentType(sampleResponse({ xml: good, headers }))).toEqual([
      { kind: 'header', at: 'Content-Type', expected: 'text/xml', observed },
    ]);
  });

  test('is of no type when no response came', () => {
    expect(judge.judgeContentType(unanswered)).toEqual([
      { kind: 'header', at: 'Content-Type', expected: 'text/xml', observed: 'no such field' },
    ]);
  });
});

describe('the booleans of a success', () => {
  const judgeBooleans = (one: SuccessOutcome) => judge.judgeBooleans(one, ['isEgress']);
  const returning = (text: string) => good.replace('<return>true<', `<return>${text}<`);

  test.each(['true', 'True', 'TRUE', '1'])('return: %s says true', (text) => {
    expect(ofSuccess(judge.judgeReturn, { xml: returning(text) })).toEqual([]);
  });

  test.each([
    [returning('false'), 'false'],
    [returning(''), ''],
    [good.replace('<return>true</return>', ''), 'no such element'],
  ])('return is a mismatch when it does not say true: %#', (xml, observed) => {
    expect(ofSuccess(judge.judgeReturn, { xml })).toEqual([{ kind: 'body', at: 'return', expected: 'true', observed }]);
  });

  test('are spelt true and false', () => {
    expect(ofSuccess(judgeBooleans, { xml: good })).toEqual([]);
    expect(ofSuccess(judgeBooleans, { xml: returning(' false\n') })).toEqual([]);
  });

  test.each([
    [returning('True'), 'return', 'True'],
    [returning(''), 'return', ''],
    [good.replace('<isEgress>false', '<isEgress>0'), 'isEgress', '0'],
  ])('are mismatches in another spelling: %#', (xml, at, observed) => {
    expect(ofSuccess(judgeBooleans, { xml })).toEqual([{ kind: 'body', at, expected: 'true or false', observed }]);
  });

  test('are those that are named, of the items', () => {
    const xml = good.replace('<isEgress>false', '<isEgress>0');

    expect(ofSuccess((one) => judge.judgeBooleans(one, []), { xml })).toEqual([]);
    expect(ofSuccess((one) => judge.judgeBooleans(one, ['other', 'isEgress']), { xml })).toHaveLength(1);
  });

  test('are one mismatch, however many are misspelt', () => {
    const xml = returning('True').replace('<isEgress>false', '<isEgress>False');

    expect(ofSuccess(judgeBooleans, { xml })).toHaveLength(1);
  });

  test('are not missed by the check of their spelling', () => {
    const xml = good.replace('<return>true</return>', '').replace('<isEgress>false</isEgress>', '');

    expect(ofSuccess(judgeBooleans, { xml })).toEqual([]);
    expect(ofSuccess(judgeBooleans, { xml: `<${root}><return>true</return></${root}>` })).toEqual([]);
  });
});
