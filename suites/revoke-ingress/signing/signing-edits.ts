/** Changes to a request before it is signed, each to one part of it. */

import type { HttpRequest } from '../../../harness/wire/message.ts';
import { splitTarget } from '../../../harness/wire/signing/canonical-request.ts';
import type { SignOptions } from '../../../harness/wire/signing/sign.ts';

/** What is to be signed, and how. */
interface Signing {
  readonly request: HttpRequest;
  readonly options: SignOptions;
}

/** Returns the signing that another request, or another signer, would have made. */
export type SigningEdit = (signing: Signing) => Signing;

/** The request as it was before its signature, whichever place that is in. */
export function withoutSignature(signed: HttpRequest): HttpRequest {
  const fields = ['authorization', 'x-amz-date', 'x-amz-security-token'];
  return {
    ...replaceQuery(signed, (query) =>
      splitPairs(query)
        .filter((pair) => !presigning.test(pair))
        .join('&'),
    ),
    headers: signed.headers.filter(([name]) => !fields.includes(name.toLowerCase())),
  };
}

const presigning = /^X-Amz-(Algorithm|Credential|Date|Expires|Security-Token|SignedHeaders|Signature)=/;

/** The parts of a query or a form body between two `&`. */
export function splitPairs(form: string): readonly string[] {
  return form.split('&').filter((pair) => pair !== '');
}

/** Another body; Content-Length, which is never signed, is left alone. */
export function editBody(edit: (form: string) => string): SigningEdit {
  return ({ request, options }) => ({
    request: { ...request, body: Buffer.from(edit(request.body.toString())) },
    options,
  });
}

/** Another query, as encoded text. */
export function editQuery(edit: (query: string) => string): SigningEdit {
  return ({ request, options }) => ({ request: replaceQuery(request, edit), options });
}

/** Another query in a request that is signed already. */
export function replaceQuery(request: HttpRequest, edit: (query: string) => string): HttpRequest {
  const { path, query: before } = splitTarget(request.target);
  const after = edit(before);
  return { ...request, target: after === '' ? path : `${path}?${after}` };
}

/** Signs for another path. */
export function editPath(other: string): SigningEdit {
  return ({ request, options }) => {
    const { query: kept } = splitTarget(request.target);
    return { request: { ...request, target: kept === '' ? other : `${other}?${kept}` }, options };
  };
}

/** Signs for another method. */
export function method(other: string): SigningEdit {
  return ({ request, options }) => ({ request: { ...request, method: other }, options });
}

/** Another value of a field that is there, or a field that was not. */
export function field(name: string, value: string): SigningEdit {
  return ({ request, options }) => ({ request: replaceField(request, name, value), options });
}

/** Another value of a field in a request that is signed already; undefined removes the field. */
export function replaceField(request: HttpRequest, name: string, value: string | undefined): HttpRequest {
  const kept = request.headers.filter(([found]) => found.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: value === undefined ? kept : [...kept, [name, value]] };
}

/** Signs with another X-Amz-Expires. */
export function lifetime(seconds: number): SigningEdit {
  return ({ request, options }) => ({ request, options: { ...options, expiresSeconds: seconds } });
}

/** A date that many milliseconds later, in the scope as well where the day changes. */
export function dated(offsetMs: number): SigningEdit {
  return ({ request, options }) => ({
    request,
    options: { ...options, date: new Date(options.date.getTime() + offsetMs) },
  });
}

/** Another session token; undefined: none. */
export function token(edit: (token: string) => string | undefined): SigningEdit {
  return ({ request, options }) => {
    const { sessionToken, ...keys } = options.credentials;
    const other = edit(sessionToken ?? '');
    return {
      request,
      options: { ...options, credentials: other === undefined ? keys : { ...keys, sessionToken: other } },
    };
  };
}
