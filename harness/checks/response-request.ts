/** Whether a request is one whose response must have EC2's form. */
import { type HttpRequest, headerValue } from '../wire/message.ts';
import type { ResponseSubject } from './response-subject.ts';

const form = 'application/x-www-form-urlencoded';

/** Most checks of a response ask this of its request, which never changes. */
const known = new WeakMap<HttpRequest, boolean>();

/**
 * A request of API version 2016-11-15, as a form or a query, with sound percent-encoding, signed for EC2 (rightly or not).
 *
 * What a target responds to anything else — JSON, an older version, stray percent signs — no source settles: EC2 itself was
 * once seen to respond to JSON with a page of HTML. A server of many services routes by the scope of the signature, so that
 * a request without one, or with that of another service, need not reach its EC2.
 */
export function isProperlyAsked({ exchange: { request } }: ResponseSubject): boolean {
  const answer = known.get(request);
  if (answer !== undefined) return answer;
  const proper = isProper(request);
  known.set(request, proper);
  return proper;
}

function isProper(request: HttpRequest): boolean {
  const mediaType = headerValue(request.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  const question = request.target.indexOf('?');
  const text = `${question < 0 ? '' : request.target.slice(question + 1)}&${request.body.toString('latin1')}`;
  return (
    (request.body.length === 0 || mediaType === form) &&
    /(?:^|&)Version=2016-11-15(?:&|$)/.test(text) &&
    !/%(?![0-9A-Fa-f]{2})/.test(text) &&
    isSignedForEc2(request, text)
  );
}

function isSignedForEc2({ headers }: HttpRequest, text: string): boolean {
  const inQuery = /(?:^|&)X-Amz-Credential=([^&]*)/i.exec(text)?.[1] ?? '';
  const credential = headerValue(headers, 'authorization') ?? decodeURIComponent(inQuery);
  return /\/ec2\/aws4_request/.test(credential);
}
