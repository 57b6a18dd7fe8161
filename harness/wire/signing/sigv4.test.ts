import { describe, expect, it } from 'vitest';
import { deriveKey, scopeText, signature, signingKey, stringToSign, timestamp } from './sigv4.ts';

const scope = { day: '20150830', region: 'us-east-1', service: 'iam' };
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials = { secretAccessKey: secret };

describe('the later stages of Signature Version 4', () => {
  it('write a date without separators and fractions', () => {
    expect(timestamp(new Date('2015-08-30T12:36:05.789Z'))).toBe('20150830T123605Z');
  });

  it('write a scope from its day to aws4_request', () => {
    expect(scopeText(scope)).toBe('20150830/us-east-1/iam/aws4_request');
  });

  it("hash the canonical request of AWS's documentation into its string to sign", () => {
    const canonical = [
      'GET',
      '/',
      'Action=ListUsers&Version=2010-05-08',
      'content-type:application/x-www-form-urlencoded; charset=utf-8',
      'host:iam.amazonaws.com',
      'x-amz-date:20150830T123600Z',
      '',
      'content-type;host;x-amz-date',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ].join('\n');

    expect(stringToSign('20150830T123600Z', scope, canonical)).toBe(
      'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n' +
        'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
    );
    expect(signature(signingKey(credentials, scope), stringToSign('20150830T123600Z', scope, canonical))).toBe(
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });

  it("derive the signing key of AWS's documentation", () => {
    expect(deriveKey(`AWS4${secret}`, scope).toString('hex')).toBe(
      'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
    );
  });
});

describe('the signing keys', () => {
  it('are derived once for credentials and a scope', () => {
    const key = signingKey(credentials, scope);

    expect(signingKey(credentials, { ...scope })).toBe(key);
    expect(signingKey({ secretAccessKey: `${secret}x` }, scope)).not.toEqual(key);
    expect(signingKey(credentials, { ...scope, day: '20150831' })).not.toEqual(key);
    expect(signingKey(credentials, { ...scope, region: 'us-west-2' })).not.toEqual(key);
    expect(signingKey(credentials, { ...scope, service: 'ec2' })).not.toEqual(key);
  });

  it('live as long as the credentials object: another with the same secret shares none', () => {
    const key = signingKey(credentials, scope);

    expect(signingKey({ ...credentials }, scope)).not.toBe(key);
    expect(signingKey({ ...credentials }, scope)).toEqual(key);
  });

  it('are at most 64 for one credentials object, and derived again alike', () => {
    const first = signingKey(credentials, scope);
    for (let other = 1; other <= 64; other += 1) signingKey(credentials, { ...scope, region: `region-${other}` });

    expect(signingKey(credentials, scope)).not.toBe(first);
    expect(signingKey(credentials, scope)).toEqual(first);
  });
});
