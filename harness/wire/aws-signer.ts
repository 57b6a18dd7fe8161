/** AWS's own signer, and the check that ours agrees with it. The only module that knows @aws-sdk/signature-v4. */
import { createHmac, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { byNameThenValue, canonicalHeader, splitTarget } from './canonical-request.ts';
import type { HttpRequest } from './message.ts';
import { decodeForm, type Pair, percentEncode } from './query.ts';
import {
  attach,
  defaultExpiresSeconds,
  ownSignature,
  type PreparedRequest,
  prepare,
  type SignOptions,
  stagesOf,
} from './sign.ts';

/** The two signers differ: our own mistake (or the library's), never the target's. Holds no key. */
export class SignerDisagreement extends Error {
  override readonly name = 'SignerDisagreement';
  readonly canonicalRequest: string;
  readonly stringToSign: string;

  constructor(stages: { readonly canonicalRequest: string; readonly stringToSign: string }) {
    super(`our signature differs from that of @aws-sdk/signature-v4; ours rests on\n${stages.canonicalRequest}`);
    this.canonicalRequest = stages.canonicalRequest;
    this.stringToSign = stages.stringToSign;
  }
}

/** The request as @aws-sdk/signature-v4 signs it: our layout, the library's canonical form and signature. */
export async function awsSign(request: HttpRequest, options: SignOptions): Promise<HttpRequest> {
  const prepared = prepare(request, options);
  return attach(prepared, options, await awsSignature(prepared, request, options));
}

export interface CheckedSigning {
  readonly request: HttpRequest;
  /**
   * Has AWS's signer sign the same, and rejects with a {@link SignerDisagreement} where its signature is another. Where
   * the library is known to be wrong or cannot be told the request (see {@link beyondLibrary}), ours alone counts.
   */
  readonly check: () => Promise<void>;
}

/** The request with our own signature. The check is left to the caller, who has time for it while the answer is awaited. */
export function signForCheck(request: HttpRequest, options: SignOptions): CheckedSigning {
  const prepared = prepare(request, options);
  const own = ownSignature(prepared, options);
  const check = async () => {
    if (!beyondLibrary(request, options)) {
      demandAgreement(prepared, own, await awsSignature(prepared, request, options));
    }
  };
  return { request: attach(prepared, options, own), check };
}

/** Throws {@link SignerDisagreement} unless both signatures of the prepared request are the same. */
export function demandAgreement(prepared: PreparedRequest, own: string, theirs: string): void {
  if (own !== theirs) throw new SignerDisagreement(stagesOf(prepared));
}

/**
 * Requests that the library signs wrongly or not at all: a query whose order changes by encoding (it sorts before
 * encoding), whose names it cannot hold or drops, or that is not well encoded; a path with one of `!'()*` (it leaves
 * them raw); a lifetime above a week; and Date or Authorization as signed fields (it removes them).
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

let library: typeof import('@aws-sdk/signature-v4') | undefined;

/** Loaded with the first check, for which there is time. */
function loaded(): typeof import('@aws-sdk/signature-v4') {
  library ??= createRequire(import.meta.url)('@aws-sdk/signature-v4') as typeof import('@aws-sdk/signature-v4');
  return library;
}

async function awsSignature(prepared: PreparedRequest, given: HttpRequest, options: SignOptions): Promise<string> {
  const { credentials, region, service, expiresSeconds } = options;
  const signer = new (loaded().SignatureV4)({ credentials, region, service, sha256: Sha256, applyChecksum: false });
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

/** The library's hash interface over node:crypto. It gives each hash all its data at once or in a few pieces. */
class Sha256 {
  readonly #secret: string | ArrayBuffer | ArrayBufferView | undefined;
  #data: readonly Buffer[] = [];

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret;
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#data = [...this.#data, bytesOf(data)];
  }

  digest(): Promise<Uint8Array> {
    const [first = Buffer.alloc(0), ...rest] = this.#data;
    const data = rest.length === 0 ? first : Buffer.concat(this.#data);
    return Promise.resolve(this.#secret === undefined ? hash('sha256', data, 'buffer') : keyed(this.#secret, data));
  }

  reset(): void {
    this.#data = [];
  }
}

// With each request the library asks anew for the same few texts under a secret, by which it finds the key it derived.
const maxTexts = 64;
const digests = new Map<string, Buffer>();

function keyed(secret: string | ArrayBuffer | ArrayBufferView, data: Buffer): Buffer {
  const id = typeof secret === 'string' ? JSON.stringify([secret, data.toString('latin1')]) : undefined;
  const known = id === undefined ? undefined : digests.get(id);
  if (known !== undefined) return known;
  const digest = createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret))
    .update(data)
    .digest();
  if (id !== undefined) {
    if (digests.size >= maxTexts) digests.clear();
    digests.set(id, digest);
  }
  return digest;
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
