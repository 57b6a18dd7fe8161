import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from './message.ts';
import { nearestExplanation } from './nearest.ts';
import type { VerifyContext } from './verify.ts';

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
  readonly keyScope: readonly string[];
  readonly finish: (signature: string) => string;
  readonly canonical: (text: string) => string;
}

const right: Steps = {
  method: 'POST',
  path: '/a%2520b',
  query: '%C3%BC=1&A=x%20y&B=2',
  host: '127.0.0.1:4566',
  type: 'text/x; a=b c',
  payload: sha256('Action=A%20B'),
  start: `AWS4${secret}`,
  keyScope: scope.split('/'),
  finish: (signature) => signature,
  canonical: (text) => text,
};

function signed(change: Partial<Steps>): HttpRequest {
  const steps = { ...right, ...change };
  const names = 'content-type;host;x-amz-date';
  const fields = `content-type:${steps.type}\nhost:${steps.host}\nx-amz-date:${date}\n`;
  const canonical = `${steps.method}\n${steps.path}\n${steps.query}\n${fields}\n${names}\n${steps.payload}`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(steps.canonical(canonical))}`;
  const key = steps.keyScope.reduce<string | Buffer>(hmac, steps.start);
  const signature = steps.finish(hmac(key, text).toString('hex'));
  return {
    method: 'POST',
    target: '/a%20b?B=%32&A=x+y&%C3%BC=1',
    headers: [
      ['Host', '127.0.0.1:4566'],
      ['Content-Type', 'text/x;  a=b c'],
      ['X-Amz-Date', date],
      ['Authorization', `AWS4-HMAC-SHA256 Credential=AKID/${scope}, SignedHeaders=${names}, Signature=${signature}`],
    ],
    body: Buffer.from('Action=A%20B'),
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
    ['without the empty line', { canonical: (text) => text.replace('\n\ncontent-type;', '\ncontent-type;') }],
  ])('says "%s"', (words, mistake) => {
    const explanation = nearestExplanation(signed(mistake), context);

    expect(explanation).toContain('the signature fits ');
    expect(explanation).toContain(words);
    expect(explanation).not.toContain(secret);
  });
});
