/** Clients that try again when they should not, or do not when they should, or do it wrongly. */
import type { HttpResponse } from '../../wire/message.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** Tries again on these responses too, three tries at most. */
export function again(is: (response: HttpResponse, tries: number) => boolean): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    tryAgain: (response, outcome, tries) =>
      behaviour.tryAgain(response, outcome, tries) || (is(response, tries) && tries < 3),
  });
}

function alsoOn(status: number): ClientChange {
  return again((response) => response.status === status);
}

/** Clients that try again when they should not, or do not when they should, or do it wrongly. */
export const retryFaults: readonly ClientFault[] = [
  {
    id: 'tries-400-again',
    breaks: 'client-retries/bad-request-once',
    means: 'sends a request refused with 400 again',
    apply: alsoOn(400),
  },
  {
    id: 'tries-401-again',
    breaks: 'client-retries/unauthorized-once',
    means: 'sends a request refused with 401 again',
    apply: alsoOn(401),
  },
  {
    id: 'tries-403-again',
    breaks: 'client-retries/forbidden-once',
    means: 'sends a request refused with 403 again',
    apply: alsoOn(403),
  },
  { id: 'tries-412-again', breaks: 'client-retries/dry-run-once', means: 'sends a dry run again', apply: alsoOn(412) },
  {
    id: 'tries-200-again',
    breaks: 'client-retries/success-once',
    means: 'sends a request that succeeded again',
    apply: alsoOn(200),
  },
  {
    id: 'never-tries-again',
    breaks: 'client-retries/throttled',
    alsoBreaks: ['client-retries/server-error'],
    means: 'gives up at the first throttled response',
    apply: (behaviour) => ({ ...behaviour, tryAgain: () => false }),
  },
  {
    id: 'throttled-as-success',
    breaks: 'client-retries/gives-up',
    means: 'reports a success when every try was throttled',
    apply: (behaviour) => ({
      ...behaviour,
      refusal: (response, document) =>
        String(response.body).includes('RequestLimitExceeded')
          ? { kind: 'result', output: {} }
          : behaviour.refusal(response, document),
    }),
  },
  {
    id: 'second-try-without-body',
    breaks: 'client-retries/same-again',
    alsoBreaks: ['client-signing/signature'],
    means: 'sends the second try without its body',
    apply: (behaviour) => ({
      ...behaviour,
      again: (_, fresh) => ({
        ...fresh,
        headers: fresh.headers.map(([name, value]) => (name === 'Content-Length' ? [name, '0'] : [name, value])),
        body: Buffer.alloc(0),
      }),
    }),
  },
  {
    id: 'second-try-signed-for-other-date',
    breaks: 'client-signing/signature',
    means: 'renews the date of the second try and not its signature',
    apply: (behaviour) => ({
      ...behaviour,
      again: (former) => ({
        ...former,
        headers: former.headers.map(([name, value]) =>
          name === 'X-Amz-Date'
            ? [name, value.replace(/\d\dZ$/, (end) => (end === '00Z' ? '01Z' : '00Z'))]
            : [name, value],
        ),
      }),
    }),
  },
];
