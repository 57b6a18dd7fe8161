/** Why a signature does not match: usual mistakes of signers, tried one by one. */
import { timingSafeEqual } from 'node:crypto';
import type { HeaderFields, HttpRequest } from './message.ts';
import { decodeForm, encodeForm, percentEncode } from './query.ts';
import { readClaim, type SignatureClaim } from './signing/authorization.ts';
import {
  type CanonicalParts,
  canonicalParts,
  canonicalQuery,
  joinCanonical,
  sha256Hex,
  splitTarget,
} from './signing/canonical-request.ts';
import { algorithm, deriveKey, scopeText, signature, stringToSign } from './signing/sigv4.ts';
import { type VerifyContext, verifySignature } from './signing/verify.ts';

/** What every attempt starts from. */
interface Basis {
  readonly request: HttpRequest;
  readonly claim: SignatureClaim;
  readonly parts: CanonicalParts;
  readonly secretAccessKey: string;
}

/** One way to have signed otherwise. */
interface Attempt {
  /** Completes "the signature fits …". */
  readonly fits: string;
  readonly text: string;
  readonly key: Buffer;
}

/**
 * The first usual mistake under which the signature fits, as a sentence without secrets. Undefined when none does, or when
 * the request fails at an earlier stage, whose explanation says it all.
 */
export function nearestExplanation(request: HttpRequest, context: VerifyContext): string | undefined {
  const report = verifySignature(request, context);
  const read = readClaim(request);
  if (report.verdict !== 'invalid' || report.stage !== 'signature' || read.kind !== 'claim') return undefined;
  const { claim } = read;
  const known = context.secretFor(claim.accessKeyId);
  if (known === undefined) return undefined;
  const parts = canonicalParts(request, claim.signedHeaders);
  const basis: Basis = { request, claim, parts, secretAccessKey: known.secretAccessKey };
  const found = attemptsOf(basis).find((attempt) => isSignature(claim, signature(attempt.key, attempt.text)));
  return found === undefined ? undefined : `the signature fits ${found.fits}`;
}

function isSignature(claim: SignatureClaim, computed: string): boolean {
  return timingSafeEqual(Buffer.from(computed), Buffer.from(claim.signature.toLowerCase()));
}

function attemptsOf(basis: Basis): readonly Attempt[] {
  const { claim, secretAccessKey, parts } = basis;
  const key = deriveKey(`AWS4${secretAccessKey}`, claim);
  const changed = [
    ...otherHosts(basis),
    ...otherQueries(basis),
    ...otherPayloads(basis),
    ...otherHeaders(basis),
    ...otherPaths(basis),
    ...otherMethods(basis),
  ].map(([fits, change]): Attempt => {
    return { fits, key, text: stringToSign(claim.date, claim, joinCanonical({ ...parts, ...change })) };
  });
  return [...otherSpelling(basis, key), ...changed, ...otherKeys(basis), ...otherTexts(basis, key)];
}

type Change = readonly [fits: string, change: Partial<CanonicalParts>];

function otherSpelling({ claim, parts }: Basis, key: Buffer): readonly Attempt[] {
  const text = stringToSign(claim.date, claim, joinCanonical(parts));
  return [{ fits: 'in lower case: hex digits must not be upper case', text, key }];
}

function otherHosts({ parts }: Basis): readonly Change[] {
  const host = parts.headers.find(([name]) => name === 'host')?.[1] ?? '';
  const bare = host.replace(/:\d+$/, '');
  const candidates: readonly (readonly [string, string])[] = [
    ['a Host without the port', bare],
    ['a Host with port 80', `${bare}:80`],
    ['a Host with port 443', `${bare}:443`],
    ['a Host in lower case', host.toLowerCase()],
    ['an empty Host', ''],
  ];
  return candidates
    .filter(([, value]) => value !== host)
    .map(([fits, value]) => [fits, { headers: replaceHeader(parts.headers, 'host', value) }]);
}

function replaceHeader(headers: HeaderFields, name: string, value: string): HeaderFields {
  return headers.map((field) => (field[0] === name ? [name, value] : field));
}

function otherQueries({ request, parts }: Basis): readonly Change[] {
  const raw = splitTarget(request.target).query;
  if (raw === '') return [];
  const pieces = raw.split('&').filter((piece) => !piece.startsWith('X-Amz-Signature='));
  const pairs = decodeForm(pieces.join('&')).pairs;
  const sortedRaw = [...pairs].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const withoutToken = parts.query.split('&').filter((piece) => !piece.startsWith('X-Amz-Security-Token='));
  return [
    ['a query whose names were sorted before they were encoded', { query: encodeForm(sortedRaw) }],
    ['a query that was not sorted', { query: pieces.join('&') }],
    ['a query that was not sorted but encoded anew', { query: encodeForm(pairs) }],
    ['a query sorted as sent, not encoded anew', { query: [...pieces].sort().join('&') }],
    ['a query whose "+" stand for themselves', { query: canonicalQuery(raw.replaceAll('+', '%2B')) }],
    ['a query with "+" for a space', { query: parts.query.replaceAll('%20', '+') }],
    ['a query encoded twice', { query: parts.query.replaceAll('%', '%25') }],
    ['a query with lower-case hex digits', { query: parts.query.replace(/%../g, (hex) => hex.toLowerCase()) }],
    ['a query without the security token', { query: withoutToken.join('&') }],
    ['an empty query', { query: '' }],
  ];
}

