import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HttpRequest, headerValue } from '../../harness/wire/message.ts';
import { encodeForm } from '../../harness/wire/query.ts';
import { type SignOptions, sign } from '../../harness/wire/signing/sign.ts';
import { awsSign, beyondLibrary } from './aws-signer.ts';

const options: SignOptions = {
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  region: 'us-east-1',
  service: 'ec2',
  date: new Date('2015-08-30T12:36:00Z'),
  place: 'header',
};

function post(body: string): HttpRequest {
  return {
    method: 'POST',
    target: '/',
    headers: [
      ['Host', 'ec2.us-east-1.amazonaws.com'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['User-Agent', 'x'],
      ['X-Amz-Odd', ' two  words '],
    ],
    body: Buffer.from(body),
  };
}

function get(query: string): HttpRequest {
  return { method: 'GET', target: `/?${query}`, headers: [['Host', '127.0.0.1:4566']], body: Buffer.alloc(0) };
}

const ordinaryName = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}(\.[1-9][0-9]?)?(\.[A-Z][a-z]{1,5})?$/);
const pairs = (name: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(name, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 8 });
const choices: fc.Arbitrary<SignOptions> = fc
  .record(
    {
      place: fc.constantFrom('header' as const, 'query' as const),
      temporary: fc.boolean(),
      region: fc.constantFrom('us-east-1', 'eu-west-1', 'US-EAST-1', ''),
      service: fc.constantFrom('ec2', 's3x', 'EC2'),
      date: fc.date({
        min: new Date('2000-01-01T00:00:00Z'),
        max: new Date('2099-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      contentSha256: fc.boolean(),
      expiresSeconds: fc.integer({ min: 1, max: 604_800 }),
      signedHeaders: fc.subarray(['user-agent', 'Content-Type', 'x-amz-odd', 'absent']),
    },
    { requiredKeys: ['place', 'temporary'] },
  )
  .map(({ temporary, ...chosen }) => {
    const credentials = temporary ? { ...options.credentials, sessionToken: 'to/ken+1==' } : options.credentials;
    return { ...options, ...chosen, credentials };
  });

describe('awsSign', () => {
  it('agrees with our signer on every form body', async () => {
    const anyName = fc.string({ unit: 'binary', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pairs(anyName), choices, async (form, chosen) => {
        const request = post(encodeForm(form));

        expect(await awsSign(request, chosen)).toEqual(sign(request, chosen));
      }),
    );
  });

  it('agrees with our signer on queries with ordinary names and any single values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(ordinaryName, { maxLength: 8 }),
        fc.string(),
        choices,
        async (names, value, chosen) => {
          const request = get(encodeForm(names.map((name) => [name, value])));

          expect(beyondLibrary(request, chosen)).toBe(false);
          expect(await awsSign(request, chosen)).toEqual(sign(request, chosen));
        },
      ),
    );
  });

  it('agrees with our signer on every query that is not set apart as beyond the library', async () => {
    const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pairs(anyName), choices, async (form, chosen) => {
        const request = get(encodeForm(form));
        fc.pre(!beyondLibrary(request, chosen));

        expect(await awsSign(request, chosen)).toEqual(sign(request, chosen));
      }),
    );
  });

  it('agrees with our signer on a chosen set of signed fields', async () => {
    const chosen = { ...options, signedHeaders: ['user-agent', 'absent'] };
    const signed = await awsSign(post('Action=A'), chosen);

    expect(signed).toEqual(sign(post('Action=A'), chosen));
    expect(headerValue(signed.headers, 'authorization')).toContain('SignedHeaders=host;user-agent;x-amz-date,');
  });
});

describe('beyondLibrary', () => {
  // Signed by the library too, each of these gets a signature that EC2 refuses, or none.
  it.each([
    ['a name that sorts differently once encoded', get('Z=1&%5B=2&a=3')],
    ['a name that the library drops', get('__proto__=1')],
    ['bytes that are not UTF-8', get('a=%FF')],
    ['a path that the library leaves raw', { ...get(''), target: '/a(b)' }],
  ])('sets apart %s, on which the library errs', async (_what, request) => {
    expect(beyondLibrary(request, options)).toBe(true);
    expect(await awsSign(request, options)).not.toEqual(sign(request, options));
  });
  const form = post('Action=A');

  it.each<[string, HttpRequest, Partial<SignOptions>]>([
    ['a form', form, {}],
    ['a query in order', get('Action=A&b=c'), {}],
    ['a name twice', get('a=2&a=1'), {}],
    ['a lifetime of a week', form, { expiresSeconds: 604_800 }],
    ['other fields to sign', form, { signedHeaders: ['user-agent', 'x-date', 'date-x', 'my-authorization'] }],
    ['names that only resemble those of the signature', get('my-x-amz-date=1&my__proto__=2&__proto__x=3'), {}],
    ['an encoded path', { ...form, target: '/a%20b/-._~' }, {}],
  ])('is not %s', (_, request, changed) => {
    expect(beyondLibrary(request, { ...options, ...changed })).toBe(false);
  });

  it.each<[string, HttpRequest, Partial<SignOptions>]>([
    ['a lifetime of more than a week', form, { expiresSeconds: 604_801 }],
    ['Date as a signed field', form, { signedHeaders: ['host', 'Date'] }],
    ['Authorization as a signed field', form, { signedHeaders: ['authorization'] }],
    ['a field named as no object may have a member', form, { signedHeaders: ['__proto__'] }],
    ["a path with one of !'()*", { ...form, target: '/a*b' }, {}],
    ['a target in absolute form', { ...form, target: 'http://h/' }, {}],
    ['a stray percent sign', get('a=%'), {}],
    ['bytes that are not UTF-8', get('a=%FF'), {}],
    ['a name that objects cannot hold', get('__proto__=1'), {}],
    ["a name of the signature's own", get('X-AMZ-Date=1'), {}],
    ['names that change places once encoded', get('Z=1&%5B=2&a=3'), {}],
    ['values that change places once encoded', get('a=Z&a=%5B&a=a'), {}],
    ['a name that changes places with the signature', get('%5B=1'), {}],
  ])('is %s', (_, request, changed) => {
    expect(beyondLibrary(request, { ...options, ...changed })).toBe(true);
  });
});
