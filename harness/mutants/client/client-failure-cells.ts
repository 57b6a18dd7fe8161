/**
 * Clients that report or retry one kind of failure wrongly, by its status, its body or the attempt, and all
 * others rightly.
 */
import type { ClientOutcome } from '../../client/outcome.ts';
import type { ReferenceClientSettings } from '../../client/reference-client/behaviour.ts';
import type { HttpRequest, HttpResponse } from '../../wire/message.ts';
import { changingRefusal } from './client-errors.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';
import { again } from './client-retries.ts';
import { header, signsWith } from './client-signing.ts';

const success: ClientOutcome = { kind: 'result', output: {} };
const isEmpty = ({ body }: HttpResponse): boolean => body.length === 0;
const isPage = ({ body }: HttpResponse): boolean => String(body).startsWith('<html');

/** Takes these refusals for a success. */
function asSuccess(is: (response: HttpResponse) => boolean): ClientChange {
  return changingRefusal((error, response) => (is(response) ? success : error));
}

/** Fails at these refusals as at a document that it cannot parse. */
function asCrash(is: (response: HttpResponse) => boolean): ClientChange {
  return changingRefusal((error, response) =>
    is(response) ? { kind: 'clientError', message: 'syntax error: line 1' } : error,
  );
}

/**
 * Signs differently by the number of the try, from 1. Calls are under way beside each other: each has its own
 * count.
 */
function bySignedTry(
  change: (
    tries: number,
    request: HttpRequest,
    settings: ReferenceClientSettings,
  ) => readonly [HttpRequest, ReferenceClientSettings],
): ClientChange {
  const tries = new WeakMap<HttpRequest, number>();
  return (behaviour) => ({
    ...behaviour,
    sign: (request, settings, date) => {
      const count = (tries.get(request) ?? 0) + 1;
      tries.set(request, count);
      return behaviour.sign(...change(count, request, settings), date);
    },
  });
}

/** The body of a request from this try on, changed before it is signed anew. */
function repeats(change: (body: string) => string, from: number): ClientChange {
  return bySignedTry((tries, request, settings) => [
    tries >= from ? withBody(request, change(String(request.body))) : request,
    settings,
  ]);
}

function withBody(request: HttpRequest, text: string): HttpRequest {
  const body = Buffer.from(text);
  return { ...header('content-length', () => String(body.length))(request), body };
}

/**
 * Clients that report or retry one kind of failure wrongly, by its status, its body or the attempt, and all
 * others rightly.
 */
