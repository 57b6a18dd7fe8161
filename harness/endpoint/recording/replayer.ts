/** A sender that sends nothing: it answers from a recording. */
import { readFileSync } from 'node:fs';
import { isRead } from '../../service-model/model.ts';
import type { Sender } from '../../wire/http.ts';
import type { Exchange, HttpRequest } from '../../wire/message.ts';
import { keyOf, readExchange } from './exchange-line.ts';

/**
 * Answers each request with what was recorded for the same request, in the order of the recording. A reading that is
 * asked for more often than it was recorded gets the last response again; anything else that was not recorded gets none.
 */
export function replayingSender(file: string): Sender {
  const recorded = new Map<string, Exchange[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line !== '') {
      const exchange = readExchange(line);
      const key = keyOf(exchange.request);
      recorded.set(key, [...(recorded.get(key) ?? []), exchange]);
    }
  }
  let sent = 0;
  return {
    send: async (request) => {
      sent += 1;
      const queue = recorded.get(keyOf(request)) ?? [];
      const found = queue.length > 1 || !isRead(actionOf(request)) ? queue.shift() : queue[0];
      if (found === undefined) {
        const failure = { kind: 'other', explanation: 'the recording has no response to this request' } as const;
        return { request, failure, durationMs: 0 };
      }
      return { ...found, request };
    },
    counts: () => ({ sent, resent: 0 }),
    close: () => undefined,
  };
}

/** The action that a request names, in its body or in its query; empty where it names none. */
function actionOf({ target, body }: HttpRequest): string {
  return /(?:^|[?&])Action=(\w+)/.exec(`${target}&${body.toString('latin1')}`)?.[1] ?? '';
}
