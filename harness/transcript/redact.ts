/**
 * What must never leave the process, taken out of text: secret keys, session tokens, signatures, access key ids.
 *
 * Two nets. Values that are known are removed wherever they stand and however they are written, because a target may
 * echo them; what stands in a place made for a secret is removed even when nobody knows its value.
 */
import type { Credentials } from '../wire/credentials.ts';
import type { HttpRequest } from '../wire/message.ts';

export const redacted = '<redacted>';

/** A real key has 16 characters or more. Shorter ones (`test`) are no secret, and removing them would eat ordinary words. */
const shortestSecret = 8;

/** A value that stands in such a place; a shell variable (`$AWS_SESSION_TOKEN`) is the name of one, not one. */
const value = '(?!\\$)[^&\\s,;"\'<>]+';

const secretPlaces: readonly RegExp[] = [
  new RegExp(`(Signature(?:%3D|=))${value}`, 'gi'),
  new RegExp(`((?:Security-?Token|SessionToken)["']?\\s*(?:%3D|[:=])\\s*["']?)${value}`, 'gi'),
  /((?:Security-?Token|SessionToken)>)[^<]+/gi,
  /((?:Credential|AWSAccessKeyId)(?:%3D|=))[^/%&\s,;"'<>]+/gi,
];

/** The values of these identities that {@link redact} is to remove. */
export function secretsOf(identities: readonly Credentials[]): readonly string[] {
  return identities.flatMap((identity) => [
    identity.secretAccessKey,
    identity.accessKeyId,
    ...(identity.sessionToken === undefined ? [] : [identity.sessionToken]),
  ]);
}

/** The signatures and session tokens that a signed request carries: its answer may quote them. */
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
 * The text without secrets. `secrets` are removed in any case and also where they stand percent-encoded, form-encoded,
 * escaped as XML or JSON, or in base64; those shorter than 8 characters are left alone.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret);
  const spellings = [...new Set(known.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  const withoutKnown =
    spellings.length === 0 ? text : text.replace(new RegExp(spellings.map(escapeRegExp).join('|'), 'gi'), redacted);
  return secretPlaces.reduce((rest, place) => rest.replace(place, `$1${redacted}`), withoutKnown);
}

function spellingsOf(secret: string): readonly string[] {
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams([['', secret]]).toString().slice(1),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    xml.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;'),
    xml.replaceAll('/', '&#47;').replaceAll('=', '&#61;').replaceAll('+', '&#43;'),
    secret.replaceAll('/', '\\/'),
    Buffer.from(secret).toString('base64'),
  ];
}

function decoded(found: string): string {
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
