/** Clients that sign wrongly. */
import type { ReferenceClientSettings } from '../../client/reference-client/behaviour.ts';
import type { HttpRequest } from '../../wire/message.ts';
import { type SignOptions, sign } from '../../wire/signing/sign.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** Signs with other options; what is sent stays. */
export function signsWith(change: (options: SignOptions) => Partial<SignOptions>): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    sign: (request, settings, date) => {
      const options = optionsOf(settings, date);
      return sign(request, { ...options, ...change(options) });
    },
  });
}

/** Signs another request than the one it sends: the signature is that of the changed one. */
function signsOther(change: (request: HttpRequest) => HttpRequest): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    sign: (request, settings, date) => {
      const signed = sign(change(request), optionsOf(settings, date));
      const added = signed.headers.filter(([name]) => /^(X-Amz-|Authorization)/i.test(name));
      return { ...request, headers: [...request.headers, ...added] };
    },
  });
}

function optionsOf({ credentials, region }: ReferenceClientSettings, date: Date): SignOptions {
  return { credentials, region, service: 'ec2', date, place: 'header' };
}

/** Changes a signed request before it leaves. */
export function alters(change: (request: HttpRequest) => HttpRequest): ClientChange {
  return (behaviour) => ({ ...behaviour, leave: (request) => change(behaviour.leave(request)) });
}

/** Changes one header field of the signed request. */
export function header(
  name: string,
  change: (value: string) => string | undefined,
): (request: HttpRequest) => HttpRequest {
  return (request) => ({
    ...request,
    headers: request.headers.flatMap(([given, value]) => {
      if (given.toLowerCase() !== name) return [[given, value] as const];
      const changed = change(value);
      return changed === undefined ? [] : [[given, changed] as const];
    }),
  });
}

const aDayMs = 86_400_000;

