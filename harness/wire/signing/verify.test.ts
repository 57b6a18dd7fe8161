import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { awsSign } from '../../../test-support/wire/aws-signer.ts';
import {
  authorized,
  context,
  get,
  inQuery,
  knowing,
  options,
  post,
  secretAccessKey,
  temporary,
  withField,
  withTarget,
} from '../../../test-support/wire/signed-sample.ts';
import type { HeaderFields, HttpRequest } from '../message.ts';
import type { SignOptions } from './sign.ts';
import { verifySignature } from './verify.ts';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

// AWS's published example get-vanilla of the SigV4 test suite, in legal variations.
const vanilla =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';
const published: HttpRequest = {
  method: 'GET',
  target: '/',
  headers: [
    ['Host', 'example.amazonaws.com'],
    ['X-Amz-Date', '20150830T123600Z'],
    ['Authorization', vanilla],
  ],
  body: Buffer.alloc(0),
};

describe('verifySignature on legal requests', () => {
  it.each<[string, HttpRequest]>([
    ['as published', published],
    ['with its fields in another order', { ...published, headers: [...published.headers].reverse() }],
    [
      'with field names in other case',
      { ...published, headers: published.headers.map(([n, v]) => [n.toUpperCase(), v]) },
    ],
    ['with white space around values', withField(published, 'host', (value) => `  ${value}\t`)],
    ['without spaces in Authorization', authorized((value) => value.replaceAll(', ', ','))(published)],
    [
      'with many spaces in Authorization',
      authorized((value) => value.replaceAll(', ', ' ,  ').replace(' ', '   '))(published),
    ],
    [
      'with the parts of Authorization in another order',
      authorized((value) => value.replace(/(Credential=[^,]*), (SignedHeaders=[^,]*), (.*)/, '$3, $1, $2'))(published),
    ],
    ['with further fields that are not signed', { ...published, headers: [...published.headers, ['User-Agent', 'x']] }],
    ['with a request target in absolute form', { ...published, target: 'http://example.amazonaws.com/' }],
  ])("accepts AWS's example %s", (_what, request) => {
    expect(verifySignature(request, { ...context, service: 'service' })).toMatchObject({
      verdict: 'valid',
      claim: { accessKeyId: 'AKIDEXAMPLE', place: 'header', signedHeaders: ['host', 'x-amz-date'] },
    });
  });

  it.each<[string, HttpRequest, SignOptions]>([
    ['a form body', post, options],
    ['a query', get, options],
    ['a signed X-Amz-Content-Sha256', post, { ...options, contentSha256: true }],
    ['few signed fields', withField(post, 'x-amz-odd', () => undefined), { ...options, signedHeaders: [] }],
    ['a presigned query', get, inQuery],
    ['a presigned form body', post, inQuery],
  ])("accepts what AWS's signer signs: %s", async (_what, request, chosen) => {
    expect(verifySignature(await awsSign(request, chosen), context).verdict).toBe('valid');
  });

  it.each<[string, (signed: HttpRequest) => HttpRequest]>([
    [
      'in another order',
      (signed) => withTarget(signed, (target) => `/?${target.slice(2).split('&').reverse().join('&')}`),
    ],
    ['with "+" for a space', (signed) => withTarget(signed, (target) => target.replace('%20', '+'))],
    ['with lower-case hex digits', (signed) => withTarget(signed, (target) => target.replace('%2F', '%2f'))],
    ['with needless escapes', (signed) => withTarget(signed, (target) => target.replace('Action=A', 'Action=%41'))],
    ['with raw slashes', (signed) => withTarget(signed, (target) => target.replaceAll('%2F', '/'))],
    ['with an empty piece', (signed) => withTarget(signed, (target) => target.replace('&', '&&'))],
  ])('accepts a presigned query %s', async (_what, rewrite) => {
    expect(verifySignature(rewrite(await awsSign(get, inQuery)), context).verdict).toBe('valid');
  });

  it('accepts the date from Date when X-Amz-Date is missing', () => {
    const scope = '20150830/us-east-1/ec2/aws4_request';
    const day = 'Sun, 30 Aug 2015 12:36:00 GMT';
    const canonical = `GET\n/\n\ndate:${day}\nhost:h\n\ndate;host\n${createHash('sha256').digest('hex')}`;
    const hashed = createHash('sha256').update(canonical).digest('hex');
    const text = `AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${hashed}`;
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
    const claim = `Credential=AKIDEXAMPLE/${scope}, SignedHeaders=date;host, Signature=${hmac(key, text).toString('hex')}`;
    const headers: HeaderFields = [
      ['Host', 'h'],
      ['Date', day],
      ['Authorization', `AWS4-HMAC-SHA256 ${claim}`],
    ];

    const report = verifySignature({ method: 'GET', target: '/', headers, body: Buffer.alloc(0) }, context);

    expect(report.verdict).toBe('valid');
  });

  it('accepts temporary credentials with their token, in a field or in the query', async () => {
    const known = knowing({ sessionToken: temporary.sessionToken });
    const signed = [
      await awsSign(post, { ...options, credentials: temporary }),
      await awsSign(get, { ...inQuery, credentials: temporary }),
    ];

    expect(signed.map((request) => verifySignature(request, known).verdict)).toEqual(['valid', 'valid']);
  });

  it('does not hold the date against a request when no date is given to compare', async () => {
    const { now: _now, ...timeless } = context;

    expect(verifySignature(await awsSign(get, inQuery), timeless).verdict).toBe('valid');
  });

  it('shows the stages and never the key', async () => {
    const report = verifySignature(await awsSign(post, options), context);

    expect(report).toMatchObject({ workings: { canonicalRequest: expect.stringMatching(/^POST\n\/\n\n/) } });
    expect(JSON.stringify(report)).not.toContain(secretAccessKey);
  });
});

describe('verifySignature on requests without Signature Version 4', () => {
  it('calls a request without any signature unsigned', () => {
    expect(verifySignature(post, context).verdict).toBe('unsigned');
  });

  it.each<[string, HttpRequest]>([
    ['query', { ...get, target: '/?AWSAccessKeyId=AK&SignatureMethod=HmacSHA256&SignatureVersion=2&Signature=x' }],
    ['body', { ...post, body: Buffer.from('AWSAccessKeyId=AK&SignatureMethod=HmacSHA256&SignatureVersion=2') }],
  ])('calls Signature Version 2 in the %s legacy', (_where, request) => {
    expect(verifySignature(request, context)).toMatchObject({ verdict: 'legacy', accessKeyId: 'AK' });
  });
});
