/** Mutants that refuse signatures which are right, because they are not quite what one SDK sends. */
import { changed } from '../../reference/behaviour.ts';
import type { HttpRequest } from '../../wire/message.ts';
import type { Fault } from '../fault.ts';
import { replacingTested } from '../revoke-changes.ts';
import { isTestedForm, rewritingSuccess } from '../rewriting.ts';
import { authorizationOf, misjudging } from './signing-changes.ts';

/** A mutant that refuses revokes of a certain form. */
function refused(
  breaks: string,
  id: string,
  means: string,
  isRefused: (request: HttpRequest) => boolean,
  also?: readonly string[],
): Fault {
  const apply = misjudging((request) => isTested(request) && isRefused(request));
  return { id, breaks: `signing/${breaks}`, means, ...(also === undefined ? {} : { alsoBreaks: also }), apply };
}

const buckets =
  '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets/></ListAllMyBucketsResult>';

const places: readonly Fault[] = [
  refused('presigned', 'presigned-refused', 'knows signatures in Authorization alone', isPresigned),
  {
    id: 'presigned-answered-by-object-store',
    breaks: 'signing/presigned',
    means: 'lists the buckets of an object store where a query is signed',
    apply: (b) =>
      rewritingSuccess(
        replacingTested((call, revoke) => (isPresigned(call.request) ? { return: 'true' } : revoke(call)))(b),
        (xml, call) => (isPresigned(call.request) ? buckets : xml),
      ),
  },
  refused(
    'session',
    'session-refused',
    'knows no temporary credentials',
    (request) => !isPresigned(request) && has(request, 'x-amz-security-token'),
  ),
  refused('session-presigned', 'session-in-query-refused', 'knows no temporary credentials in a query', ({ target }) =>
    target.includes('X-Amz-Security-Token='),
  ),
];

const forms = [
  refused('content-sha256', 'content-hash-refused', 'refuses a request that states the hash of its body', (request) =>
    has(request, 'x-amz-content-sha256'),
  ),
  refused('unsigned-fields', 'fields-without-signature-refused', 'wants every field of a request signed', (request) =>
    request.headers.some(([name]) => /^amz-sdk-/i.test(name) && !listed(request).includes(name.toLowerCase())),
  ),
  refused('signed-field', 'own-field-refused', 'knows signatures of the usual fields alone', (request) =>
    listed(request).some((name) => /^x-(?!amz-)/.test(name)),
  ),
  refused('folded-spaces', 'spaces-not-folded', 'signs the spaces of a field unchanged', (request) =>
    request.headers.some(([name, value]) => /^x-(?!amz-)/i.test(name) && /^ | {2}| $/.test(value)),
  ),
  refused('authorization-spacing', 'spaces-needed', 'splits Authorization at comma and space', (request) =>
    /Credential=[^ ]*,[^ ]/.test(authorizationOf(request)),
  ),
  refused(
    'field-order',
    'order-of-fields-needed',
    'signs fields in the order of their arrival',
    (request) =>
      at(request, 'content-type') > at(request, 'x-amz-date') ||
      at(request, 'authorization') < at(request, 'x-amz-date'),
  ),
  refused('field-case', 'capitals-needed', 'finds X-Amz-Date with its capitals alone', (request) =>
    request.headers.some(([name]) => name === 'x-amz-date'),
  ),
  refused('query-order', 'order-of-query-needed', 'signs a query in the order of its arrival', ({ target }) =>
    /Version=.*Action=/.test(target),
  ),
];

const dates: readonly Fault[] = [
  {
    id: 'window-of-three-minutes',
    breaks: 'signing/date-past',
    means: 'takes dates of up to three minutes from its own time',
    // One window serves both directions.
    alsoBreaks: ['signing/date-ahead'],
    apply: (b) =>
      changed(b, { signing: { context: (arrival) => ({ ...b.signing.context(arrival), windowMs: 180_000 }) } }),
  },
  {
    id: 'no-date-ahead',
    breaks: 'signing/date-ahead',
    means: 'takes no date that is more than a minute ahead',
    apply: misjudging((request) => {
      const date = request.headers.find(([name]) => name.toLowerCase() === 'x-amz-date')?.[1] ?? '';
      const ahead = Date.parse(date.replace(/(..)(..)T(..)(..)(..)Z$/, '-$1-$2T$3:$4:$5Z')) - Date.now();
      return ahead > 60_000 && ahead < 600_000;
    }),
  },
];

function isTested({ target, body }: HttpRequest): boolean {
  return [target.split('?')[1] ?? '', body.toString()].some(isTestedForm);
}

function isPresigned({ target }: HttpRequest): boolean {
  return target.includes('X-Amz-Signature=');
}

function has({ headers }: HttpRequest, wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted);
}

/** The position of a field, from 0; -1 when it is absent. */
function at({ headers }: HttpRequest, wanted: string): number {
  return headers.findIndex(([name]) => name.toLowerCase() === wanted);
}

/** The signed fields as listed. */
function listed(request: HttpRequest): readonly string[] {
  return /SignedHeaders=([^,\s]*)/.exec(authorizationOf(request))?.[1]?.split(';') ?? [];
}

/** Servers that refuse signatures which are right, because they are not quite what one SDK sends. */
export const signingRefusedFaults: readonly Fault[] = [...places, ...forms, ...dates];
