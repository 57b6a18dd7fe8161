import { describe, expect, it } from 'vitest';
import {
  authorized,
  context,
  get,
  inQuery,
  knowing,
  options,
  post,
  temporary,
  withField,
} from '../../test-support/wire/signed-sample.ts';
import type { HeaderFields, HttpRequest } from './message.ts';
import { sign } from './signing/sign.ts';
import { type VerifyContext, verifySignature } from './signing/verify.ts';

const signed = sign(post, options);
const at = (iso: string): VerifyContext => ({ ...context, now: new Date(iso) });
const adding = (...fields: HeaderFields): HttpRequest => ({ ...signed, headers: [...signed.headers, ...fields] });
const listing = (from: string, to: string) => authorized((value) => value.replace(from, to))(signed);

describe('verifySignature explains', () => {
  it.each<readonly [HttpRequest, VerifyContext, string]>([
    [signed, { ...context, region: 'eu-west-1' }, 'the scope names region "us-east-1", not "eu-west-1"'],
    [signed, { ...context, service: 's3' }, 'the scope is of service "ec2", not "s3"'],
    [
      listing('content-type;host', 'host;content-type'),
      context,
      'SignedHeaders "host;content-type;x-amz-date;x-amz-odd" must be lower case, in ascending order, each name once',
    ],
    [
      listing('content-type;host', 'content-type;host;host'),
      context,
      'SignedHeaders "content-type;host;host;x-amz-date;x-amz-odd" must be lower case, in ascending order, each name once',
    ],
    [
      listing('x-amz-odd', 'X-amz-odd'),
      context,
      'SignedHeaders "content-type;host;x-amz-date;X-amz-odd" must be lower case, in ascending order, each name once',
    ],
    [
      listing('content-type;host', 'Content-Type;host'),
      context,
      'SignedHeaders "Content-Type;host;x-amz-date;x-amz-odd" must be lower case, in ascending order, each name once',
    ],
    [listing(';host', ''), context, 'SignedHeaders lacks host'],
    [
      withField(signed, 'content-type', () => undefined),
      context,
      'SignedHeaders lists content-type, which the request lacks',
    ],
    [adding(['X-AMZ-More', '1']), context, 'the field x-amz-more is there but not signed'],
    [
      withField(signed, 'x-amz-date', () => '20150831T000000Z'),
      context,
      "the date 20150831T000000Z is not on the scope's day 20150830",
    ],
    [signed, at('2015-08-30T12:51:01Z'), 'the date 20150830T123600Z is past: it is 20150830T125101Z'],
    [signed, at('2015-08-30T12:20:59Z'), 'the date 20150830T123600Z is too far in the future: it is 20150830T122059Z'],
    [
      sign(get, inQuery),
      at('2015-08-30T12:37:01Z'),
      'the date 20150830T123600Z with its 60 seconds of validity is past: it is 20150830T123701Z',
    ],
    [signed, { ...context, secretFor: () => undefined }, 'the access key "AKIDEXAMPLE" is not known'],
    [sign(post, { ...options, credentials: temporary }), context, 'a security token comes with a key that has none'],
    [signed, knowing({ sessionToken: 't' }), 'the key is temporary and its token is missing'],
    [
      sign(post, { ...options, credentials: temporary }),
      knowing({ sessionToken: 't' }),
      "the security token is not the key's",
    ],
    [
      sign(post, { ...options, credentials: temporary }),
      knowing({ sessionToken: temporary.sessionToken, expired: true }),
      'the temporary credentials have run out',
    ],
    [
      { ...sign(post, { ...options, contentSha256: true }), body: Buffer.from('Action=A') },
      context,
      // printf 'Action=A&Name=x%%20y' | sha256sum; printf 'Action=A' | sha256sum
      "X-Amz-Content-Sha256 is ab3097a904f1b35beb4d98dc3cf9929e65e3b4ccf2362c3e7fcb12876542c969, the body's hash is e7fe3a930899e0f2fa547a852385ab2c61ce81c83d912a750d41b9f0219dbf69",
    ],
    [{ ...signed, method: 'PUT' }, context, 'the signature is not that of the canonical request'],
  ])('what is wrong, in one sentence: %#', (request, known, explanation) => {
    expect(verifySignature(request, known)).toMatchObject({ verdict: 'invalid', explanation });
  });

  it('that there is no signature', () => {
    expect(verifySignature(post, context)).toEqual({
      verdict: 'unsigned',
      explanation: 'the request carries no signature',
    });
  });

  it('what it read and computed, where it could', () => {
    expect(verifySignature({ ...signed, method: 'PUT' }, context)).toMatchObject({
      claim: { accessKeyId: 'AKIDEXAMPLE' },
      workings: { canonicalRequest: expect.stringMatching(/^PUT\n/), stringToSign: expect.stringMatching(/^AWS4-/) },
    });
    expect(verifySignature(authorized(() => 'x')(signed), context)).not.toHaveProperty('claim');
  });
});

describe('verifySignature leaves open', () => {
  it('any region and any service where the context names none', () => {
    const { region: _region, service: _service, ...anywhere } = context;

    expect(verifySignature(sign(post, { ...options, region: 'mars-1', service: 's3' }), anywhere).verdict).toBe(
      'valid',
    );
  });

  it('how far a date may be off, where the context says so', () => {
    const wide = { ...at('2015-08-30T13:36:00Z'), windowMs: 3_600_000 };

    expect(verifySignature(signed, wide).verdict).toBe('valid');
    expect(verifySignature(signed, { ...wide, windowMs: 3_599_999 })).toMatchObject({ flaw: 'expired' });
  });

  it('the body of a payload that is declared unsigned', () => {
    const unsigned = sign(
      { ...post, headers: [...post.headers, ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD']] },
      options,
    );

    expect(verifySignature({ ...unsigned, body: Buffer.from('any') }, context).verdict).toBe('valid');
  });

  it('whether a temporary key is near its end', () => {
    const request = sign(post, { ...options, credentials: temporary });

    expect(verifySignature(request, knowing({ sessionToken: temporary.sessionToken, expired: false })).verdict).toBe(
      'valid',
    );
  });
});