/** Clients that sign wrongly. */
export const clientSigningFaults: readonly ClientFault[] = [
  {
    id: 'unsigned',
    breaks: 'client-signing/version-4',
    means: 'does not sign',
    apply: (behaviour) => ({ ...behaviour, sign: (request) => request }),
  },
  {
    id: 'signature-version-2',
    breaks: 'client-signing/version-4',
    means: 'signs with version 2',
    apply: (behaviour) => ({
      ...behaviour,
      sign: (request) => request,
      form: (pairs) =>
        `${behaviour.form(pairs)}&AWSAccessKeyId=AKIDEXAMPLE&SignatureMethod=HmacSHA256&SignatureVersion=2&Signature=ZmFrZQ%3D%3D`,
    }),
  },
  {
    id: 'algorithm-misspelt',
    breaks: 'client-signing/authorization',
    means: 'writes AWS4-HMAC-SHA-256',
    apply: alters(header('authorization', (value) => value.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA-256'))),
  },
  {
    id: 'signed-headers-missing',
    breaks: 'client-signing/authorization',
    means: 'does not list what it signed',
    apply: alters(header('authorization', (value) => value.replace(/ SignedHeaders=[^,]*,/, ''))),
  },
  {
    id: 'signature-in-base64',
    breaks: 'client-signing/authorization',
    means: 'writes its signature in base64',
    apply: alters(
      header('authorization', (value) =>
        value.replace(/(?<=Signature=)\w+/, (hex) => Buffer.from(hex, 'hex').toString('base64')),
      ),
    ),
  },
  {
    id: 'scope-of-other-region',
    breaks: 'client-signing/scope',
    means: 'signs for us-west-2',
    apply: signsWith(() => ({ region: 'us-west-2' })),
  },
  {
    id: 'scope-of-other-service',
    breaks: 'client-signing/scope',
    means: 'signs for the service EC2 in capitals',
    apply: signsWith(() => ({ service: 'EC2' })),
  },
  {
    id: 'scope-without-end',
    breaks: 'client-signing/scope',
    means: 'leaves aws4_request out of the scope',
    apply: alters(header('authorization', (value) => value.replace('/aws4_request', ''))),
  },
  {
    id: 'host-not-signed',
    breaks: 'client-signing/signed-fields',
    means: 'does not sign host',
    apply: alters(header('authorization', (value) => value.replace(/host;/, ''))),
  },
  {
    id: 'signed-headers-in-capitals',
    breaks: 'client-signing/signed-fields',
    means: 'lists signed fields as they are written',
    apply: alters(header('authorization', (value) => value.replace('content-type;host', 'Content-Type;Host'))),
  },
  {
    id: 'amz-field-not-signed',
    breaks: 'client-signing/signed-fields',
    means: 'adds an x-amz-* field behind the signature',
    apply: alters((request) => ({ ...request, headers: [...request.headers, ['X-Amz-Target', 'EC2']] })),
  },
  {
    id: 'clock-an-hour-slow',
    breaks: 'client-signing/date',
    means: 'dates its requests an hour back',
    apply: signsWith(({ date }) => ({ date: new Date(date.getTime() - 3_600_000) })),
  },
  {
    id: 'date-of-local-time',
    breaks: 'client-signing/date',
    means: 'writes local time for UTC, here two hours ahead',
    apply: signsWith(({ date }) => ({ date: new Date(date.getTime() + 7_200_000) })),
  },
  {
    id: 'no-date',
    breaks: 'client-signing/date',
    means: 'sends no date',
    // A field that is listed as signed and is not there is met before the date.
    apply: alters((request) =>
      header('authorization', (value) => value.replace(';x-amz-date', ''))(
        header('x-amz-date', () => undefined)(request),
      ),
    ),
  },
  {
    id: 'scope-of-yesterday',
    breaks: 'client-signing/date',
    means: 'keeps the scope of the day it was started on',
    apply: alters((request) =>
      header('authorization', (value) =>
        value.replace(
          /\/(\d{8})\//,
          `/${new Date(Date.now() - aDayMs).toISOString().slice(0, 10).replaceAll('-', '')}/`,
        ),
      )(request),
    ),
  },
  {
    id: 'access-key-cut',
    breaks: 'client-signing/access-key',
    means: 'loses the last letter of the access key',
    apply: signsWith(({ credentials }) => ({
      credentials: { ...credentials, accessKeyId: credentials.accessKeyId.slice(0, -1) },
    })),
  },
  {
    id: 'session-token-dropped',
    breaks: 'client-signing/session-token',
    means: 'does not send the session token',
    apply: signsWith(({ credentials: { accessKeyId, secretAccessKey } }) => ({
      credentials: { accessKeyId, secretAccessKey },
    })),
  },
  {
    id: 'session-token-encoded',
    breaks: 'client-signing/session-token',
    means: 'percent-encodes the session token in its field',
    apply: signsWith(({ credentials }) => ({
      credentials:
        credentials.sessionToken === undefined
          ? credentials
          : { ...credentials, sessionToken: encodeURIComponent(credentials.sessionToken) },
    })),
  },
  {
    id: 'payload-hash-of-nothing',
    breaks: 'client-signing/payload-hash',
    means: 'sends the hash of an empty body',
    apply: (behaviour) => ({
      ...behaviour,
      sign: (request, settings, date) =>
        sign(
          { ...request, headers: [...request.headers, ['X-Amz-Content-Sha256', emptyHash]] },
          optionsOf(settings, date),
        ),
    }),
  },
  {
    id: 'body-not-signed',
    breaks: 'client-signing/signature',
    means: 'signs as if the body were empty',
    apply: signsOther((request) => ({ ...request, body: Buffer.alloc(0) })),
  },
  {
    id: 'host-without-port',
    breaks: 'client-signing/signature',
    means: 'signs host without the port that it sends',
    apply: signsOther(header('host', (value) => value.replace(/:\d+$/, ''))),
  },
  {
    id: 'charset-not-signed',
    breaks: 'client-signing/signature',
    means: 'signs the content type without the charset that it sends',
    apply: signsOther(header('content-type', (value) => value.replace(/;.*/, ''))),
  },
  {
    id: 'plus-signed-as-space',
    breaks: 'client-signing/signature',
    means: 'rewrites spaces in the body after it was signed',
    apply: alters((request) => {
      const body = Buffer.from(request.body.toString().replaceAll('%20', '+'));
      return header('content-length', () => String(body.length))({ ...request, body });
    }),
  },
  {
    id: 'secret-trimmed',
    breaks: 'client-signing/signature',
    means: 'loses the last letter of the secret key',
    apply: signsWith(({ credentials }) => ({
      credentials: { ...credentials, secretAccessKey: credentials.secretAccessKey.slice(0, -1) },
    })),
  },
];

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
