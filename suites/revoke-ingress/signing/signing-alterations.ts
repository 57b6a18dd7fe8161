/**
 * Ways to differ from the signature that an SDK would make.
 *
 * Most cases leave the request as it is and give it the signature of another one. Then a target has no reason to
 * refuse it but the signature, and the request it carries out if it does not look is one that it would carry out anyway.
 */
import { createHmac } from 'node:crypto';
import type { CodeSend } from '../../../harness/cases/case.ts';
import type { HttpRequest } from '../../../harness/wire/message.ts';
import { canonicalRequest, sha256Hex } from '../../../harness/wire/signing/canonical-request.ts';
import { prepare, sign } from '../../../harness/wire/signing/sign.ts';
import { signature } from '../../../harness/wire/signing/sigv4.ts';
import { type SigningEdit, withoutSignature } from './signing-edits.ts';

/** Changes a signed request before it is sent. */
export type Alter = NonNullable<CodeSend['alter']>;

/** The changed request with its own, right signature. */
export function signedAgain(change: SigningEdit): Alter {
  return (signed, options) => {
    const other = change({ request: withoutSignature(signed), options });
    return sign(other.request, other.options);
  };
}

/**
 * The request as it was, with the signature that belongs to the changed one; nothing else in it differs.
 * Throws when the change changes nothing: the request would be right.
 */
export function signatureOf(change: SigningEdit): Alter {
  return (signed, options) => {
    const foreign = signatureIn(signedAgain(change)(signed, options));
    if (foreign === signatureIn(signed)) throw new Error('the other request to be signed is the same one');
    return editSignature(() => foreign)(signed, options);
  };
}

/** Rewrites the digits of the signature alone. */
export function editSignature(edit: (digits: string) => string): Alter {
  return (signed) => ({
    ...signed,
    target: signed.target.replace(inQuery, (_, name: string, digits: string) => `${name}${edit(digits)}`),
    headers: signed.headers.map(([name, value]) => [name, value.replace(inField, (_, digits) => edit(digits))]),
  });
}

/** Rewrites the whole value of Authorization. */
export function editAuthorization(edit: (value: string) => string): Alter {
  return (signed) => ({
    ...signed,
    headers: signed.headers.map(([name, value]) => [name, name === 'Authorization' ? edit(value) : value]),
  });
}

const inField = /(?<=^AWS4-HMAC-SHA256 .*Signature=)([0-9a-f]{64})$/;
const inQuery = /(X-Amz-Signature=)([0-9a-f]{64})/;

function signatureIn(signed: HttpRequest): string {
  const field = signed.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
  const digits = inField.exec(field)?.[1] ?? inQuery.exec(signed.target)?.[2];
  if (digits === undefined) {
    throw new Error('a request without a signature cannot provide one');
  }
  return digits;
}

/** What Authorization says of its signature, beside the access key, and the request that it is said of. */
export interface Claim {
  readonly request: HttpRequest;
  /** As X-Amz-Date writes it. */
  readonly date: string;
  readonly algorithm: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
}

/**
 * The request with a signature that is right for the changed claim: the words go into the string to sign and into the
 * key unchanged, so that only a target which checks the words themselves sees that they are wrong.
 */
export function claiming(change: (claim: Claim) => Claim): Alter {
  return (signed, options) => {
    const { scope, ...prepared } = prepare(withoutSignature(signed), options);
    const claim = change({ ...prepared, ...scope, algorithm: 'AWS4-HMAC-SHA256', terminator: 'aws4_request' });
    const words = [claim.day, claim.region, claim.service, claim.terminator];
    const hash = sha256Hex(canonicalRequest(claim.request, claim.signedHeaders));
    const text = [claim.algorithm, claim.date, words.join('/'), hash].join('\n');
    const value = signature(keyFor(options.credentials.secretAccessKey, words), text);
    const credential = `${options.credentials.accessKeyId}/${words.join('/')}`;
    const list = claim.signedHeaders.join(';');
    const authorization = `${claim.algorithm} Credential=${credential}, SignedHeaders=${list}, Signature=${value}`;
    return { ...claim.request, headers: [...claim.request.headers, ['Authorization', authorization]] };
  };
}

function keyFor(secret: string, words: readonly string[]): Buffer {
  return words.reduce(
    (key, word) => createHmac('sha256', key).update(word).digest(),
    Buffer.from(`AWS4${secret}`) as Buffer,
  );
}
