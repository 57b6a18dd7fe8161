/** AWS's own signer, which tests compare ours with. The only module that knows @aws-sdk/signature-v4. Test support. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import type { HttpRequest } from '../../harness/wire/message.ts';
import { decodeForm, type Pair, percentEncode } from '../../harness/wire/query.ts';
import { byNameThenValue, canonicalHeader, splitTarget } from '../../harness/wire/signing/canonical-request.ts';
import {
  attach,
  defaultExpiresSeconds,
  type PreparedRequest,
  prepare,
  type SignOptions,
} from '../../harness/wire/signing/sign.ts';

/** The request as @aws-sdk/signature-v4 signs it: our layout, the library's canonical form and signature. */
export async function awsSign(request: HttpRequest, options: SignOptions): Promise<HttpRequest> {
  const prepared = prepare(request, options);
  return attach(prepared, options, await awsSignature(prepared, request, options));
}

/**
 * Requests that the library signs wrongly or not at all:
 *
 * - a query whose order changes by encoding: the library sorts before it encodes;
 * - a query with names that it cannot hold or drops, or that is not well encoded;
 * - a path with one of `!'()*`, which it leaves raw, or without a slash in front;
 * - a lifetime above a week;
 * - Date or Authorization as signed fields, which it removes.
 */
export function beyondLibrary(request: HttpRequest, options: SignOptions): boolean {
  if (options.expiresSeconds !== undefined && options.expiresSeconds > 604_800) return true;
  if (options.signedHeaders?.some((name) => /^(date|authorization|__proto__)$/i.test(name)) === true) return true;
  const { path, query } = splitTarget(request.target);
  if (/[!'()*]/.test(path) || !request.target.startsWith('/')) return true;
  if (query === '') return false;
  const { pairs, problems } = decodeForm(query);
  return problems.length > 0 || pairs.some(([name]) => /^(__proto__$|x-amz-)/i.test(name)) || reordered(pairs);
}

function reordered(pairs: readonly Pair[]): boolean {
  // A presigned request's own names start alike, so one of them stands for all.
  const all: readonly Pair[] = [...pairs, ['X-Amz-Date', '']];
  const encodedLast = [...all].sort(byNameThenValue).map(encodePair);
  const encodedFirst = all.map(encodePair).sort(byNameThenValue);
  return String(encodedLast) !== String(encodedFirst);
}

function encodePair([name, value]: Pair): Pair {
  return [percentEncode(name), percentEncode(value)];
}

async function awsSignature(prepared: PreparedRequest, given: HttpRequest, options: SignOptions): Promise<string> {
  const { credentials, region, service, expiresSeconds } = options;
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum: false });
  const request = libraryRequest(prepared, given);
  const names = Object.keys(request.headers);
  const signed = new Set(prepared.signedHeaders);
  const unsigned = new Set(names.filter((name) => !signed.has(name)));
  const choices = { signingDate: options.date, signableHeaders: signed, unsignableHeaders: unsigned };
  if (options.place === 'query') {
    const expiresIn = expiresSeconds ?? defaultExpiresSeconds;
    const presigned = await signer.presign(request, { ...choices, expiresIn, unhoistableHeaders: new Set(names) });
    return String(presigned.query?.['X-Amz-Signature']);
  }
  const answer = await signer.sign(request, choices);
  return String(answer.headers['authorization']).replace(/^.*Signature=/, '');
}

/** The request in the library's shape, before the query parameters that it adds itself. */
function libraryRequest(prepared: PreparedRequest, given: HttpRequest) {
  const { headers: fields } = prepared.request;
  const names = new Set(fields.map(([name]) => name.toLowerCase()));
  const headers = Object.fromEntries([...names].map((name) => [name, canonicalHeader(fields, name)]));
  const { path, query: text } = splitTarget(given.target);
  const query: Record<string, string[]> = {};
  for (const [name, value] of decodeForm(text).pairs) {
    query[name] = Object.hasOwn(query, name) ? [...(query[name] ?? []), value] : [value];
  }
  return { method: given.method, protocol: 'https:', hostname: '', path, query, headers, body: given.body };
}

/** The library's hash interface over node:crypto. */
class Sha256 {
  readonly #secret: Data | undefined;
  #data: readonly Buffer[] = [];

  constructor(secret?: Data) {
    this.#secret = secret;
  }

  update(data: Data): void {
    this.#data = [...this.#data, bytesOf(data)];
  }

  digest(): Promise<Uint8Array> {
    const hash = this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.#secret));
    return Promise.resolve(hash.update(Buffer.concat(this.#data)).digest());
  }

  reset(): void {
    this.#data = [];
  }
}

type Data = string | ArrayBuffer | ArrayBufferView;

function bytesOf(data: Data): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
