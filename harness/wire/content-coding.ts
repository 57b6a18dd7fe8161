/** Frees a response's body of content codings. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type HttpResponse, headerValue } from './message.ts';
import { BoundExceeded } from './transport-failure.ts';

/** The body is not packed as its Content-Encoding says. */
export class NotPacked extends Error {
  override readonly name = 'NotPacked';
  readonly code = 'HPE_CONTENT_ENCODING';

  constructor(coding: string) {
    super(`the body is not packed by ${coding}`);
  }
}

type Unpack = (packed: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const codings: Readonly<Record<string, Unpack>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The response with its body unpacked, if it is packed. Our requests have no Accept-Encoding, which allows any coding
 * (RFC 9110 §12.5.3). An unknown coding is left alone. Throws BoundExceeded for a body that is longer than the limit when
 * it is unpacked, and {@link NotPacked} for one that cannot be.
 */
export function unpacked(response: HttpResponse, maxBytes: number): HttpResponse {
  const coding = headerValue(response.headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  const unpack = Object.hasOwn(codings, coding) ? codings[coding] : undefined;
  if (unpack === undefined || response.body.length === 0) return response;
  try {
    return { ...response, body: unpack(response.body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    if (error instanceof RangeError) {
      throw new BoundExceeded(
        'limit',
        `the response body is longer than the ${maxBytes} bytes that are read, unpacked`,
      );
    }
    throw new NotPacked(coding);
  }
}
