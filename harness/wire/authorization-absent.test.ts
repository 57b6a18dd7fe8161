import { describe, expect, it } from 'vitest';
import type { HeaderFields } from './message.ts';
import { readClaim } from './signing/authorization.ts';

describe('a request without a claim', () => {
  const form: HeaderFields = [['Content-Type', 'Application/X-WWW-Form-Urlencoded']];
  const read = (target: string, body = '', headers: HeaderFields = form) =>
    readClaim({ method: 'POST', target, headers, body: Buffer.from(body) });

  it.each<readonly [string, string, HeaderFields]>([
    ['/', '', []],
    ['/?Action=A&X-Amz-Date=20150830T123600Z', 'Action=A', form],
    ['/', 'AWSAccessKeyId=AK', [['Content-Type', 'text/plain']]],
    ['/', 'AWSAccessKeyId=AK', []],
  ])('is unsigned: %s %s %j', (target, body, headers) => {
    expect(read(target, body, headers)).toEqual({ kind: 'unsigned' });
  });

  it.each([
    ['/?AWSAccessKeyId=AK', '', '2', 'AK'],
    ['/', 'AWSAccessKeyId=AK&SignatureVersion=1', '1', 'AK'],
    ['/?SignatureMethod=HmacSHA256', 'SignatureVersion=0', '0', undefined],
  ])('is legacy: %s %s', (target, body, version, accessKeyId) => {
    expect(read(target, body)).toStrictEqual({
      kind: 'legacy',
      detail: {
        explanation: `the request is signed with Signature Version ${version}`,
        ...(accessKeyId === undefined ? {} : { accessKeyId }),
      },
    });
  });
});
