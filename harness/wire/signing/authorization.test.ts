import { describe, expect, it } from 'vitest';
import type { HeaderFields, HttpRequest } from '../message.ts';
import { type ReadClaim, readClaim } from './authorization.ts';

const signature = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';
const credential = 'AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request';
const parts = { Credential: credential, SignedHeaders: 'host;x-amz-date', Signature: signature };
const presigned = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': credential,
  'X-Amz-Date': '20150830T123600Z',
  'X-Amz-Expires': '60',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': signature,
};

function readHeader(authorization: string, ...more: HeaderFields): ReadClaim {
  const headers: HeaderFields = [['Host', 'h'], ...more, ['AUTHORIZATION', authorization]];
  return readClaim({ method: 'POST', target: '/', headers, body: Buffer.alloc(0) });
}

function readParts(changed: Partial<Record<keyof typeof parts, string>>, ...more: HeaderFields): ReadClaim {
  const { Credential, SignedHeaders, Signature } = { ...parts, ...changed };
  const text = `AWS4-HMAC-SHA256 Credential=${Credential}, SignedHeaders=${SignedHeaders}, Signature=${Signature}`;
  return readHeader(text, ...(more.length === 0 ? [['X-Amz-Date', '20150830T123600Z'] as const] : more));
}

function readQuery(
  changed: Partial<Record<keyof typeof presigned | 'X-Amz-Security-Token', string>>,
  more = '',
): ReadClaim {
  const pairs = Object.entries({ ...presigned, ...changed }).map(([name, value]) => `${name}=${value}`);
  const target = `/?Action=A&${pairs.join('&')}${more}`;
  return readClaim({ method: 'GET', target, headers: [['Host', 'h']], body: Buffer.alloc(0) });
}

describe('a claim', () => {
  it('is read from Authorization', () => {
    expect(readParts({})).toStrictEqual({
      kind: 'claim',
      claim: {
        place: 'header',
        accessKeyId: 'AKIDEXAMPLE',
        day: '20150830',
        region: 'us-east-1',
        service: 'ec2',
        signedHeaders: ['host', 'x-amz-date'],
        signature,
        date: '20150830T123600Z',
        signedAt: new Date('2015-08-30T12:36:00Z'),
      },
    });
  });

  it('is read from a presigned query', () => {
    expect(readQuery({ 'X-Amz-Security-Token': 'to%2Fken' })).toStrictEqual({
      kind: 'claim',
      claim: {
        place: 'query',
        accessKeyId: 'AKIDEXAMPLE',
        day: '20150830',
        region: 'us-east-1',
        service: 'ec2',
        signedHeaders: ['host'],
        signature,
        date: '20150830T123600Z',
        signedAt: new Date('2015-08-30T12:36:00Z'),
        expiresSeconds: 60,
        securityToken: 'to/ken',
      },
    });
  });

  it('is read from Authorization where both are there', () => {
    const pairs = Object.entries(presigned).map(([name, value]) => `${name}=${value}`);
    const request: HttpRequest = {
      method: 'GET',
      target: `/?${pairs.join('&')}`,
      headers: [['Authorization', 'Bearer x']],
      body: Buffer.alloc(0),
    };

    expect(readClaim(request)).toMatchObject({ flaw: { flaw: 'unknown-algorithm' } });
  });

  it('has the token of its own place', () => {
    const token = ['X-Amz-Security-Token', 'token'] as const;

    expect(readParts({}, ['X-Amz-Date', '20150830T123600Z'], token)).toMatchObject({
      claim: { securityToken: 'token' },
    });
  });

  it.each([
    [`  AWS4-HMAC-SHA256   Credential = ${credential} ,SignedHeaders=host,  Signature=${signature} ,`],
    [`AWS4-HMAC-SHA256\tSignature=${signature},SignedHeaders=host,Credential=${credential}`],
    [`AWS4-HMAC-SHA256 ,, Signature=${signature}, SignedHeaders=host, Credential=${credential}, Other=x`],
  ])('is read from Authorization spaced and ordered freely: %j', (text) => {
    expect(readHeader(text, ['X-Amz-Date', '20150830T123600Z'])).toMatchObject({
      kind: 'claim',
      claim: { accessKeyId: 'AKIDEXAMPLE', signedHeaders: ['host'], signature },
    });
  });

  it('takes what precedes the scope for the key, slashes and all', () => {
    expect(readParts({ Credential: `a/b/${credential}` })).toMatchObject({ claim: { accessKeyId: 'a/b/AKIDEXAMPLE' } });
  });

  it.each([
    [['X-Amz-Date', '20150830T123600Z'] as const, ['Date', 'Mon, 31 Aug 2015 00:00:00 GMT'] as const],
    [['Date', 'Sun, 30 Aug 2015 12:36:00 GMT'] as const, ['X-Other', 'x'] as const],
    [['Date', '20150830T123600Z'] as const, ['X-Other', 'x'] as const],
  ])('is of the date in %j, beside %j', (field, beside) => {
    expect(readParts({}, beside, field)).toMatchObject({
      claim: { date: '20150830T123600Z', signedAt: new Date('2015-08-30T12:36:00Z') },
    });
  });
});

