import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../wire/message.ts';
import { redact, secretsIn, secretsOf } from './redact.ts';

const secretKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const token =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
const signature = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

const spellings: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in the other case', (secret) => secret.toUpperCase()],
  ['percent-encoded', (secret) => encodeURIComponent(secret)],
  ['percent-encoded in lower case', (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase())],
  ['percent-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ['with slashes escaped as in JSON', (secret) => secret.replaceAll('/', '\\/')],
  ['with slashes escaped as in HTML', (secret) => secret.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;')],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in the base64 of URLs', (secret) => Buffer.from(secret).toString('base64url')],
  ['in base64, percent-encoded', (secret) => encodeURIComponent(Buffer.from(secret).toString('base64'))],
  ['in hex', (secret) => Buffer.from(secret).toString('hex')],
  ['in upper-case hex', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['with every byte percent-encoded', (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&')],
];

describe('redact', () => {
  for (const [name, spell] of spellings) {
    it(`removes a known secret ${name}`, () => {
      for (const secret of [secretKey, token]) {
        expect(redact(`before ${spell(secret)} after`, [secretKey, token])).toBe('before <redacted> after');
      }
    });
  }

  const places: readonly (readonly [string, string, string])[] = [
    [
      'the Authorization header',
      `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=${signature}`,
      'Authorization: AWS4-HMAC-SHA256 Credential=<redacted>/20150830/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=<redacted>',
    ],
    [
      'a presigned query',
      `/?X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1&X-Amz-Security-Token=AQo%2F%2F&X-Amz-Signature=${signature}&Action=A`,
      '/?X-Amz-Credential=<redacted>%2F20150830%2Fus-east-1&X-Amz-Security-Token=<redacted>&X-Amz-Signature=<redacted>&Action=A',
    ],
    ['a header', 'x-amz-security-token: abc/def==', 'x-amz-security-token: <redacted>'],
    ['a JSON member', '{"SessionToken": "abc/def=="}', '{"SessionToken": "<redacted>"}'],
    ['an XML element', '<SessionToken>abc/def==</SessionToken>', '<SessionToken><redacted></SessionToken>'],
    [
      'a signature of version 2',
      'AWSAccessKeyId=AKIDEXAMPLE&SignatureVersion=2&Signature=aGk%3D&Version=1',
      'AWSAccessKeyId=<redacted>&SignatureVersion=2&Signature=<redacted>&Version=1',
    ],
  ];
  for (const [place, text, expected] of places) {
    it(`removes what nobody knows from ${place}`, () => {
      expect(redact(text, [])).toBe(expected);
    });
  }

  it('removes values of one exchange as it removes known ones', () => {
    for (const [, spell] of spellings) {
      expect(redact(`before ${spell(token)} ${secretKey} after`, [secretKey], [token])).toBe(
        'before <redacted> <redacted> after',
      );
    }
  });

  it.each(['', 'a', 'ab', 'abc'])('removes a known secret from base64 that begins with %j before it', (before) => {
    for (const secret of [secretKey, token]) {
      const encoded = Buffer.from(`${before}${secret}:more`).toString('base64');

      const left = redact(encoded, [secretKey, token]);

      expect(left).toContain('<redacted>');
      expect(Buffer.from(left, 'base64').toString('latin1')).not.toContain(secret.slice(4, 12));
    }
  });

  it('removes the first half of a known secret, which a cut leaves, and no shorter part of it', () => {
    expect(redact(`"${secretKey.slice(0, 25)}"`, [secretKey])).toBe('"<redacted>"');
    expect(redact(`"${secretKey.slice(0, 25)}" ${secretKey}`, [secretKey])).toBe('"<redacted>" <redacted>');
    expect(redact(`"${secretKey.slice(0, 10)}"`, [secretKey])).toBe(`"${secretKey.slice(0, 10)}"`);
  });

  it('leaves nothing of a value that contains another', () => {
    expect(redact(`${secretKey} 0123456789${secretKey}abc`, [secretKey], [`0123456789${secretKey}abc`])).toBe(
      '<redacted> <redacted>',
    );
    expect(redact(`0123456789${secretKey}abc`, [`0123456789${secretKey}abc`], [secretKey])).toBe('<redacted>');
  });

  it('leaves its own output alone', () => {
    const once = redact(places.map(([, text]) => text).join('\n'), [secretKey]);

    expect(redact(once, [secretKey])).toBe(once);
  });

  it('leaves words alone that are no secret although they serve as a key', () => {
    expect(redact('the latest test', ['test'])).toBe('the latest test');
  });

  it('leaves ordinary text alone', () => {
    const text = 'GroupId=sg-0123456789abcdef0&IpPermissions.1.IpProtocol=tcp <Code>SignatureDoesNotMatch</Code>';

    expect(redact(text, [secretKey])).toBe(text);
  });
});

describe('what is secret', () => {
  it('is every part of an identity', () => {
    expect(
      secretsOf([
        { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secretKey, sessionToken: token },
        { accessKeyId: 'a', secretAccessKey: 'b' },
      ]),
    ).toStrictEqual([secretKey, 'AKIDEXAMPLE', token, 'b', 'a']);
  });

  it('is found in a request wherever a signature can be', () => {
    const request: HttpRequest = {
      method: 'POST',
      target: '/?X-Amz-Signature=0000aaaa&X-Amz-Security-Token=t%2Fu',
      headers: [
        ['Authorization', `AWS4-HMAC-SHA256 Credential=A/b, Signature=${signature}`],
        ['X-Amz-Security-Token', 'header-token'],
      ],
      body: Buffer.from('Action=A&Signature=c2ln%3D'),
    };

    expect(new Set(secretsIn(request))).toStrictEqual(
      new Set(['0000aaaa', 't%2Fu', 't/u', signature, 'header-token', 'c2ln%3D', 'c2ln=']),
    );
  });
});
