import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from './message.ts';
import { nearestExplanation } from './nearest.ts';
import type { VerifyContext } from './signing/verify.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const context: VerifyContext = { secretFor: () => ({ secretAccessKey: secret }), region: 'us-east-1', service: 'ec2' };
const date = '20150830T123600Z';
const scope = '20150830/us-east-1/ec2/aws4_request';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** A signer of its own, written out, so that each step can be done wrongly. */
interface Steps {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly host: string;
  readonly type: string;
  readonly payload: string;
  readonly start: string;
  readonly scope: string;
  readonly keyScope: readonly string[];
  readonly finish: (signature: string) => string;
  readonly canonical: (text: string) => string;
  readonly toSign: (text: string, canonical: string) => string;
}

/** What the request holds, whatever was signed. */
interface Given {
  readonly host: string;
  readonly target: string;
  readonly body: string;
}

const right: Steps = {
  method: 'POST',
  path: '/a%2520b',
  query: '%C3%BC=1&A=x%20y&B=2',
  host: '127.0.0.1:4566',
  type: 'text/x; a=b c',
  payload: sha256('Action=A%20B'),
  start: `AWS4${secret}`,
  scope,
  keyScope: scope.split('/'),
  finish: (signature) => signature,
  canonical: (text) => text,
  toSign: (text) => text,
};

const given: Given = { host: '127.0.0.1:4566', target: '/a%20b?B=%32&A=x+y&%C3%BC=1', body: 'Action=A%20B' };

function signed(change: Partial<Steps>, changed: Partial<Given> = {}): HttpRequest {
  const steps = { ...right, ...change };
  const { host, target, body } = { ...given, ...changed };
  const names = 'content-type;host;x-amz-date';
  const fields = `content-type:${steps.type}\nhost:${steps.host}\nx-amz-date:${date}\n`;
  const canonical = `${steps.method}\n${steps.path}\n${steps.query}\n${fields}\n${names}\n${steps.payload}`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${steps.scope}\n${sha256(steps.canonical(canonical))}`;
  const key = steps.keyScope.reduce<string | Buffer>(hmac, steps.start);
  const signature = steps.finish(hmac(key, steps.toSign(text, canonical)).toString('hex'));
  return {
    method: 'POST',
    target,
    headers: [
      ['Host', host],
      ['Content-Type', 'text/x;  a=b c'],
      ['X-Amz-Date', date],
      [
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=AKID/${steps.scope}, SignedHeaders=${names}, Signature=${signature}`,
      ],
    ],
    body: Buffer.from(body),
  };
}