describe('a claim in Authorization is refused', () => {
  const syntax = 'authorization-syntax';
  const scope = (text: string) => `the credential "${text}" is not KEY/YYYYMMDD/REGION/SERVICE/aws4_request`;

  it.each([
    ['Bearer x', 'algorithm', 'Authorization starts with "Bearer", not AWS4-HMAC-SHA256'],
    ['', 'algorithm', 'Authorization starts with "", not AWS4-HMAC-SHA256'],
    ['AWS4-HMAC-SHA256', syntax, 'Authorization lacks Credential, SignedHeaders, Signature'],
    ['AWS4-HMAC-SHA256 Credential=, Signature=x', syntax, 'Authorization lacks Credential, SignedHeaders'],
    ['AWS4-HMAC-SHA256 Credential', syntax, 'Authorization holds "Credential", which is not NAME=VALUE'],
    ['AWS4-HMAC-SHA256  a=b c ,x=y', syntax, 'Authorization holds "a=b c", which is not NAME=VALUE'],
    ['AWS4-HMAC-SHA256 a-b=c', syntax, 'Authorization holds "a-b=c", which is not NAME=VALUE'],
    ['AWS4-HMAC-SHA256 a=b, a=c', syntax, 'Authorization holds a twice'],
  ])('as %j', (text, stage, explanation) => {
    expect(readHeader(text, ['X-Amz-Date', '20150830T123600Z'])).toMatchObject({
      kind: 'flawed',
      flaw: { stage, explanation },
    });
  });

  it('that is there twice', () => {
    expect(readHeader('AWS4-HMAC-SHA256', ['Authorization', 'x'])).toEqual({
      kind: 'flawed',
      flaw: { stage: syntax, flaw: 'malformed', explanation: 'Authorization occurs 2 times' },
    });
  });

  it.each([signature.slice(1), `${signature}0`, `g${signature.slice(1)}`])('with the signature %s', (text) => {
    expect(readParts({ Signature: text })).toMatchObject({
      flaw: { stage: syntax, flaw: 'malformed', explanation: 'the signature is not 64 hex digits' },
    });
  });

  it.each([
    '20150830/us-east-1/ec2/aws4_request',
    '/20150830/us-east-1/ec2/aws4_request',
    'AK/2015083/us-east-1/ec2/aws4_request',
    'AK/201508300/us-east-1/ec2/aws4_request',
    'AK/20150830//ec2/aws4_request',
    'AK/20150830/us-east-1//aws4_request',
    'AK/20150830/us-east-1/ec2/aws4',
    'AK/20150830/us-east-1/ec2/',
    'AK',
  ])('with the credential %s', (text) => {
    expect(readParts({ Credential: text })).toMatchObject({
      flaw: { stage: 'credential-scope', flaw: 'scope-malformed', explanation: scope(text) },
    });
  });

  it.each([
    ['X-Amz-Date', '2015-08-30T12:36:00Z'],
    ['X-Amz-Date', 'Sun, 30 Aug 2015 12:36:00 GMT'],
    ['X-Amz-Date', '20150832T123600Z'],
    ['X-Amz-Date', '20150230T123600Z'],
    ['X-Amz-Date', '20150830T123600'],
    ['X-Amz-Date', 'x20150830T123600Z'],
    ['X-Amz-Date', '20150830T123600Zx'],
    ['Date', 'Sunday, 30-Aug-15 12:36:00 GMT'],
    ['Date', 'Sun, 30 Aug 2015 12:36:00 GMT+1'],
    ['Date', 'x Sun, 30 Aug 2015 12:36:00 GMT'],
    ['Date', '2015-08-30'],
  ])('with %s: %s', (field, text) => {
    expect(readParts({}, [field, text])).toEqual({
      kind: 'flawed',
      flaw: { stage: 'date', flaw: 'date-malformed', explanation: `${field} is "${text}", not like 20150830T123600Z` },
    });
  });

  it('without a date', () => {
    expect(readParts({}, ['X-Other', 'x'])).toEqual({
      kind: 'flawed',
      flaw: { stage: 'date', flaw: 'date-missing', explanation: 'the request has neither X-Amz-Date nor Date' },
    });
  });
});

