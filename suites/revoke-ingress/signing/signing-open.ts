/** Signatures about which no source says anything: the report records the response. */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import type { HttpRequest } from '../../../harness/wire/message.ts';
import { attach, ownSignature, prepare, type SignOptions } from '../../../harness/wire/signing/sign.ts';
import { type Alter, type Claim, claiming, editAuthorization, editSignature } from './signing-alterations.ts';
import { observedCase } from './signing-build.ts';
import { replaceField, replaceQuery, withoutSignature } from './signing-edits.ts';
import { withoutParameter } from './signing-presigned.ts';
import { signedByVersion2 } from './signing-version-2.ts';

const minute = 60_000;
const presigned: CodeSend = { method: 'GET', sign: 'query' };
const zeros = '0'.repeat(64);

const dates: readonly Case[] = [
  observedCase('date-between-windows', 'responds in any way to a request dated ten minutes ago', {
    signing: { dateOffsetMs: -10 * minute },
  }),
  observedCase('date-field', 'responds in any way to a date in the field Date', { alter: claiming(inDateField) }),
  observedCase('date-malformed', 'responds in any way to an X-Amz-Date that is not a date', {
    alter: claiming((claim) => ({
      ...claim,
      date: 'yesterday',
      request: replaceField(claim.request, 'X-Amz-Date', 'yesterday'),
    })),
  }),
  observedCase('date-unsigned', 'responds in any way to an unsigned date', { alter: claiming(unsigned('x-amz-date')) }),
];

const fields: readonly Case[] = [
  observedCase('host-unsigned', 'responds in any way to an unsigned Host', { alter: claiming(unsigned('host')) }),
  observedCase('content-type-unsigned', 'responds in any way to an unsigned Content-Type', {
    alter: claiming(unsigned('content-type')),
  }),
  observedCase('amz-field-unsigned', 'responds in any way to an unsigned X-Amz-* field', {
    headers: { 'X-Amz-Conformance': 'one' },
    alter: claiming(unsigned('x-amz-conformance')),
  }),
  observedCase('signed-headers-reordered', 'responds in any way to a list of signed fields that is not sorted', {
    alter: claiming((claim) => ({ ...claim, signedHeaders: claim.signedHeaders.toReversed() })),
  }),
  observedCase('signed-headers-upper-case', 'responds in any way to a list of signed fields in upper case', {
    alter: editAuthorization((value) => value.replace(/(?<=SignedHeaders=)[^,]*/, (list) => list.toUpperCase())),
  }),
  observedCase('signed-headers-absent', 'responds in any way to a signed field that is absent', {
    alter: claiming((claim) => ({ ...claim, signedHeaders: [...claim.signedHeaders, 'x-zero'] })),
  }),
  observedCase('repeated-field', 'responds in any way to a signed field that occurs twice', {
    alter: claiming(withRepeatedField),
  }),
  observedCase('content-sha256-unsigned', 'responds in any way to an unsigned hash of the body', {
    signing: { contentSha256: true },
    alter: claiming(unsigned('x-amz-content-sha256')),
  }),
  observedCase('token-with-permanent-key', 'responds in any way to a token beside a key that has another or none', {
    signing: { sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN' },
  }),
];

const authorizations: readonly Case[] = [
  observedCase('signature-upper-case', 'responds in any way to a signature in upper case', {
    alter: editSignature((digits) => digits.toUpperCase()),
  }),
  observedCase('algorithm-of-another-scheme', 'responds in any way to the name of the algorithm for asymmetric keys', {
    alter: claiming((claim) => ({ ...claim, algorithm: 'AWS4-ECDSA-P256-SHA256' })),
  }),
  observedCase('authorization-order', 'responds in any way to the parts of Authorization in another order', {
    alter: editAuthorization((value) => value.replace(/(Credential=.*), (SignedHeaders=.*), (Sig.*)/, '$3, $2, $1')),
  }),
  observedCase('authorization-unknown-part', 'responds in any way to a further part in Authorization', {
    alter: editAuthorization((value) => `${value}, Comment=none`),
  }),
  observedCase('authorization-part-twice', 'responds in any way to a second list of signed fields', {
    alter: editAuthorization((value) => `${value}, SignedHeaders=host`),
  }),
  observedCase('authorization-twice', 'responds in any way to two Authorization fields', {
    alter: beside('Basic Og=='),
  }),
  observedCase('authorization-empty', 'responds in any way to an Authorization of one word', {
    alter: editAuthorization(() => 'AWS4-HMAC-SHA256'),
  }),
  observedCase('header-and-query', 'responds in any way to a wrong Authorization beside a right presigned query', {
    ...presigned,
    alter: beside(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=${zeros}`,
    ),
  }),
];

const presignedOnes: readonly Case[] = [
  observedCase('presigned-post', 'responds in any way to a presigned POST', { sign: 'query' }),
  observedCase('presigned-outlives-window', 'responds in any way to a query signed 20 minutes ago for an hour', {
    ...presigned,
    signing: { dateOffsetMs: -20 * minute, expiresSeconds: 3600 },
  }),
  observedCase('presigned-just-expired', 'responds in any way to a query signed 4 minutes ago for one', {
    ...presigned,
    signing: { dateOffsetMs: -4 * minute, expiresSeconds: 60 },
  }),
  lasting('zero', 0),
  lasting('negative', -1),
  // A week is the documented limit.
  lasting('long', 604_801),
  observedCase('presigned-expires-absent', 'responds in any way to a query signed without X-Amz-Expires', {
    ...presigned,
    alter: withoutLifetime,
  }),
];

/** Cases of the open questions about signing. */
export const openSigningCases: readonly Case[] = [
  ...dates,
  ...fields,
  ...authorizations,
  ...presignedOnes,
  observedCase('version-2', 'responds in any way to Signature Version 2', {
    method: 'GET',
    sign: 'none',
    alter: signedByVersion2,
  }),
];

function unsigned(name: string): (claim: Claim) => Claim {
  return (claim) => ({ ...claim, signedHeaders: claim.signedHeaders.filter((listed) => listed !== name) });
}

function inDateField(claim: Claim): Claim {
  const iso = claim.date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const withoutOwn = replaceField(claim.request, 'X-Amz-Date', undefined);
  const names = [...claim.signedHeaders.filter((name) => name !== 'x-amz-date'), 'date'];
  return {
    ...claim,
    request: replaceField(withoutOwn, 'Date', new Date(iso).toUTCString()),
    signedHeaders: names.sort(),
  };
}

function withRepeatedField(claim: Claim): Claim {
  const headers = [...claim.request.headers, ['X-Repeated', 'one'] as const, ['X-Repeated', 'two'] as const];
  return {
    ...claim,
    request: { ...claim.request, headers },
    signedHeaders: [...claim.signedHeaders, 'x-repeated'],
  };
}

function beside(authorization: string): Alter {
  return (signed) => ({ ...signed, headers: [...signed.headers, ['Authorization', authorization]] });
}

function lasting(slug: string, seconds: number): Case {
  return observedCase(`presigned-expires-${slug}`, `responds in any way to an X-Amz-Expires of ${seconds}`, {
    ...presigned,
    signing: { expiresSeconds: seconds },
  });
}

function withoutLifetime(signed: HttpRequest, options: SignOptions): HttpRequest {
  const prepared = prepare(withoutSignature(signed), options);
  const shorter = { ...prepared, request: replaceQuery(prepared.request, withoutParameter('X-Amz-Expires')) };
  return attach(shorter, options, ownSignature(shorter, options));
}
