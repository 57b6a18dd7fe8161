/** Clients that report error responses wrongly. */

import type { ClientOutcome } from '../../client/outcome.ts';
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';
import type { HttpResponse } from '../../wire/message.ts';
import type { ClientFault } from './client-fault.ts';

type ServiceError = Extract<ClientOutcome, { kind: 'serviceError' }>;

/** Faults of a client in what it reports of an error response. */
export function changingRefusal(change: (error: ServiceError, response: HttpResponse) => ClientOutcome) {
  return (behaviour: ReferenceClientBehaviour): ReferenceClientBehaviour => ({
    ...behaviour,
    refusal: (response, document) => {
      const outcome = behaviour.refusal(response, document);
      return outcome.kind === 'serviceError' ? change(outcome, response) : outcome;
    },
  });
}

/** Loses the code of one status. */
function codeLost(status: number) {
  return changingRefusal((error) => (error.status === status ? { ...error, code: 'UnknownError' } : error));
}

const success: ClientOutcome = { kind: 'result', output: {} };

/** Clients that report error responses wrongly. */
export const errorFaults: readonly ClientFault[] = [
  {
    id: 'code-of-400-lost',
    breaks: 'client-errors/bad-request',
    alsoBreaks: ['client-errors/code-with-dots'],
    means: 'reports no code for a 400',
    apply: codeLost(400),
  },
  {
    id: 'code-of-401-lost',
    breaks: 'client-errors/unauthorized',
    means: 'reports no code for a 401',
    apply: codeLost(401),
  },
  {
    id: 'code-of-403-lost',
    breaks: 'client-errors/forbidden',
    means: 'reports no code for a 403',
    apply: codeLost(403),
  },
  {
    id: 'code-of-500-lost',
    breaks: 'client-errors/server-error',
    means: 'reports no code for a 500',
    apply: codeLost(500),
  },
  {
    id: 'dry-run-as-success',
    breaks: 'client-errors/dry-run',
    // It is no error any more, so that its status is not reported either.
    alsoBreaks: ['client-errors/status', 'client-errors/unreadable-refusal'],
    means: 'takes a 412 for a success',
    apply: changingRefusal((error) => (error.status === 412 ? success : error)),
  },
  {
    id: 'dry-run-as-http-error',
    breaks: 'client-errors/dry-run',
    means: 'reports a 412 as PreconditionFailed',
    apply: changingRefusal((error) => (error.status === 412 ? { ...error, code: 'PreconditionFailed' } : error)),
  },
  {
    id: 'code-cut-at-dot',
    breaks: 'client-errors/code-with-dots',
    alsoBreaks: ['client-errors/bad-request'],
    means: 'cuts a code at its full stop',
    apply: changingRefusal((error) => ({ ...error, code: error.code?.split('.')[0] ?? '' })),
  },
  {
    id: 'empty-error-as-success',
    breaks: 'client-errors/unreadable-error',
    alsoBreaks: ['client-errors/unreadable-status'],
    means: 'takes a 500 without a body for a success',
    apply: changingRefusal((error, { body, status }) => (body.length === 0 && status >= 500 ? success : error)),
  },
  {
    id: 'success-document-in-500-taken',
    breaks: 'client-errors/unreadable-error',
    alsoBreaks: ['client-errors/unreadable-refusal'],
    means: 'looks only at the document, not at the status',
    apply: changingRefusal((error, { body }) => (String(body).includes('<return>true</return>') ? success : error)),
  },
  {
    id: 'html-refusal-as-success',
    breaks: 'client-errors/unreadable-refusal',
    alsoBreaks: ['client-errors/unreadable-status'],
    means: 'takes a 403 with a page of HTML for a success',
    apply: changingRefusal((error, { body, status }) =>
      status < 500 && String(body).startsWith('<html') ? success : error,
    ),
  },
  {
    id: 'message-lost',
    breaks: 'client-errors/message',
    means: 'reports the code instead of the message',
    apply: changingRefusal((error) => ({ ...error, message: error.code ?? '' })),
  },
  {
    id: 'message-cut-at-reference',
    breaks: 'client-errors/message-entities',
    means: 'cuts a message at its first reference',
    apply: changingRefusal((error) => ({ ...error, message: error.message?.split('<')[0] ?? '' })),
  },
  {
    id: 'status-lost',
    breaks: 'client-errors/status',
    means: 'does not report the status',
    apply: changingRefusal(({ status: _, ...error }) => error),
  },
  {
    id: 'request-id-of-success-spelling',
    breaks: 'client-errors/request-id',
    means: 'looks for requestId in an error, where it is RequestID',
    apply: changingRefusal(({ requestId: _, ...error }) => error),
  },
];