describe('a claim in the query is refused', () => {
  it.each(['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Expires'] as const)(
    'with %s empty or there twice',
    (name) => {
      expect(readQuery({ [name]: '' })).toMatchObject({
        flaw: { stage: 'authorization-syntax', flaw: 'incomplete', explanation: `the query lacks ${name}` },
      });
      expect(readQuery({}, `&${name}=x`)).toMatchObject({
        flaw: { stage: 'authorization-syntax', flaw: 'malformed', explanation: `the query holds ${name} twice` },
      });
    },
  );

  it.each(['X-Amz-Algorithm', 'x-amz-credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders'])(
    'with nothing but %s',
    (name) => {
      const request = { method: 'GET', target: `/?${name}=x`, headers: [], body: Buffer.alloc(0) };

      expect(readClaim(request)).toMatchObject({ kind: 'flawed', flaw: { flaw: 'incomplete' } });
    },
  );

  it.each<readonly [Parameters<typeof readQuery>[0], string, string]>([
    [{ 'X-Amz-Algorithm': 'AWS4' }, 'unknown-algorithm', 'X-Amz-Algorithm is "AWS4", not AWS4-HMAC-SHA256'],
    [{ 'X-Amz-Expires': '0' }, 'expires-malformed', 'X-Amz-Expires is "0", not 1 to 604800 seconds'],
    [{ 'X-Amz-Expires': '604801' }, 'expires-malformed', 'X-Amz-Expires is "604801", not 1 to 604800 seconds'],
    [{ 'X-Amz-Expires': '-1' }, 'expires-malformed', 'X-Amz-Expires is "-1", not 1 to 604800 seconds'],
    [{ 'X-Amz-Expires': '60s' }, 'expires-malformed', 'X-Amz-Expires is "60s", not 1 to 604800 seconds'],
    [{ 'X-Amz-Expires': '0000060' }, 'expires-malformed', 'X-Amz-Expires is "0000060", not 1 to 604800 seconds'],
    [{ 'X-Amz-Date': 'x' }, 'date-malformed', 'X-Amz-Date is "x", not like 20150830T123600Z'],
  ])('as %j', (changed, flaw, explanation) => {
    expect(readQuery(changed)).toMatchObject({ kind: 'flawed', flaw: { flaw, explanation } });
  });

  it('without a date, whatever the fields say', () => {
    const pairs = Object.entries(presigned).filter(([name]) => name !== 'X-Amz-Date');
    const target = `/?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
    const headers: HeaderFields = [['X-Amz-Date', '20150830T123600Z']];

    expect(readClaim({ method: 'GET', target, headers, body: Buffer.alloc(0) })).toEqual({
      kind: 'flawed',
      flaw: { stage: 'date', flaw: 'date-missing', explanation: 'the query lacks X-Amz-Date' },
    });
  });

  it.each(['1', '604800'])('never for its %s seconds', (seconds) => {
    expect(readQuery({ 'X-Amz-Expires': seconds })).toMatchObject({ claim: { expiresSeconds: Number(seconds) } });
  });
});
