import { describe, expect, it } from 'vitest';
import { exampleOptions as options, exampleRequest as request } from '../../../test-support/wire/signed-sample.ts';
import { type HttpRequest, headerValue } from '../message.ts';
import { prepare, sign, stagesOf } from './sign.ts';
import { signingKey } from './sigv4.ts';

const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;

describe('sign', () => {
  it('builds the canonical request and the string to sign of get-vanilla-query-order-key-case', () => {
    const stages = stagesOf(prepare(request('GET', '/?Param2=value2&Param1=value1'), options));

    expect(stages.canonicalRequest).toBe(
      'GET\n/\nParam1=value1&Param2=value2\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(stages.stringToSign).toBe(
      'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n' +
        '816cd5b414d056048ba4f7c5386d6e0533120fb1fcfa93762cf0fc39e2cf19e0',
    );
  });

  it("derives the signing key of AWS's documentation", () => {
    const key = signingKey(options.credentials, {
      day: '20150830',
      region: 'us-east-1',
      service: 'iam',
    });

    expect(key.toString('hex')).toBe('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
  });

  it("presigns the GET request of AWS's documentation", () => {
    const given: HttpRequest = {
      method: 'GET',
      target: '/test.txt',
      headers: [
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
      ],
      body: Buffer.alloc(0),
    };
    const signed = sign(given, {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      region: 'us-east-1',
      service: 's3',
      date: new Date('2013-05-24T00:00:00Z'),
      place: 'query',
      expiresSeconds: 86_400,
      signedHeaders: [],
    });

    expect(signed.target).toBe(
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  it('appends its fields behind those of the request and leaves these as they are', () => {
    const credentials = { ...options.credentials, sessionToken: 'token' };
    const signed = sign(request('POST', '/', [['x-Odd', ' a  b '], form], 'Action=A'), { ...options, credentials });

    expect(signed.headers.map(([name]) => name)).toEqual([
      'Host',
      'x-Odd',
      'Content-Type',
      'X-Amz-Date',
      'X-Amz-Security-Token',
      'Authorization',
    ]);
    expect(headerValue(signed.headers, 'x-odd')).toBe(' a  b ');
    expect(headerValue(signed.headers, 'authorization')).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, ',
    );
  });

  it('replaces an earlier signature and date', () => {
    const once = sign(request('POST', '/', [], 'Action=A'), { ...options, date: new Date('2014-01-01T00:00:00Z') });

    expect(sign(once, options)).toEqual(sign(request('POST', '/', [], 'Action=A'), options));
  });

  it('hashes the body into a signed X-Amz-Content-Sha256 where that is asked for', () => {
    const signed = sign(request('POST', '/', [], 'Action=A'), { ...options, contentSha256: true });

    // printf 'Action=A' | sha256sum
    expect(headerValue(signed.headers, 'x-amz-content-sha256')).toBe(
      'e7fe3a930899e0f2fa547a852385ab2c61ce81c83d912a750d41b9f0219dbf69',
    );
    expect(headerValue(signed.headers, 'authorization')).toContain('host;x-amz-content-sha256;x-amz-date');
  });

  it('puts the token of temporary credentials into a presigned query', () => {
    const credentials = { ...options.credentials, sessionToken: 'a/b+c=' };
    const signed = sign(request('GET', '/?Action=A'), { ...options, credentials, place: 'query' });

    expect(signed.target).toContain('/?Action=A&X-Amz-Algorithm=');
    expect(signed.target).toContain('&X-Amz-Expires=3600&X-Amz-Security-Token=a%2Fb%2Bc%3D&X-Amz-SignedHeaders=host&');
    expect(signed.headers).toEqual([['Host', 'example.amazonaws.com']]);
  });

  it('signs content-type and every x-amz-* field, or those that are chosen', () => {
    const given = request('POST', '/', [form, ['X-Amz-Odd', '1'], ['User-Agent', 'x']]);
    const signedHeaders = (chosen?: readonly string[]) =>
      prepare(given, chosen === undefined ? options : { ...options, signedHeaders: chosen }).signedHeaders;

    expect(signedHeaders()).toEqual(['content-type', 'host', 'x-amz-date', 'x-amz-odd']);
    expect(signedHeaders([])).toEqual(['host', 'x-amz-date']);
    expect(signedHeaders(['User-Agent', 'Absent'])).toEqual(['host', 'user-agent', 'x-amz-date']);
  });

  it('signs a name once that the request has twice', () => {
    const given = request('POST', '/', [
      ['X-Amz-Odd', '1'],
      ['x-amz-odd', '2'],
    ]);

    expect(prepare(given, options).signedHeaders).toEqual(['host', 'x-amz-date', 'x-amz-odd']);
  });

  it('keeps an X-Amz-Content-Sha256 that is there', () => {
    const given = request('POST', '/', [['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']]);
    const { headers } = sign(given, { ...options, contentSha256: true });

    expect(headers.filter(([name]) => /sha256/i.test(name))).toEqual([['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']]);
    expect(headerValue(sign(request('POST', '/'), options).headers, 'x-amz-content-sha256')).toBeUndefined();
  });

  it('keeps a token that is there when the credentials have none', () => {
    const { headers } = sign(request('POST', '/', [['X-Amz-Security-Token', 'theirs']]), options);

    expect(headerValue(headers, 'x-amz-security-token')).toBe('theirs');
  });

  it('replaces the token that is there by that of the credentials', () => {
    const credentials = { ...options.credentials, sessionToken: 'ours' };
    const { headers } = sign(request('POST', '/', [['x-amz-security-token', 'theirs']]), { ...options, credentials });

    expect(headers.filter(([name]) => /token/i.test(name))).toEqual([['X-Amz-Security-Token', 'ours']]);
  });

  it.each([
    ['/', '/?X-Amz-Algorithm='],
    ['/?', '/?X-Amz-Algorithm='],
    ['/?a=1&', '/?a=1&X-Amz-Algorithm='],
    ['/?a=1', '/?a=1&X-Amz-Algorithm='],
  ])('appends its parameters to %s', (target, start) => {
    const signed = sign(request('GET', target, [['Authorization', 'x']]), { ...options, place: 'query' });

    expect(signed.target.slice(0, start.length)).toBe(start);
    expect(signed.target).toMatch(/&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]{64}$/);
    expect(signed.headers).toEqual([['Host', 'example.amazonaws.com']]);
  });
});
