/**
 * Takes out of exchanges what must not leave the machine, and puts the same in its place everywhere, of the same length:
 * a recording that was redacted can still be replayed, and its documents are as well formed as they were.
 */
import { createHash } from 'node:crypto';
import { replaceDigests } from '../../transcript/digests.ts';
import { expressionOf, spelt } from '../../transcript/known-secrets.ts';
import type { Exchange, HeaderFields, HttpRequest, HttpResponse } from '../../wire/message.ts';

/** AWS's documentation uses these; they are nobody's. */
const documentationAccounts: ReadonlySet<string> = new Set([
  '111122223333',
  '444455556666',
  '123456789012',
  '000000000000',
]);

const accountPlaces = [
  /<(?:ownerId|OwnerId|userId|UserId|accountId|Account)>(\d{12})</g,
  /\barn:aws[a-z-]*:[^:\s]*:[^:\s]*:(\d{12}):/g,
];

/** Replaces keys, signatures and account ids of exchanges; lengths stay the same. */
export class Redactor {
  readonly #secrets: RegExp | undefined;
  readonly #salt: string;
  readonly #accounts = new Map<string, string>();

  /** `salt`: random, never written; with it an account id becomes the same number everywhere in one recording. */
  constructor(secrets: readonly string[], salt: string) {
    this.#secrets = expressionOf(spelt(secrets));
    this.#salt = salt;
  }

  redact(exchange: Exchange): Exchange {
    const { request, response, failure, durationMs } = exchange;
    if (response !== undefined) {
      this.#learnAccounts(response);
    }
    return {
      request: this.redactRequest(request),
      ...(response === undefined
        ? {}
        : { response: { ...response, ...this.#parts(response), reason: this.#text(response.reason) } }),
      ...(failure === undefined ? {} : { failure: { ...failure, explanation: this.#text(failure.explanation) } }),
      durationMs,
    };
  }

  redactRequest(request: HttpRequest): HttpRequest {
    return { ...request, ...this.#parts(request), target: this.#text(request.target) };
  }

  #parts({ headers, body }: { readonly headers: HeaderFields; readonly body: Buffer }) {
    return {
      headers: headers.map(([name, value]) => [this.#text(name), this.#field(name, value)] as const),
      body: Buffer.from(this.#text(body.toString('latin1')), 'latin1'),
    };
  }

  #field(name: string, value: string): string {
    return /^(x-amz-security-token|cookie|set-cookie|proxy-authorization)$/i.test(name)
      ? blank(value)
      : this.#text(value);
  }

  #text(text: string): string {
    let clean = this.#secrets === undefined ? text : text.replace(this.#secrets, blank);
    for (const [account, instead] of this.#accounts) {
      clean = clean.replaceAll(account, instead);
    }
    return replaceDigests(clean, (found) => (/[^0-9a-f]/i.test(found) ? blank(found) : '0'.repeat(found.length)))
      .replace(
        /((?:Credential|AWSAccessKeyId)(?:=|%3D))([^/%&\s,;"'<>]+)/gi,
        (_, place: string, id: string) => place + blank(id),
      )
      .replace(/(Security-?Token(?:=|%3D))([^&\s,;"'<>]+)/gi, (_, place: string, token: string) => place + blank(token))
      .replace(/(Signature(?:=|%3D))([0-9a-f]+)/gi, (_, place: string, hex: string) => place + '0'.repeat(hex.length))
      .replace(/[0-9a-f]{40,}/gi, (hex) => '0'.repeat(hex.length));
  }

  #learnAccounts({ body }: HttpResponse): void {
    const text = body.toString('latin1');
    for (const place of accountPlaces) {
      for (const [, account = ''] of text.matchAll(place)) {
        this.know(account);
      }
    }
  }

  /** An account id that is replaced from now on, wherever it occurs. */
  know(account: string): void {
    if (/^\d{12}$/.test(account) && !documentationAccounts.has(account) && !this.#accounts.has(account)) {
      const digest = createHash('sha256').update(`${this.#salt} ${account}`).digest();
      this.#accounts.set(account, `9${String(digest.readUIntBE(0, 6) % 10 ** 11).padStart(11, '0')}`);
    }
  }
}

/** The same length, and nothing of it. */
function blank(text: string): string {
  return 'REDACTED'.repeat(Math.ceil(text.length / 8)).slice(0, text.length);
}
