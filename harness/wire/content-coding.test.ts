import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NotPacked, unpacked } from './content-coding.ts';
import type { HeaderFields, HttpResponse } from './message.ts';
import { BoundExceeded } from './transport-failure.ts';

function response(body: Buffer, ...headers: HeaderFields): HttpResponse {
  return { status: 200, reason: 'OK', httpVersion: '1.1', headers, body };
}

const text = Buffer.from('<return>true</return>');

describe('a response', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    [' GZip ', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ])('is unpacked that is packed by %j', (coding, packed) => {
    const given = response(packed, ['content-encoding', coding]);

    expect(unpacked(given, 21)).toEqual({ ...given, body: text });
  });

  it.each<readonly [string, HttpResponse]>([
    ['that is not packed', response(text)],
    ['of an unknown coding', response(text, ['Content-Encoding', 'zstd'])],
    ['of a coding named like a property of objects', response(text, ['Content-Encoding', 'constructor'])],
    ['without a body', response(Buffer.alloc(0), ['Content-Encoding', 'gzip'])],
  ])('is left as it is %s', (_, given) => {
    expect(unpacked(given, 1)).toBe(given);
  });

  it.each(['gzip', 'deflate', 'br'])('is refused that is not packed by %s as it says', (coding) => {
    const refused = () => unpacked(response(text, ['Content-Encoding', coding]), 100);

    expect(refused).toThrow(NotPacked);
    expect(refused).toThrow(
      expect.objectContaining({
        name: 'NotPacked',
        code: 'HPE_CONTENT_ENCODING',
        message: `the body is not packed by ${coding}`,
      }),
    );
  });

  it('is refused that is longer than allowed once it is unpacked', () => {
    const refused = () => unpacked(response(gzipSync(text), ['Content-Encoding', 'gzip']), 20);

    expect(refused).toThrow(BoundExceeded);
    expect(refused).toThrow(
      expect.objectContaining({
        kind: 'limit',
        message: 'the response body is longer than the 20 bytes that are read, unpacked',
      }),
    );
  });
});
