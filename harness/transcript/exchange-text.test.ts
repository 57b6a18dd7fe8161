import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../wire/message.ts';
import { recordExchange, renderRequest, renderResponse } from './exchange-text.ts';
import { bounded, bytesToText, visible, visibleLine } from './visible-text.ts';

const signature = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

const request: HttpRequest = {
  method: 'POST',
  target: '/',
  headers: [
    ['host', '127.0.0.1:8000'],
    [
      'authorization',
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request, Signature=${signature}`,
    ],
  ],
  body: Buffer.from('Action=RevokeSecurityGroupIngress&GroupId=sg-1'),
};

function response(body: Buffer | string, headers: HttpResponse['headers'] = []): HttpResponse {
  return { status: 200, reason: 'OK', httpVersion: '1.1', headers, body: Buffer.from(body) };
}

describe('renderRequest', () => {
  it('shows start line, fields, an empty line and the body', () => {
    expect(renderRequest(request)).toBe(
      [
        'POST / HTTP/1.1',
        'host: 127.0.0.1:8000',
        'authorization: AWS4-HMAC-SHA256 Credential=<redacted>/20150830/us-east-1/ec2/aws4_request, Signature=<redacted>',
        '',
        'Action=RevokeSecurityGroupIngress&GroupId=sg-1',
      ].join('\n'),
    );
  });
});

describe('renderAnswer', () => {
  it('keeps a field on one line, so that none can pose as two', () => {
    expect(renderResponse(response('', [['x-a', 'one\r\nx-b: two']]))).toBe('HTTP/1.1 200 OK\nx-a: one\\r\\nx-b: two');
  });

  it('is at most 64 KB long, whatever comes', () => {
    const text = renderResponse(response('<a>'.repeat(2_000_000)));

    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/\.\.\. \(\d+ characters( and \d+ bytes)? left out\)$/);
  });

  it('says how much of a large body it left out', () => {
    const [, characters = 0, bytes = 0] =
      /\((\d+) characters and (\d+) bytes left out\)/.exec(renderResponse(response('x'.repeat(5_000_000)))) ?? [];

    // All but what is shown: the start line and the note take some of the 64 KB.
    expect(5_000_000 - Number(characters) - Number(bytes)).toBeGreaterThan(65_400);
    expect(5_000_000 - Number(characters) - Number(bytes)).toBeLessThanOrEqual(65_536);
  });

  const secret = 'SECRETSECRETSECRETSECRET';

  it.each([
    ['at every length of what comes before', (at: number) => 'x'.repeat(262_144 - at) + secret.repeat(3)],
    ['where redaction leaves less than is shown', (at: number) => secret.repeat(11_000) + 'x'.repeat(at) + secret],
    ['after characters of several bytes', (at: number) => 'é'.repeat(131_060) + 'x'.repeat(at) + secret.repeat(400)],
  ])('leaves no half of a secret of a large body: %s', (_, body) => {
    for (const at of [1, 2, 7, 12, 23, 24, 25]) {
      const text = renderResponse(response(body(at)), [secret]);

      expect(text).not.toMatch(/SECRE|ECRET|\ufffd/);
    }
  });

  it('redacts before it cuts, so that no half of a secret stays', () => {
    const text = renderResponse(response('x'.repeat(65_536 - 70) + 'SECRETSECRETSECRETSECRET'.repeat(5)), [
      'SECRETSECRETSECRETSECRET',
    ]);

    expect(text).not.toContain('SECRET');
  });
});

describe('recordExchange', () => {
  it('removes a signature that the target echoes', () => {
    const record = recordExchange(
      { request, response: response(`<Message>got ${signature}</Message>`), durationMs: 3 },
      [],
    );

    expect(record).toStrictEqual({
      request: renderRequest(request),
      response: 'HTTP/1.1 200 OK\n\n<Message>got <redacted></Message>',
      status: 200,
      durationMs: 3,
    });
  });

  it('says why there is no answer', () => {
    const failure = { kind: 'timeout', explanation: 'no response within 5000 ms' } as const;

    expect(recordExchange({ request, failure, durationMs: 5000 }, []).response).toBe(
      'no response (timeout): no response within 5000 ms',
    );
  });
});

describe('display text', () => {
  it('shows control characters, bidi marks and lone surrogates as escapes', () => {
    expect(visible('\u001b[2J a\u202eb \ufeff\u0000 \ud800 \u{1f600}\t\r\n')).toBe(
      '\\x1b[2J a\\u202eb \\ufeff\\x00 \\ud800 \u{1f600}\t\n',
    );
  });

  it('keeps one line one line', () => {
    expect(visibleLine('a\nb\tc\rd\u2028e')).toBe('a\\nb\\tc\\rd\\u2028e');
  });

  it('shows bytes that are no UTF-8', () => {
    expect(bytesToText(Buffer.from([0x61, 0xff, 0xc3]))).toBe('a\\xff\\xc3');
    expect(bytesToText(Buffer.from('ü€'))).toBe('ü€');
  });

  it('never cuts a character in two', () => {
    for (let limit = 40; limit < 44; limit += 1) {
      const text = bounded('\u{1f600}'.repeat(50), limit);

      expect(visible(text)).toBe(text);
      expect(text.length).toBeLessThanOrEqual(limit);
    }
  });
});
