/** Requests with the signature of another request, or with a signature that is not whole. */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import type { HttpRequest } from '../../../harness/wire/message.ts';
import { type SignOptions, sign } from '../../../harness/wire/signing/sign.ts';
import { type Alter, editAuthorization, editSignature, signatureOf } from './signing-alterations.ts';
import { otherSecret, refusedCase, refusedWith } from './signing-build.ts';
import {
  dated,
  editBody,
  editPath,
  editQuery,
  field,
  method,
  replaceField,
  type SigningEdit,
  splitPairs,
  token,
  withoutSignature,
} from './signing-edits.ts';

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const get: CodeSend = { method: 'GET' };
const withOwnField: CodeSend = {
  headers: { 'X-Conformance': 'one' },
  signing: { signedHeaders: ['content-type', 'x-amz-security-token', 'x-conformance'] },
};

/** The last digit becomes another one. */
export const digitOff: Alter = editSignature((digits) => digits.replace(/.$/, (last) => (last === '0' ? '1' : '0')));

const named = '192.0.2.0';
const sibling = '198.51.100.0';

const signatures: readonly Case[] = [
  refusedCase('verified', 'refuses a signature of which one digit is wrong', { alter: digitOff }),
  refusedCase(
    'wrong-signature-code',
    'says of a wrong signature that it is wrong',
    { alter: digitOff },
    {
      expect: [
        refusedWith('AuthFailure', ['4xx'], ['AuthFailure']),
        refusedWith('SignatureDoesNotMatch', ['403'], ['SignatureDoesNotMatch']),
      ],
    },
  ),
  refusedCase('signature-truncated', 'refuses the first half of the right signature', {
    alter: editSignature((digits) => digits.slice(0, 32)),
  }),
  refusedCase('signature-extended', 'refuses the right signature with two more digits', {
    alter: editSignature((digits) => `${digits}00`),
  }),
  refusedCase('signature-empty', 'refuses an empty signature', { alter: editSignature(() => '') }),
  refusedCase('other-secret', 'refuses a signature made with another secret', {
    signing: { secretAccessKey: otherSecret },
  }),
];

const bodies: readonly Case[] = [
  foreign('body-value', 'refuses the signature of a revoke of another rule', {}, editBody(replace(named, sibling))),
  foreign(
    'body-parameter-added',
    'refuses the signature of a body without the last parameter',
    {},
    editBody((form) => splitPairs(form).slice(0, -1).join('&')),
  ),
  foreign(
    'body-parameter-removed',
    'refuses the signature of the dry run for the revoke itself',
    {},
    editBody((form) => `${form}&DryRun=true`),
  ),
  foreign(
    'body-order',
    'refuses the signature of the same parameters in another order',
    {},
    editBody((form) => splitPairs(form).toReversed().join('&')),
  ),
  refusedCase(
    'body-under-old-hash',
    'refuses the revoke of another rule under the signed hash of the body before',
    { signing: { contentSha256: true }, alter: signedForSibling },
    { control: 'content-sha256' },
  ),
  foreign(
    'body-encoding',
    'refuses the signature of the same body in another encoding',
    {},
    editBody(replace('%2F', '/')),
  ),
];

const elsewhere: readonly Case[] = [
  foreign('query-value', 'refuses the signature of a GET for another rule', get, editQuery(replace(named, sibling))),
  foreign(
    'query-parameter-added',
    'refuses the signature of a query without the last parameter',
    get,
    editQuery((text) => splitPairs(text).slice(0, -1).join('&')),
  ),
  foreign(
    'query-parameter-removed',
    'refuses the signature of the dry run for the GET itself',
    get,
    editQuery((text) => `${text}&DryRun=true`),
  ),
  refusedCase(
    'post-query-value',
    'refuses the signature of a POST with another Version in its query',
    { actionIn: 'url', alter: signatureOf(editQuery(replace('2016-11-15', '2016-09-15'))) },
    { control: 'post-query' },
  ),
  refusedCase('post-query-added', 'refuses a POST to whose URL DryRun=false was added after it was signed', {
    alter: (signed) => ({ ...signed, target: `${signed.target}?DryRun=false` }),
  }),
  foreign('method', 'refuses the signature of another method', {}, method('PUT')),
  foreign('path', 'refuses the signature of another path', {}, editPath('/elsewhere')),
];

const fields: readonly Case[] = [
  foreign('host', 'refuses the signature of a request to another host', {}, field('Host', 'ec2.example.com')),
  foreign('date', 'refuses the signature of a request one second older', {}, dated(-1000)),
  foreign('content-type', 'refuses the signature of another Content-Type', {}, field('Content-Type', 'text/plain')),
  refusedCase(
    'signed-field-value',
    'refuses the signature of another value of a signed field',
    { ...withOwnField, alter: signatureOf(field('X-Conformance', 'two')) },
    { control: 'signed-field' },
  ),
  refusedCase(
    'signed-field-removed',
    'refuses a request from which a signed field was taken',
    { ...withOwnField, alter: (signed) => replaceField(signed, 'X-Conformance', undefined) },
    { control: 'signed-field' },
  ),
  refusedCase(
    'content-sha256-value',
    'refuses the signature of another X-Amz-Content-Sha256',
    { signing: { contentSha256: true }, alter: signatureOf(field('X-Amz-Content-Sha256', emptyHash)) },
    { control: 'content-sha256' },
  ),
  refusedCase(
    'security-token-value',
    'refuses the signature of another X-Amz-Security-Token',
    { as: 'session', alter: signatureOf(token((right) => `${right}A`)) },
    { needs: ['session-identity'] },
  ),
  refusedCase('signed-headers-shortened', 'refuses a list of signed fields from which one was taken', {
    alter: editAuthorization(replace('=content-type;', '=')),
  }),
  refusedCase('signed-headers-extended', 'refuses a list of signed fields to which one was added', {
    alter: editAuthorization(replace('host;', 'host;user-agent;')),
  }),
];

/** Cases of changed requests and of changed signatures. */
export const tampered: readonly Case[] = [...signatures, ...bodies, ...elsewhere, ...fields];

/** The request as it should be, but for a signature that is another request's. */
function foreign(slug: string, title: string, send: CodeSend, change: SigningEdit): Case {
  return refusedCase(slug, title, { ...send, alter: signatureOf(change) });
}

function replace(from: string, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

/** Signed with the hash of the body for the sibling, and sent with the body for the rule that is named. */
function signedForSibling(signed: HttpRequest, options: SignOptions): HttpRequest {
  const unsigned = replaceField(withoutSignature(signed), 'X-Amz-Content-Sha256', undefined);
  const other = editBody(replace(named, sibling))({ request: unsigned, options });
  return { ...sign(other.request, other.options), body: signed.body };
}
