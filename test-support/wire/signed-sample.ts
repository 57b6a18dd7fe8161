/** Requests to sign and to verify in tests, under the identity and the date of AWS's published examples. */
import type { HeaderFields, HttpRequest } from '../../harness/wire/message.ts';
import type { SignOptions } from '../../harness/wire/signing/sign.ts';
import type { VerifyContext } from '../../harness/wire/signing/verify.ts';

/** Secret key of AWS's published examples. */
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
/** Date of AWS's published examples. */
export const date = new Date('2015-08-30T12:36:00Z');
/** Signs into Authorization. */
export const options: SignOptions = {
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
  region: 'us-east-1',
  service: 'ec2',
  date,
  place: 'header',
};
/** The same identity with a token. */
export const temporary = { ...options.credentials, sessionToken: 'to/ken+==' };

/** Knows that identity, and lives at the date of signing. */
export const context: VerifyContext = {
  secretFor: (id) => (id === 'AKIDEXAMPLE' ? { secretAccessKey } : undefined),
  now: date,
  region: 'us-east-1',
  service: 'ec2',
};
/** That context, in which the identity is known with more than its secret. */
export const knowing = (known: object): VerifyContext => ({
  ...context,
  secretFor: () => ({ secretAccessKey, ...known }),
});

/** An unsigned POST. */
export const post: HttpRequest = {
  method: 'POST',
  target: '/',
  headers: [
    ['Host', '127.0.0.1:4566'],
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
    ['X-Amz-Odd', 'a  b'],
  ],
  body: Buffer.from('Action=A&Name=x%20y'),
};
/** An unsigned GET. */
export const get: HttpRequest = {
  method: 'GET',
  target: '/?Name=x%20y%2Fz&Action=A',
  headers: [['Host', 'ec2.us-east-1.amazonaws.com']],
  body: Buffer.alloc(0),
};
/** Presigns for a minute. */
export const inQuery: SignOptions = { ...options, place: 'query', expiresSeconds: 60 };

/** The request with every field of that lower-case name changed; undefined drops it. */
export function withField(
  request: HttpRequest,
  name: string,
  change: (value: string) => string | undefined,
): HttpRequest {
  const headers = request.headers.flatMap(([field, value]): HeaderFields => {
    if (field.toLowerCase() !== name) return [[field, value]];
    const changed = change(value);
    return changed === undefined ? [] : [[field, changed]];
  });
  return { ...request, headers };
}

/** The request with a changed target. */
export const withTarget = (request: HttpRequest, change: (target: string) => string): HttpRequest => ({
  ...request,
  target: change(request.target),
});

/** Changes Authorization. */
export const authorized = (change: (value: string) => string | undefined) => (request: HttpRequest) =>
  withField(request, 'authorization', change);

/** As AWS's SigV4 test suite signs: of a service called "service". */
export const exampleOptions: SignOptions = { ...options, service: 'service' };

/** A request of that suite. */
export function exampleRequest(method: string, target: string, fields: HeaderFields = [], body = ''): HttpRequest {
  return { method, target, headers: [['Host', 'example.amazonaws.com'], ...fields], body: Buffer.from(body) };
}