export const failureCellFaults: readonly ClientFault[] = [
  {
    id: 'code-of-503-lost',
    breaks: 'client-errors/server-error',
    means: 'reports no code for a 503',
    apply: changingRefusal((error) => (error.status === 503 ? { ...error, code: 'ServiceUnavailable' } : error)),
  },
  {
    id: 'second-dot-cuts-the-code',
    breaks: 'client-errors/code-with-dots',
    means: 'cuts a code at its second full stop',
    apply: changingRefusal((error) => ({ ...error, code: error.code?.split('.').slice(0, 2).join('.') ?? '' })),
  },
  {
    id: 'empty-message-loses-the-code',
    breaks: 'client-errors/bad-request',
    means: 'reports no code for an error without a message',
    apply: changingRefusal((error) => (error.message === '' ? { ...error, code: 'Unknown' } : error)),
  },
  {
    id: 'signature-mismatch-renamed',
    breaks: 'client-errors/forbidden',
    means: 'reports SignatureDoesNotMatch as an authorization failure',
    apply: changingRefusal((error) =>
      error.code === 'SignatureDoesNotMatch' ? { ...error, code: 'AuthFailure' } : error,
    ),
  },
  {
    id: 'message-trimmed',
    breaks: 'client-errors/message-white-space',
    means: 'cuts off the white space at the ends of a message',
    apply: changingRefusal((error) => ({ ...error, message: error.message?.trim() ?? '' })),
  },
  {
    id: 'message-in-ascii',
    breaks: 'client-errors/message',
    means: 'reports what is not ASCII in a message as question marks',
    apply: changingRefusal((error) => ({ ...error, message: error.message?.replace(/[^\x00-\x7f]/gu, '?') ?? '' })),
  },
  {
    id: 'message-of-403-lost',
    breaks: 'client-errors/message',
    means: 'reports no message for a 403',
    apply: changingRefusal((error) => (error.status === 403 ? { ...error, message: 'Forbidden' } : error)),
  },
  {
    id: 'status-of-403-lost',
    breaks: 'client-errors/status',
    means: 'does not report the status of a 403',
    apply: changingRefusal((error) => {
      const { status, ...rest } = error;
      return status === 403 ? rest : error;
    }),
  },
  {
    id: 'request-id-of-503-lost',
    breaks: 'client-errors/request-id',
    means: 'does not report the id of a request answered with 503',
    apply: changingRefusal((error) => {
      const { requestId: _, ...rest } = error;
      return error.status === 503 ? rest : error;
    }),
  },
  ...[500, 504].map(
    (status): ClientFault => ({
      id: `empty-${status}-as-success`,
      breaks: 'client-errors/unreadable-error',
      ...(status === 500 ? { alsoBreaks: ['client-errors/unreadable-status'] } : {}),
      means: `takes a ${status} without a body for a success`,
      apply: asSuccess((response) => response.status === status && isEmpty(response)),
    }),
  ),
  {
    id: 'half-document-in-503-taken',
    breaks: 'client-errors/unreadable-error',
    means: 'takes a 503 with half an error document for a success',
    apply: asSuccess(
      ({ status, body }) => status === 503 && /<Code>/.test(String(body)) && !/<\/Response>/.test(String(body)),
    ),
  },
  {
    id: 'success-document-in-400-taken',
    breaks: 'client-errors/unreadable-refusal',
    means: 'takes a 400 with the document of a success for a success',
    apply: asSuccess(({ status, body }) => status === 400 && /<return>true/.test(String(body))),
  },
  ...[401, 404, 412].map(
    (status): ClientFault => ({
      id: `empty-${status}-as-success`,
      breaks: 'client-errors/unreadable-refusal',
      means: `takes a ${status} without a body for a success`,
      apply: asSuccess((response) => response.status === status && isEmpty(response)),
    }),
  ),
  {
    id: 'crash-on-html-5xx',
    breaks: 'client-errors/unreadable-status',
    means: 'fails to parse a page of HTML under 502 or 503, and does not report the status',
    apply: asCrash((response) => response.status >= 500 && isPage(response)),
  },
  {
    id: 'crash-on-empty-500',
    breaks: 'client-errors/unreadable-status',
    means: 'fails to parse the empty body of a 500, and does not report the status',
    apply: asCrash((response) => response.status === 500 && isEmpty(response)),
  },
  {
    id: 'crash-on-empty-400',
    breaks: 'client-errors/unreadable-status',
    means: 'fails to parse the empty body of a 400, and does not report the status',
    apply: asCrash((response) => response.status === 400 && isEmpty(response)),
  },
  ...(
    [
      [400, 'bad-request-once'],
      [401, 'unauthorized-once'],
      [403, 'forbidden-once'],
      [412, 'dry-run-once'],
    ] as const
  ).flatMap(([status, slug]): readonly ClientFault[] => [
    {
      id: `html-${status}-again`,
      breaks: `client-retries/${slug}`,
      means: `sends a request again that was refused with ${status} and a page of HTML`,
      apply: again((response) => response.status === status && isPage(response)),
    },
    {
      id: `empty-${status}-again`,
      breaks: `client-retries/${slug}`,
      means: `sends a request again that was refused with ${status} and an empty body`,
      apply: again((response) => response.status === status && isEmpty(response)),
    },
  ]),
  {
    id: 'success-with-rules-again',
    breaks: 'client-retries/success-once',
    means: 'sends a request again whose success lists rules',
    apply: again(({ status, body }) => status === 200 && /<revokedSecurityGroupRuleSet>\s*<item>/.test(String(body))),
  },
  {
    id: 'success-after-throttling-again',
    breaks: 'client-retries/success-once',
    means: 'sends a request once more after the success that follows a throttled response',
    apply: again(({ status, body }, tries) => status === 200 && tries === 2 && /<return>true/.test(String(body))),
  },
  {
    id: 'second-try-loses-a-parameter',
    breaks: 'client-retries/same-again',
    means: 'sends the second try without its last parameter',
    apply: repeats((body) => body.slice(0, body.lastIndexOf('&')), 2),
  },
  {
    id: 'third-try-loses-a-parameter',
    breaks: 'client-retries/same-again',
    means: 'sends the third try without its last parameter',
    apply: repeats((body) => body.slice(0, body.lastIndexOf('&')), 3),
  },
  {
    id: 'second-try-gains-a-parameter',
    breaks: 'client-retries/same-again',
    means: 'adds a parameter to the second try',
    apply: repeats((body) => `${body}&Attempt=2`, 2),
  },
  {
    id: 'gives-up-after-two',
    breaks: 'client-retries/throttled',
    means: 'gives up at the second throttled response',
    apply: (behaviour) => ({
      ...behaviour,
      tryAgain: (response, outcome, tries) => behaviour.tryAgain(response, outcome, tries) && tries < 2,
    }),
  },
  {
    id: 'region-hard-coded',
    breaks: 'client-signing/scope',
    means: 'signs for us-east-1 whatever its region is',
    apply: signsWith(() => ({ region: 'us-east-1' })),
  },
  {
    id: 'second-try-without-session-token',
    breaks: 'client-signing/session-token',
    means: 'signs the second try without its session token',
    apply: bySignedTry((tries, request, settings) => {
      const { accessKeyId, secretAccessKey } = settings.credentials;
      return [request, tries > 1 ? { ...settings, credentials: { accessKeyId, secretAccessKey } } : settings];
    }),
  },
];
