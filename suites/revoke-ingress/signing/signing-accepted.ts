/** Cases of valid signatures that differ from those of SDKs. */
import type { Case } from '../../../harness/cases/case.ts';
import type { HttpRequest } from '../../../harness/wire/message.ts';
import { editAuthorization } from './signing-alterations.ts';
import { acceptedCase } from './signing-build.ts';
import { replaceQuery, splitPairs } from './signing-edits.ts';

const minute = 60_000;

/** Every field that a request may have to sign, and one more; those it lacks are left out of the list. */
const withOwnField = ['content-type', 'x-amz-security-token', 'x-conformance'];

/** Cases of unusual signatures that have to be accepted. */
export const acceptedSignatures: readonly Case[] = [
  acceptedCase('content-sha256', 'carries out a request with the signed hash of its body', {
    signing: { contentSha256: true },
  }),
  acceptedCase('signed-field', 'carries out a request with a signed field of its own', {
    headers: { 'X-Conformance': 'one' },
    signing: { signedHeaders: withOwnField },
  }),
  acceptedCase('folded-spaces', 'counts several spaces in a signed field as one, and outer ones not at all', {
    headers: { 'X-Conformance': '  one   two  ' },
    signing: { signedHeaders: withOwnField },
  }),
  acceptedCase('authorization-spacing', 'reads an Authorization field without spaces after its commas', {
    alter: editAuthorization((value) => value.replaceAll(', ', ',')),
  }),
  acceptedCase('field-order', 'carries out a request whose fields come in another order than they are signed in', {
    alter: fieldsReversed,
  }),
  acceptedCase('field-case', 'carries out a request whose names of fields are in lower case', {
    alter: (signed) => ({ ...signed, headers: signed.headers.map(([name, value]) => [name.toLowerCase(), value]) }),
  }),
  acceptedCase('query-order', 'carries out a GET whose query comes in another order than it is signed in', {
    method: 'GET',
    alter: (signed) => replaceQuery(signed, (query) => splitPairs(query).toReversed().join('&')),
  }),
  acceptedCase('date-past', 'carries out a request dated four minutes ago', { signing: { dateOffsetMs: -4 * minute } }),
  acceptedCase('date-ahead', 'carries out a request dated four minutes ahead', {
    signing: { dateOffsetMs: 4 * minute },
  }),
];

/** Host stays first, as RFC 9110 advises. */
function fieldsReversed(signed: HttpRequest): HttpRequest {
  const [host, ...others] = signed.headers;
  return { ...signed, headers: host === undefined ? [] : [host, ...others.reverse()] };
}