describe('nearestExplanation', () => {
  it('has nothing to say of a valid signature', () => {
    expect(nearestExplanation(signed({}), context)).toBeUndefined();
  });

  it('has nothing to say where no usual mistake fits', () => {
    expect(nearestExplanation(signed({ start: 'AWS4other' }), context)).toBeUndefined();
  });

  it('has nothing to say of a request that fails before its signature is compared', () => {
    expect(nearestExplanation(signed({}), { ...context, region: 'eu-west-1' })).toBeUndefined();
  });

  it.each<[string, Partial<Steps>]>([
    ['upper case', { finish: (signature) => signature.toUpperCase() }],
    ['without the port', { host: '127.0.0.1' }],
    ['not sorted but encoded anew', { query: 'B=2&A=x%20y&%C3%BC=1' }],
    ['not sorted', { query: 'B=%32&A=x+y&%C3%BC=1' }],
    ['sorted before they were encoded', { query: 'A=x%20y&B=2&%C3%BC=1' }],
    ['"+" stand for themselves', { query: '%C3%BC=1&A=x%2By&B=2' }],
    ['"+" for a space', { query: '%C3%BC=1&A=x+y&B=2' }],
    ['sorted as sent', { query: '%C3%BC=1&A=x+y&B=%32' }],
    ['encoded twice', { query: right.query.replaceAll('%', '%25') }],
    ['empty query', { query: '' }],
    ['without its body', { payload: sha256('') }],
    ['UNSIGNED-PAYLOAD', { payload: 'UNSIGNED-PAYLOAD' }],
    ['"+" for each "%20"', { payload: sha256('Action=A+B') }],
    ['not folded', { type: 'text/x;  a=b c' }],
    ['without its charset', { type: 'text/x' }],
    ['not encoded once more', { path: '/a%20b' }],
    ['the method GET', { method: 'GET' }],
    ['without the prefix AWS4', { start: secret }],
    ['secret with a line end', { start: `AWS4${secret}\n` }],
    ['20150830/us-east-1/s3/', { keyScope: ['20150830', 'us-east-1', 's3', 'aws4_request'] }],
    ['20150829/us-east-1/ec2/', { keyScope: ['20150829', 'us-east-1', 'ec2', 'aws4_request'] }],
    ['CRLF', { canonical: (text) => text.replaceAll('\n', '\r\n') }],
    ['a Host with port 80', { host: '127.0.0.1:80' }],
    ['a Host with port 443', { host: '127.0.0.1:443' }],
    ['an empty Host', { host: '' }],
    ['a query with lower-case hex digits', { query: '%c3%bc=1&A=x%20y&B=2' }],
    ['the body itself in place of its hash', { payload: 'Action=A%20B' }],
    ['an upper-case payload hash', { payload: right.payload.toUpperCase() }],
    ['a body with a line end behind it', { payload: sha256('Action=A%20B\n') }],
    ['an empty path', { path: '' }],
    ['the path /', { path: '/' }],
    ['the method post', { method: 'post' }],
    ['the secret itself in place of the derived key', { start: secret, keyScope: [] }],
    ['20150831/us-east-1/ec2/', { keyScope: ['20150831', 'us-east-1', 'ec2', 'aws4_request'] }],
    ['20150830//ec2/', { keyScope: ['20150830', '', 'ec2', 'aws4_request'] }],
    ['20150830/us-east-1/EC2/', { keyScope: ['20150830', 'us-east-1', 'EC2', 'aws4_request'] }],
    ['20150830/us-east-1/execute-api/', { keyScope: ['20150830', 'us-east-1', 'execute-api', 'aws4_request'] }],
    ['20150830/us-east-1/sts/', { keyScope: ['20150830', 'us-east-1', 'sts', 'aws4_request'] }],
    ['20150830/us-east-1/iam/', { keyScope: ['20150830', 'us-east-1', 'iam', 'aws4_request'] }],
    [
      '20150830/us-east-1/s3/',
      {
        keyScope: ['20150830', 'us-east-1', 's3', 'aws4_request'],
        toSign: (text) => text.replace('/ec2/', '/s3/'),
      },
    ],
    ['not hashed', { toSign: (_, canonical) => `AWS4-HMAC-SHA256\n${date}\n${scope}\n${canonical}` }],
    ['a canonical request with a line end behind it', { canonical: (text) => `${text}\n` }],
    ['the canonical request in place of the string to sign', { toSign: (_, canonical) => canonical }],
    ['a string to sign with a line end behind it', { toSign: (text) => `${text}\n` }],
    ['without the empty line', { canonical: (text) => text.replace('\n\ncontent-type;', '\ncontent-type;') }],
  ])('says "%s"', (words, mistake) => {
    const explanation = nearestExplanation(signed(mistake), context);

    expect(explanation).toContain('the signature fits ');
    expect(explanation).toContain(words);
    expect(explanation).not.toContain(secret);
  });

  it.each<[string, Partial<Steps>, Partial<Given>]>([
    ['a Host in lower case', { host: 'ec2.example' }, { host: 'EC2.Example' }],
    ['a body with "%20" for each "+"', { payload: sha256('Action=A%20B') }, { body: 'Action=A+B' }],
    ['the body as the query, and no body', { query: 'Action=A&B=2', payload: sha256('') }, { body: 'B=2&Action=A' }],
    ['a path that was not normalized', { path: '/./a%2520b' }, { target: '/./a%20b?B=%32&A=x+y&%C3%BC=1' }],
  ])('says "%s" of a request that it distinguishes', (words, mistake, changed) => {
    expect(nearestExplanation(signed(mistake, changed), context)).toBe(`the signature fits ${words}`);
  });

  it('says so when the secret was used without the white space around it', () => {
    const padded: VerifyContext = { ...context, secretFor: () => ({ secretAccessKey: ` ${secret}\n` }) };

    expect(nearestExplanation(signed({}), padded)).toBe(
      'the signature fits a secret without the white space around it',
    );
  });

  it('tries a region in lower case', () => {
    const { region: _, ...anywhere } = context;
    const claimed = '20150830/EU-WEST-1/ec2/aws4_request';
    const mistaken = signed({ scope: claimed, keyScope: ['20150830', 'eu-west-1', 'ec2', 'aws4_request'] });

    expect(nearestExplanation(mistaken, anywhere)).toBe(
      'the signature fits a key of the scope 20150830/eu-west-1/ec2/aws4_request',
    );
  });
});

describe('nearestExplanation of a request with a security token', () => {
  const temporary: VerifyContext = {
    ...context,
    secretFor: () => ({ secretAccessKey: secret, sessionToken: 'token' }),
  };
  const signatureOf = (canonical: string) =>
    hmac(
      scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`),
      `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`,
    ).toString('hex');

  it('says when the token was not among the fields that were signed', () => {
    const canonical = `GET\n/\n\nhost:h\nx-amz-date:${date}\n\nhost;x-amz-date\n${sha256('')}`;
    const claim = `Credential=AKID/${scope}, SignedHeaders=host;x-amz-date;x-amz-security-token`;
    const request: HttpRequest = {
      method: 'GET',
      target: '/',
      headers: [
        ['Host', 'h'],
        ['X-Amz-Date', date],
        ['X-Amz-Security-Token', 'token'],
        ['Authorization', `AWS4-HMAC-SHA256 ${claim}, Signature=${signatureOf(canonical)}`],
      ],
      body: Buffer.alloc(0),
    };

    expect(nearestExplanation(request, temporary)).toBe('the signature fits header fields without the security token');
  });

  it('says when the token was added to a presigned query', () => {
    const before = `Action=A&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F${scope.replaceAll('/', '%2F')}&X-Amz-Date=${date}&X-Amz-Expires=60`;
    const after = 'X-Amz-SignedHeaders=host';
    const signature = signatureOf(`GET\n/\n${before}&${after}\nhost:h\n\nhost\n${sha256('')}`);
    const request: HttpRequest = {
      method: 'GET',
      target: `/?${before}&X-Amz-Security-Token=token&${after}&X-Amz-Signature=${signature}`,
      headers: [['Host', 'h']],
      body: Buffer.alloc(0),
    };

    expect(nearestExplanation(request, temporary)).toBe('the signature fits a query without the security token');
  });
});
