/** A sender that writes down every exchange, redacted. */
import { appendFileSync } from 'node:fs';
import type { Sender } from '../../wire/http.ts';
import { writeExchange } from './exchange-line.ts';
import type { Redactor } from './redactor.ts';

/** Writes only what the redactor returned. */
export function recordingSender(sender: Sender, file: string, redactor: Redactor): Sender {
  return {
    ...sender,
    send: async (request) => {
      const exchange = await sender.send(request);
      appendFileSync(file, writeExchange(redactor.redact(exchange)));
      return exchange;
    },
  };
}
