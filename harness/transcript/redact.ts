/**
 * What must never leave the process, taken out of text: secret keys, session tokens, signatures, access key ids.
 *
 * Two nets. Values that are known are removed wherever they occur and however they are written, because a target may
 * echo them; what is in a place made for a secret is removed even when nobody knows its value.
 */

import type { HttpRequest } from '../wire/message.ts';
import type { Credentials } from '../wire/signing/credentials.ts';
import { redacted, withoutKnown, withoutPassing } from './known-secrets.ts';

/** A value that is in such a place; a shell variable (`$AWS_SESSION_TOKEN`) is the name of one, not one. */
const value = '(?!\\$)[^&\\s,;"\'<>]+';

/** `marks`: words in lower case, one of which is in the text wherever the place is; they are looked for first. */
const secretPlaces: readonly { readonly marks: readonly string[]; readonly place: RegExp }[] = [
  { marks: ['signature'], place: new RegExp(`(Signature(?:%3D|=))${value}`, 'gi') },
  {
    marks: ['token'],
    place: new RegExp(`((?:Security-?Token|SessionToken)["']?\\s*(?:%3D|[:=])\\s*["']?)${value}`, 'gi'),
  },
  { marks: ['token'], place: /((?:Security-?Token|SessionToken)>)[^<]+/gi },
  { marks: ['credential', 'awsaccesskeyid'], place: /((?:Credential|AWSAccessKeyId)(?:%3D|=))[^/%&\s,;"'<>]+/gi },
];

/** The values of these identities that {@link redact} is to remove. */
export function secretsOf(identities: readonly Credentials[]): readonly string[] {
  return identities.flatMap((identity) => [
    identity.secretAccessKey,
    identity.accessKeyId,
    ...(identity.sessionToken === undefined ? [] : [identity.sessionToken]),
  ]);
}

/** The signatures and session tokens that a signed request carries: its response may quote them. */
export function secretsIn(request: HttpRequest): readonly string[] {
  const text = [
    request.target,
    ...request.headers.map(([name, field]) => `${name}: ${field}`),
    request.body.toString('latin1'),
  ].join('\n');
  return [...text.matchAll(/(?:Signature|Security-Token)(?:=|: *)([^&\s,]+)/gi)].flatMap(([, found]) =>
    found === undefined ? [] : [found, decoded(found)],
  );
}

/**
 * The text without secrets. `secrets` are removed in any case and also where they are percent-encoded, form-encoded,
 * escaped as XML or JSON, or in base64; those shorter than 8 characters are left alone. `passing`: further ones, of one
 * exchange alone.
 */
export function redact(text: string, secrets: readonly string[], passing: readonly string[] = []): string {
  const known = passing.length === 0 ? withoutKnown(text, secrets) : withoutAll(text, secrets, passing);
  const lower = known.toLowerCase();
  return secretPlaces.reduce(
    (rest, { marks, place }) =>
      marks.some((mark) => lower.includes(mark)) ? rest.replace(place, `$1${redacted}`) : rest,
    known,
  );
}

/** Where one value contains another all are removed at once: the longer one first would be too late after the shorter. */
function withoutAll(text: string, secrets: readonly string[], passing: readonly string[]): string {
  const others = passing.filter((secret) => !secrets.includes(secret));
  const isNested = others.some((one) => secrets.some((other) => one.includes(other) || other.includes(one)));
  return isNested ? withoutKnown(text, [...secrets, ...others]) : withoutPassing(withoutKnown(text, secrets), others);
}

function decoded(found: string): string {
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
