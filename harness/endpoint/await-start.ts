/** Waits for a target that is started together with the command, as a CI job does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createSender, type Sender } from '../wire/http.ts';
import type { Exchange } from '../wire/message.ts';
import { buildRequest } from '../wire/request.ts';
import { TargetProblem } from './problem.ts';

/** Milliseconds between two looks: short beside the start of any server. */
const pauseMs = 200;

/** What a gateway says that nobody listens behind, and a server that is not ready. */
const notReady: readonly number[] = [502, 503];

/**
 * Resolves when the endpoint answers at all. Refused and reset connections and the statuses 502 and 503 mean that it is still
 * starting; anything else is for the first request to judge. Asks `GET /` without keys and takes any certificate, since both
 * may be made as the server starts. Throws TargetProblem when the time is over. `ended`: nobody waits any more.
 */
export async function awaitStart(endpoint: URL, seconds: number, ended?: AbortSignal): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const sign = await stillStarting(endpoint, deadline - performance.now());
    if (sign === undefined) return;
    if (performance.now() + pauseMs >= deadline) {
      const limit = `${seconds} second${seconds === 1 ? '' : 's'}`;
      throw new TargetProblem(
        'unreachable',
        `${endpoint.href} has not started within ${limit}: ${sign}. Start the target, or wait longer with --wait SECONDS.`,
      );
    }
    if (ended?.aborted === true) return;
    await sleep(pauseMs);
  }
}

/** Why the endpoint counts as starting; undefined when it does not. */
async function stillStarting(endpoint: URL, timeoutMs: number): Promise<string | undefined> {
  const sender = createSender({
    ...{ endpoint, timeoutMs: Math.max(timeoutMs, 10), maxResponseBytes: 1024 * 1024, maxSockets: 1, insecure: true },
  });
  try {
    return signOf(await ask(sender, endpoint));
  } finally {
    sender.close();
  }
}

function ask(sender: Sender, endpoint: URL): Promise<Exchange> {
  return sender.send(buildRequest({ endpoint, method: 'GET' }));
}

function signOf({ response, failure }: Exchange): string | undefined {
  if (response !== undefined) {
    return notReady.includes(response.status) ? `it answers HTTP ${response.status}` : undefined;
  }
  // A connection that is reset before TLS was agreed on counts as one that does not speak TLS.
  const isReset = failure?.kind === 'reset' || failure?.code === 'ECONNRESET';
  const isStarting = isReset || failure?.kind === 'refused' || failure?.kind === 'timeout';
  return isStarting ? failure?.explanation : undefined;
}
