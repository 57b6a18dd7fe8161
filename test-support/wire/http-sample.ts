/** A sender and a request to send in tests. */
import { createSender, type Sender, type SenderOptions } from '../../harness/wire/http.ts';
import type { HttpRequest } from '../../harness/wire/message.ts';
import { endServers } from './scripted-server.ts';

const senders: Sender[] = [];

/** A sender with one socket, a deadline of two seconds and 10,000 bytes of response; it lives until {@link endAll}. */
export function sender(endpoint: URL, options: Partial<SenderOptions> = {}): Sender {
  const made = createSender({ endpoint, timeoutMs: 2000, maxResponseBytes: 10_000, maxSockets: 1, ...options });
  senders.push(made);
  return made;
}

/** Ends what a test has opened: senders and servers. */
export async function endAll(): Promise<void> {
  for (const made of senders.splice(0)) made.close();
  await endServers();
}

/** A POST with a query and a body. */
export const sampleRequest: HttpRequest = {
  method: 'POST',
  target: '/?b=%2f&a',
  headers: [
    ['Host', 'ec2.example'],
    ['x-ODD', 'one'],
    ['X-Odd', 'two'],
    ['Content-Length', '8'],
  ],
  body: Buffer.from('Action=A'),
};
