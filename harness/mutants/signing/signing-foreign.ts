/**
 * Mutants that leave a part of a request out of its signature, and so take the signature of another request for it.
 *
 * What they try out are the other values that a client could well have signed.
 */
import { timestamp } from '../../wire/signing/sigv4.ts';
import type { Fault } from '../fault.ts';
import {
  accepting,
  authorizationOf,
  type Others,
  onAuthorization,
  onBody,
  onField,
  onQuery,
} from './signing-changes.ts';

/** A part that is not covered by a signature in Authorization. */
function uncovered(breaks: string, id: string, means: string, others: Others, also?: readonly string[]): Fault {
  const apply = accepting((request) => (authorizationOf(request) === '' ? [] : others(request)));
  return { id, breaks: `signing/${breaks}`, means, ...(also === undefined ? {} : { alsoBreaks: also }), apply };
}

/** A part that is not covered by a signature in the query. */
function uncoveredInQuery(breaks: string, id: string, means: string, others: Others): Fault {
  const apply = accepting((request) => (authorizationOf(request) === '' ? others(request) : []));
  return { id, breaks: `signing/${breaks}`, means, apply };
}

const documented = ['192.0.2.0', '198.51.100.0', '203.0.113.0'];

/** The text with another of the addresses that documentation is written with. */
function otherAddresses(text: string): readonly string[] {
  return documented.flatMap((one) => documented.map((two) => text.replace(one, two)));
}

function withoutLast(form: string): string {
  return form.slice(0, form.lastIndexOf('&'));
}

function reversed(form: string): string {
  return form.split('&').reverse().join('&');
}

const bodies = [
  uncovered('body-value', 'values-not-signed', 'takes the signature of a body with another address', (request) =>
    otherAddresses(request.body.toString()).map((form) => onBody(request, () => form)),
  ),
  uncovered(
    'body-parameter-added',
    'last-parameter-not-signed',
    'hashes a body without its last parameter',
    (request) => [onBody(request, withoutLast)],
  ),
  uncovered('body-parameter-removed', 'dry-run-not-signed', 'leaves DryRun out of the hash of a body', (request) => [
    onBody(request, (form) => `${form}&DryRun=true`),
  ]),
  uncovered('body-order', 'order-of-body-not-signed', 'hashes the parameters of a body in any order', (request) => [
    onBody(request, reversed),
  ]),
  uncovered('body-encoding', 'body-encoded-anew', 'hashes a body as it would write it itself', (request) => [
    onBody(request, (form) => form.replaceAll('%2F', '/')),
  ]),
];

const heads = [
  uncovered(
    'query-value',
    'values-of-query-not-signed',
    'takes the signature of a query with another address',
    (request) => otherAddresses(request.target).map((target) => ({ ...request, target })),
  ),
  uncovered(
    'query-parameter-added',
    'last-of-query-not-signed',
    'leaves the last parameter of a query out',
    (request) => [onQuery(request, withoutLast)],
  ),
  uncovered('query-parameter-removed', 'dry-run-of-query-not-signed', 'leaves DryRun out of a query', (request) => [
    onQuery(request, (query) => `${query}&DryRun=true`),
  ]),
  uncovered('post-query-value', 'version-in-url-not-signed', 'leaves Version in a URL out', (request) => [
    onQuery(request, (query) => query.replace('2016-11-15', '2016-09-15')),
  ]),
  uncovered('post-query-added', 'url-of-post-not-signed', 'leaves the query of a POST out', (request) =>
    request.method === 'POST' ? [{ ...request, target: request.target.replace(/\?.*$/, '') }] : [],
  ),
  uncovered('method', 'method-not-signed', 'takes the signature of any method', (request) =>
    ['GET', 'POST', 'PUT', 'DELETE'].map((method) => ({ ...request, method })),
  ),
  uncovered('path', 'path-not-signed', 'takes the signature of any path', (request) =>
    ['/elsewhere', '/ec2', '/services/Cloud'].map((path) => ({
      ...request,
      target: request.target.replace(/^[^?]*/, path),
    })),
  ),
];

