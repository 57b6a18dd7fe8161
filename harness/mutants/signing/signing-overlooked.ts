/** Mutants that verify a signature incompletely: each accepts one kind of wrong signatures. */

import { changed } from '../../reference/behaviour.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { SignatureFlaw } from '../../wire/signing/verify.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoKnowing, authorizationOf, comparingSignatures, type Overlooked, overlooking } from './signing-changes.ts';

/** A secret like those in AWS's documentation, which no key has. */
const replaced = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';

function fault(
  breaks: string,
  id: string,
  means: string,
  apply: Apply,
  more: Pick<Fault, 'alsoBreaks' | 'needsRareValues'> = {},
): Fault {
  return { id, breaks: `signing/${breaks}`, means, apply, ...more };
}

/** Overlooks one flaw, in Authorization or in the query. */
function flaw(which: SignatureFlaw, place: 'header' | 'query'): Apply {
  return overlooking((report, request) => report.flaw === which && isIn(place)(report, request));
}

function isIn(place: 'header' | 'query'): Overlooked {
  return (_, request) => (authorizationOf(request) === '' ? 'query' : 'header') === place;
}

const wholes: readonly Fault[] = [
  fault('enforced', 'unsigned-taken', 'carries out requests without a signature', (b) =>
    changed(b, { signing: { unsigned: () => undefined } }),
  ),
  fault('enforced', 'nothing-verified', 'carries out every request, signed or not', (b) =>
    changed(overlooking(() => true)(b), { signing: { unsigned: () => undefined } }),
  ),
  fault('verified', 'signature-not-verified', 'reads the claim of a signature and computes none', (b) =>
    overlooking(({ flaw: found }) => found === 'mismatch')(b),
  ),
  fault(
    'body-under-old-hash',
    'payload-hash-believed',
    'takes the hash in X-Amz-Content-Sha256 for that of the body',
    flaw('payload-differs', 'header'),
  ),
  fault(
    'verified',
    'first-digits-compared',
    'compares the first eight digits of a signature',
    comparingSignatures((given, right) => given.slice(0, 8) === right.slice(0, 8)),
  ),
  fault(
    'signature-truncated',
    'beginning-compared',
    'compares as many digits as were sent, eight at least',
    comparingSignatures((given, right) => given.length >= 8 && right.startsWith(given)),
  ),
  fault(
    'signature-extended',
    'end-not-compared',
    'compares as many digits as it has computed',
    comparingSignatures((given, right) => given.startsWith(right)),
  ),
  fault(
    'signature-empty',
    'empty-signature-taken',
    'takes an empty signature',
    comparingSignatures((given) => given === ''),
  ),
  fault(
    'presigned-verified',
    'query-signature-not-verified',
    'computes no signature where it is in the query',
    flaw('mismatch', 'query'),
  ),
  fault(
    'other-secret',
    'replaced-secret-taken',
    'still takes a secret that was replaced',
    alsoKnowing(replaced, 'header'),
  ),
  fault(
    'presigned-other-secret',
    'replaced-secret-in-query-taken',
    'still takes a replaced secret in a query',
    alsoKnowing(replaced, 'query'),
  ),
  fault(
    'security-token-value',
    'session-signature-not-verified',
    'computes no signature where a token comes along',
    overlooking(({ flaw: found, claim }) => found === 'mismatch' && claim?.securityToken !== undefined),
  ),
];

