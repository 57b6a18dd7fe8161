/** A sender that writes down every exchange, redacted. */
import { appendFileSync } from 'node:fs';
import type { Sender } from '../../wire/http.ts';
import { asUnwritable, UnwritableFile } from '../output-file.ts';
import { writeExchange } from './exchange-line.ts';
import type { Redactor } from './redactor.ts';

/** A sender, and whether its recording lacks exchanges. */
export interface RecordingSender extends Sender {
  /** Set once an exchange could not be written. Sending goes on: what was created has to be deleted. */
  readonly unwritable: () => UnwritableFile | undefined;
}

/** Writes only what the redactor returned. */
export function recordingSender(sender: Sender, file: string, redactor: Redactor): RecordingSender {
  let unwritable: UnwritableFile | undefined;
  return {
    ...sender,
    send: async (request) => {
      const exchange = await sender.send(request);
      const line = writeExchange(redactor.redact(exchange));
      try {
        appendFileSync(file, line);
      } catch (problem) {
        const found = asUnwritable(problem, file, '--record');
        if (!(found instanceof UnwritableFile)) throw found;
        unwritable ??= found;
      }
      return exchange;
    },
    unwritable: () => unwritable,
  };
}