const fields = [
  uncovered('host', 'host-not-signed', 'takes the signature of any host', (request) => [
    onField(request, 'host', () => 'ec2.example.com'),
  ]),
  uncovered('date', 'seconds-not-signed', 'takes the signature of any second of the last minute', (request) =>
    secondsBefore(request.headers.find(([name]) => name.toLowerCase() === 'x-amz-date')?.[1] ?? '').map((date) =>
      onField(request, 'x-amz-date', () => date),
    ),
  ),
  uncovered('content-type', 'content-type-not-signed', 'takes the signature of any Content-Type', (request) => [
    onField(request, 'content-type', () => 'text/plain'),
  ]),
  uncovered(
    'signed-field-value',
    'own-field-not-signed',
    'takes the signature of any value of a signed field',
    (request) => ['one', 'two'].map((value) => onField(request, 'x-conformance', () => value)),
  ),
  uncovered(
    'signed-field-removed',
    'absent-field-not-needed',
    'takes a request without a field that was signed',
    (request) =>
      ['one', 'two'].map((value) => ({ ...request, headers: [...request.headers, ['X-Conformance', value] as const] })),
  ),
  uncovered('content-sha256-value', 'empty-hash-taken', 'takes the hash of nothing for that of any body', (request) =>
    request.headers.some(([name]) => name.toLowerCase() === 'x-amz-content-sha256')
      ? [
          onField(
            onBody(request, () => ''),
            'x-amz-content-sha256',
            () => emptyHash,
          ),
        ]
      : [],
  ),
  uncovered(
    'signed-headers-shortened',
    'list-of-fields-not-read',
    'signs the usual fields, whatever is listed',
    (request) => [
      onAuthorization(request, (value) =>
        value.replace(/SignedHeaders=[^,]*/, `SignedHeaders=content-type;host;x-amz-date`),
      ),
    ],
    [
      // A list with one field more is not read either.
      'signing/signed-headers-extended',
    ],
  ),
];

const queries = [
  uncoveredInQuery(
    'presigned-parameter-added',
    'range-of-presigned-not-signed',
    'leaves the ranges of a presigned query out',
    (request) => [onQuery(request, (query) => query.replace(/&IpPermissions\.1\.IpRanges\.1\.CidrIp=[^&]*/, ''))],
  ),
  uncoveredInQuery(
    'presigned-value',
    'values-of-presigned-not-signed',
    'takes a presigned query with any address',
    (request) => otherAddresses(request.target).map((target) => ({ ...request, target })),
  ),
  uncoveredInQuery(
    'presigned-parameter-removed',
    'dry-run-of-presigned-not-signed',
    'leaves DryRun out of a presigned query',
    (request) => [onQuery(request, (query) => `${query}&DryRun=true`)],
  ),
  uncoveredInQuery(
    'presigned-method',
    'method-of-presigned-not-signed',
    'takes a presigned query with any method',
    (request) => ['GET', 'POST', 'PUT', 'DELETE'].map((method) => ({ ...request, method })),
  ),
  uncoveredInQuery(
    'presigned-host',
    'host-of-presigned-not-signed',
    'takes a presigned query for any host',
    (request) => [onField(request, 'host', () => 'ec2.example.com')],
  ),
  uncoveredInQuery(
    'presigned-lifetime',
    'lifetime-not-signed',
    'leaves X-Amz-Expires out of a presigned query',
    (request) =>
      [60, 300, 900, 3600].map((lifetime) =>
        onQuery(request, (query) => query.replace(/X-Amz-Expires=\d+/, `X-Amz-Expires=${lifetime}`)),
      ),
  ),
  uncoveredInQuery(
    'presigned-date',
    'seconds-of-presigned-not-signed',
    'takes a presigned query of any second of the last minute',
    (request) =>
      secondsBefore(/X-Amz-Date=([^&]*)/.exec(request.target)?.[1] ?? '').map((date) =>
        onQuery(request, (query) => query.replace(/X-Amz-Date=[^&]*/, `X-Amz-Date=${date}`)),
      ),
  ),
];

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The ten seconds before a date of Signature Version 4. */
function secondsBefore(date: string): readonly string[] {
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(at) ? [] : Array.from({ length: 10 }, (_, index) => timestamp(new Date(at - (index + 1) * 1000)));
}

/** Servers that leave a part of a request out of its signature, and so accept the signature of another request. */
export const signingForeignFaults: readonly Fault[] = [...bodies, ...heads, ...fields, ...queries];