function otherPayloads({ request, parts }: Basis): readonly Change[] {
  const body = request.body.toString('utf8');
  return [
    ['a request without its body', { payloadHash: sha256Hex('') }],
    ['the payload hash UNSIGNED-PAYLOAD', { payloadHash: 'UNSIGNED-PAYLOAD' }],
    ['the body itself in place of its hash', { payloadHash: body }],
    ['an upper-case payload hash', { payloadHash: parts.payloadHash.toUpperCase() }],
    ['a body with a line end behind it', { payloadHash: sha256Hex(`${body}\n`) }],
    ['a body with "+" for each "%20"', { payloadHash: sha256Hex(body.replaceAll('%20', '+')) }],
    ['a body with "%20" for each "+"', { payloadHash: sha256Hex(body.replaceAll('+', '%20')) }],
    ['the body as the query, and no body', { query: sortPieces(body), payloadHash: sha256Hex('') }],
  ];
}

function sortPieces(form: string): string {
  return form.split('&').sort().join('&');
}

function otherHeaders({ request, parts }: Basis): readonly Change[] {
  const rawValues = parts.headers.map(([name]) => [name, rawValue(request.headers, name)] as const);
  const contentType = parts.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const bareType = contentType.replace(/\s*;.*$/, '');
  const unsignedToken = parts.headers.filter(([name]) => name !== 'x-amz-security-token');
  return [
    ['header values that were not folded', { headers: rawValues }],
    ['a Content-Type without its charset', { headers: replaceHeader(parts.headers, 'content-type', bareType) }],
    ['header fields without the security token', { headers: unsignedToken }],
  ];
}

function rawValue(headers: HeaderFields, lowerName: string): string {
  return headers
    .filter(([name]) => name.toLowerCase() === lowerName)
    .map(([, value]) => value)
    .join(',');
}

function otherPaths({ request, parts }: Basis): readonly Change[] {
  const { path } = splitTarget(request.target);
  const changes: readonly Change[] = [
    ['a path that was not encoded once more', { path }],
    ['a path that was not normalized', { path: path.split('/').map(percentEncode).join('/') }],
    ['an empty path', { path: '' }],
    ['the path /', { path: '/' }],
  ];
  return changes.filter(([, change]) => change.path !== parts.path);
}

function otherMethods({ parts }: Basis): readonly Change[] {
  return ['POST', 'GET', parts.method.toLowerCase()]
    .filter((method) => method !== parts.method)
    .map((method) => [`the method ${method}`, { method }]);
}

function otherKeys({ claim, parts, secretAccessKey }: Basis): readonly Attempt[] {
  const canonical = joinCanonical(parts);
  const text = stringToSign(claim.date, claim, canonical);
  const trimmed = secretAccessKey.trim();
  const keys: Attempt[] = [
    { fits: 'a key derived without the prefix AWS4', text, key: deriveKey(secretAccessKey, claim) },
    { fits: 'a secret with a line end behind it', text, key: deriveKey(`AWS4${secretAccessKey}\n`, claim) },
    { fits: 'a secret without the white space around it', text, key: deriveKey(`AWS4${trimmed}`, claim) },
    { fits: 'the secret itself in place of the derived key', text, key: Buffer.from(secretAccessKey) },
  ];
  for (const scope of otherScopes(claim)) {
    const key = deriveKey(`AWS4${secretAccessKey}`, scope);
    const fits = `a key of the scope ${scopeText(scope)}`;
    keys.push({ fits, text, key }, { fits, text: stringToSign(claim.date, scope, canonical), key });
  }
  return keys;
}

function otherScopes(claim: SignatureClaim) {
  const { day, region, service } = claim;
  const aDay = 86_400_000;
  const neighbours = [-aDay, aDay].map((offset) => new Date(claim.signedAt.getTime() + offset).toISOString());
  const days = [day, ...neighbours.map((iso) => iso.slice(0, 10).replaceAll('-', ''))];
  const regions = new Set([region, region.toLowerCase(), 'us-east-1', '']);
  const services = new Set([service, 'ec2', 'EC2', 'execute-api', 's3', 'sts', 'iam']);
  const scopes = days.flatMap((d) =>
    [...regions].flatMap((r) => [...services].map((s) => ({ day: d, region: r, service: s }))),
  );
  return scopes.filter((scope) => scopeText(scope) !== scopeText(claim));
}

function otherTexts({ claim, parts }: Basis, key: Buffer): readonly Attempt[] {
  const canonical = joinCanonical(parts);
  const names = parts.headers.map(([name]) => name).join(';');
  const head = `${algorithm}\n${claim.date}\n${scopeText(claim)}\n`;
  const over = (changed: string) => stringToSign(claim.date, claim, changed);
  return [
    { fits: 'a canonical request that was not hashed', text: `${head}${canonical}`, key },
    { fits: 'a canonical request with CRLF line ends', text: over(canonical.replaceAll('\n', '\r\n')), key },
    { fits: 'a canonical request with a line end behind it', text: over(`${canonical}\n`), key },
    {
      fits: 'a canonical request without the empty line after its headers',
      text: over(canonical.replace(`\n\n${names}\n`, `\n${names}\n`)),
      key,
    },
    { fits: 'the canonical request in place of the string to sign', text: canonical, key },
    { fits: 'a string to sign with a line end behind it', text: `${over(canonical)}\n`, key },
  ];
}