const claims: readonly Fault[] = [
  fault(
    'unknown-key',
    'unknown-key-taken',
    'takes any access key',
    overlooking((report) => report.flaw === 'unknown-key'),
  ),
  fault(
    'presigned-unknown-key',
    'unknown-key-in-query-taken',
    'takes any access key in a query',
    flaw('unknown-key', 'query'),
  ),
  fault(
    'scope-region',
    'region-not-compared',
    'takes signatures for any region',
    overlooking((report) => report.flaw === 'scope-region'),
  ),
  fault(
    'scope-region-case',
    'region-compared-without-case',
    'compares regions without regard to case',
    overlooking(({ flaw: found, claim }) => found === 'scope-region' && claim?.region === claim?.region.toUpperCase()),
  ),
  fault(
    'scope-service',
    'service-not-compared',
    'takes signatures for any service',
    overlooking((report) => report.flaw === 'scope-service'),
  ),
  fault(
    'presigned-scope-region',
    'region-in-query-not-compared',
    'takes signatures for any region in a query',
    flaw('scope-region', 'query'),
  ),
  fault(
    'presigned-scope-service',
    'service-in-query-not-compared',
    'takes signatures for any service in a query',
    flaw('scope-service', 'query'),
  ),
  fault('scope-date', 'day-not-compared', 'takes a scope of any day', flaw('scope-date', 'header')),
  fault(
    'scope-terminator',
    'end-of-scope-not-read',
    'takes a scope with any last word',
    flaw('scope-malformed', 'header'),
  ),
  fault(
    'algorithm',
    'algorithm-not-read',
    'takes any algorithm of the family AWS4-HMAC',
    overlooking(
      ({ flaw: found }, request) => found === 'unknown-algorithm' && authorizationOf(request).startsWith('AWS4-'),
    ),
  ),
  fault(
    'other-scheme',
    'other-scheme-taken',
    'takes a name and a password',
    overlooking((_, request) => authorizationOf(request).startsWith('Basic ')),
  ),
  fault(
    'expired',
    'dates-not-compared',
    'takes dates of any age',
    overlooking(({ flaw: found, claim }) => found === 'expired' && claim?.place === 'header'),
  ),
  fault(
    'expired',
    'a-day-is-current',
    'takes dates of up to a day ago',
    (b) => changed(b, { signing: { context: (arrival) => ({ ...b.signing.context(arrival), windowMs: 86_400_000 }) } }),
    // One window serves both directions.
    { alsoBreaks: ['signing/future'] },
  ),
  fault(
    'future',
    'future-taken',
    'takes dates that lie ahead',
    overlooking((report) => report.flaw === 'in-future'),
  ),
  fault('presigned-expired', 'lifetime-not-read', 'takes queries whose lifetime is over', flaw('expired', 'query')),
  fault('presigned-future', 'future-in-query-taken', 'takes queries whose date lies ahead', flaw('in-future', 'query')),
  fault(
    'token-missing',
    'token-not-needed',
    'takes temporary credentials without their token',
    flaw('token-missing', 'header'),
  ),
  fault(
    'token-altered',
    'token-not-compared',
    'takes temporary credentials with any token',
    flaw('token-wrong', 'header'),
  ),
];

const parts: readonly Fault[] = [
  fault(
    'without-credential',
    'credential-not-needed',
    'takes an Authorization without a credential',
    lacking('Credential='),
  ),
  fault(
    'without-signed-headers',
    'list-not-needed',
    'takes an Authorization without a list of fields',
    lacking('SignedHeaders='),
  ),
  fault(
    'without-signature',
    'signature-not-needed',
    'takes an Authorization without a signature',
    lacking('Signature='),
  ),
  ...['Algorithm', 'Credential', 'Date', 'SignedHeaders', 'Signature'].map((part) =>
    fault(
      'presigned-incomplete',
      `query-without-${part.toLowerCase()}-taken`,
      `takes a presigned query without X-Amz-${part}`,
      overlooking(
        (_, request) => request.target.includes('X-Amz-') && !new RegExp(`[?&]X-Amz-${part}=`).test(request.target),
      ),
    ),
  ),
];

const codes: readonly Fault[] = [
  fault('unsigned-code', 'unsigned-with-other-code', 'refuses unsigned requests with InvalidParameterValue', (b) =>
    changed(b, { signing: { unsigned: other } }),
  ),
  fault('wrong-signature-code', 'wrong-signature-with-other-code', 'refuses wrong signatures as invalid', (b) =>
    changed(b, { signing: { flaws: { mismatch: other } } }),
  ),
  fault('unknown-key-code', 'unknown-key-with-other-code', 'refuses unknown keys with InvalidParameterValue', (b) =>
    changed(b, { signing: { flaws: { 'unknown-key': other } } }),
  ),
  fault('expired-code', 'expired-with-other-code', 'refuses expired requests with InvalidParameterValue', (b) =>
    changed(b, { signing: { flaws: { expired: other } } }),
  ),
  fault('future-code', 'future-with-other-code', 'refuses requests of the future with InvalidParameterValue', (b) =>
    changed(b, { signing: { flaws: { 'in-future': other } } }),
  ),
];

function lacking(part: string): Apply {
  return overlooking((_, request) => {
    const value = authorizationOf(request);
    return value.startsWith('AWS4-HMAC-SHA256 ') && /[=]/.test(value) && !value.includes(part);
  });
}

function other(): Refusal {
  return new Refusal(400, 'InvalidParameterValue', 'The request is not valid.');
}

/** Servers that verify a signature incompletely: each accepts one kind of wrong signatures. */
export const signingOverlookedFaults: readonly Fault[] = [...wholes, ...claims, ...parts, ...codes];
