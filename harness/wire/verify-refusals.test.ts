import { describe, expect, it } from 'vitest';
import { awsSign } from '../../test-support/wire/aws-signer.ts';
import {
  authorized,
  context,
  date,
  get,
  inQuery,
  knowing,
  options,
  post,
  secretAccessKey,
  temporary,
  withField,
  withTarget,
} from '../../test-support/wire/signed-sample.ts';
import { type HeaderFields, type HttpRequest, headerValue } from './message.ts';
import { verifySignature } from './signing/verify.ts';

describe('verifySignature on faulty requests', () => {
  const flip = (hex: string) => (hex.endsWith('0') ? `${hex.slice(0, -1)}1` : `${hex.slice(0, -1)}0`);
  const drop = (name: string) => (request: HttpRequest) => withField(request, name, () => undefined);
  const set = (name: string, value: string) => (request: HttpRequest) => withField(request, name, () => value);
  const add = (name: string, value: string) => (request: HttpRequest) => ({
    ...request,
    headers: [...request.headers, [name, value] as const],
  });

  it.each<[string, string, (signed: HttpRequest) => HttpRequest]>([
    ['authorization-syntax', 'incomplete', authorized((value) => value.replace(/, Signature=.*/, ''))],
    ['authorization-syntax', 'incomplete', authorized(() => 'AWS4-HMAC-SHA256')],
    ['authorization-syntax', 'malformed', authorized((value) => value.slice(0, -1))],
    ['authorization-syntax', 'malformed', authorized((value) => value.replaceAll(', ', ' '))],
    ['authorization-syntax', 'malformed', authorized((value) => `${value}, Credential=x`)],
    ['authorization-syntax', 'malformed', add('authorization', 'x')],
    ['algorithm', 'unknown-algorithm', authorized((value) => value.replace('SHA256', 'SHA512'))],
    ['algorithm', 'unknown-algorithm', authorized(() => 'Bearer x')],
    ['credential-scope', 'scope-malformed', authorized((value) => value.replace('/aws4_request', '/aws3_request'))],
    ['credential-scope', 'scope-malformed', authorized((value) => value.replace('/ec2/', '/'))],
    ['credential-scope', 'scope-region', authorized((value) => value.replace('us-east-1', 'US-EAST-1'))],
    ['credential-scope', 'scope-service', authorized((value) => value.replace('/ec2/', '/s3/'))],
    ['signed-headers', 'host-unsigned', authorized((value) => value.replace(';host', ''))],
    ['signed-headers', 'amz-header-unsigned', authorized((value) => value.replace(';x-amz-odd', ''))],
    ['signed-headers', 'amz-header-unsigned', authorized((value) => value.replace(';x-amz-date', ''))],
    [
      'signed-headers',
      'signed-headers-form',
      authorized((value) => value.replace('content-type;host', 'host;content-type')),
    ],
    ['signed-headers', 'signed-headers-form', authorized((value) => value.replace(';host', ';Host'))],
    ['signed-headers', 'header-missing', drop('content-type')],
    ['signed-headers', 'header-missing', drop('host')],
    ['date', 'date-missing', drop('x-amz-date')],
    ['date', 'date-malformed', set('x-amz-date', '2015-08-30T12:36:00Z')],
    ['date', 'date-malformed', set('x-amz-date', '20150832T123600Z')],
    ['date', 'scope-date', set('x-amz-date', '20150831T003600Z')],
    ['access-key', 'unknown-key', authorized((value) => value.replace('AKIDEXAMPLE', 'AKIDOTHER'))],
    [
      'security-token',
      'token-unexpected',
      (request) =>
        authorized((value) => value.replace('x-amz-odd', 'x-amz-odd;x-amz-security-token'))(
          add('X-Amz-Security-Token', 't')(request),
        ),
    ],
    ['payload-hash', 'payload-differs', (request) => ({ ...request, body: Buffer.from('Action=B') })],
    ['signature', 'mismatch', authorized((value) => flip(value))],
    ['signature', 'mismatch', set('x-amz-odd', 'other')],
    ['signature', 'mismatch', set('host', '127.0.0.1')],
    ['signature', 'mismatch', (request) => ({ ...request, method: 'PUT' })],
    ['signature', 'mismatch', (request) => withTarget(request, () => '/?Extra=1')],
  ])('refuses at %s (%s)', async (stage, flaw, tamper) => {
    const signed = await awsSign(post, { ...options, contentSha256: true });

    const report = verifySignature(tamper(signed), context);

    expect(report).toMatchObject({ verdict: 'invalid', stage, flaw, explanation: expect.stringMatching(/^[^\n]+$/) });
    expect(JSON.stringify(report)).not.toContain(secretAccessKey);
  });

  it('refuses a changed body without X-Amz-Content-Sha256 by the signature', async () => {
    const signed = await awsSign(post, options);

    expect(verifySignature({ ...signed, body: Buffer.from('Action=B') }, context)).toMatchObject({
      stage: 'signature',
    });
  });

  it.each<[string, string, (signed: HttpRequest) => HttpRequest]>([
    [
      'authorization-syntax',
      'incomplete',
      (request) => withTarget(request, (target) => target.replace(/&X-Amz-Expires=\d+/, '')),
    ],
    [
      'authorization-syntax',
      'malformed',
      (request) => withTarget(request, (target) => `${target}&X-Amz-Date=20150830T123600Z`),
    ],
    ['algorithm', 'unknown-algorithm', (request) => withTarget(request, (target) => target.replace('SHA256', 'SHA1'))],
    [
      'date',
      'expires-malformed',
      (request) => withTarget(request, (target) => target.replace('Expires=60', 'Expires=604801')),
    ],
    [
      'date',
      'expires-malformed',
      (request) => withTarget(request, (target) => target.replace('Expires=60', 'Expires=0')),
    ],
    ['date', 'date-missing', (request) => withTarget(request, (target) => target.replace(/&X-Amz-Date=\w+/, ''))],
    ['signature', 'mismatch', (request) => withTarget(request, (target) => target.replace('Expires=60', 'Expires=61'))],
    ['signature', 'mismatch', (request) => withTarget(request, (target) => target.replace('Action=A', 'Action=B'))],
    ['signature', 'mismatch', (request) => ({ ...request, body: Buffer.from('x') })],
  ])('refuses a presigned request at %s (%s)', async (stage, flaw, tamper) => {
    const report = verifySignature(tamper(await awsSign(get, inQuery)), context);

    expect(report).toMatchObject({ verdict: 'invalid', stage, flaw });
  });

  it.each([
    [options, -15 * 60, 'valid', undefined],
    [options, -15 * 60 - 1, 'invalid', 'in-future'],
    [options, 15 * 60, 'valid', undefined],
    [options, 15 * 60 + 1, 'invalid', 'expired'],
    [inQuery, 60, 'valid', undefined],
    [inQuery, 61, 'invalid', 'expired'],
    [inQuery, -15 * 60 - 1, 'invalid', 'in-future'],
  ])('judges the date %#: seconds after signing, verdict', async (chosen, seconds, verdict, flaw) => {
    const now = new Date(date.getTime() + seconds * 1000);
    const report = verifySignature(await awsSign(get, chosen), { ...context, now });

    expect(report).toMatchObject(flaw === undefined ? { verdict } : { verdict, flaw, stage: 'date' });
  });

  it.each([
    ['token-missing', options.credentials, { sessionToken: 'other' }],
    ['token-wrong', temporary, { sessionToken: 'other' }],
    ['token-expired', temporary, { sessionToken: temporary.sessionToken, expired: true }],
  ])('refuses temporary credentials: %s', async (flaw, credentials, known) => {
    const report = verifySignature(await awsSign(post, { ...options, credentials }), knowing(known));

    expect(report).toMatchObject({ stage: 'security-token', flaw });
  });

  it('refuses a token that was added after signing', async () => {
    const signed = await awsSign(post, options);
    const headers: HeaderFields = [...signed.headers, ['X-Amz-Security-Token', 'x']];

    expect(verifySignature({ ...signed, headers }, context)).toMatchObject({ flaw: 'amz-header-unsigned' });
    expect(headerValue(headers, 'authorization')).not.toContain('security-token');
  });
});
