/** Frees an answer's body of content codings. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type HttpAnswer, headerValue } from './message.ts';
import { BoundExceeded } from './transport-failure.ts';

type Unpack = (packed: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const codings: Readonly<Record<string, Unpack>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The answer with its body unpacked, if it is packed. Our requests have no Accept-Encoding, which allows any coding
 * (RFC 9110 §12.5.3). A body that cannot be unpacked stays as it came, for the judgements to find no document in it.
 * Throws BoundExceeded for one that is longer than the limit when it is unpacked.
 */
export function unpacked(answer: HttpAnswer, maxBytes: number): HttpAnswer {
  const coding = headerValue(answer.headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  const unpack = Object.hasOwn(codings, coding) ? codings[coding] : undefined;
  if (unpack === undefined || answer.body.length === 0) return answer;
  try {
    return { ...answer, body: unpack(answer.body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    if (error instanceof RangeError) {
      throw new BoundExceeded(
        'limit',
        `the answer's body is longer than the ${maxBytes} bytes that are read, unpacked`,
      );
    }
    return answer;
  }
}
