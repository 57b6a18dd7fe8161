/** The later stages of Signature Version 4: string to sign, signing key, signature. Source: the SigV4 documentation. */
import { createHmac } from 'node:crypto';
import { sha256Hex } from './canonical-request.ts';

/** Name of the algorithm of Signature Version 4. */
export const algorithm = 'AWS4-HMAC-SHA256';

/** Day, region and service that a signing key is good for. */
export interface CredentialScope {
  /** `20150830` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

/** A date as X-Amz-Date writes it: `20150830T123600Z`. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The credential scope as text: `20150830/us-east-1/ec2/aws4_request`. */
export function scopeText(scope: CredentialScope): string {
  return `${scope.day}/${scope.region}/${scope.service}/aws4_request`;
}

/** `date`: as {@link timestamp} writes it. */
export function stringToSign(date: string, scope: CredentialScope, canonical: string): string {
  return `${algorithm}\n${date}\n${scopeText(scope)}\n${sha256Hex(canonical)}`;
}

// A run signs for a handful of scopes; the bound stops a server that is sent many.
const maxKeys = 64;
const keysOf = new WeakMap<SecretHolder, Map<string, Buffer>>();

/** Credentials, whoever keeps them. */
export interface SecretHolder {
  readonly secretAccessKey: string;
}

/**
 * The key derived from a secret for one scope. It is kept for further requests as long as the credentials object is: pass
 * the same object again. At most {@link maxKeys} are kept for each.
 */
export function signingKey(credentials: SecretHolder, scope: CredentialScope): Buffer {
  let keys = keysOf.get(credentials);
  if (keys === undefined) {
    keys = new Map();
    keysOf.set(credentials, keys);
  }
  const id = JSON.stringify([scope.day, scope.region, scope.service]);
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = deriveKey(`AWS4${credentials.secretAccessKey}`, scope);
  if (keys.size >= maxKeys) keys.clear();
  keys.set(id, key);
  return key;
}

/** The derivation itself, from the text that starts it: `AWS4` and the secret. */
export function deriveKey(start: string, scope: CredentialScope): Buffer {
  let key: Buffer = Buffer.from(start);
  for (const part of [scope.day, scope.region, scope.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return key;
}

/** 64 lower-case hex digits. */
export function signature(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
