/**
 * A program: sends recorded requests, byte for byte, to a fresh embedded target, and reads the responses without looking at
 * them. Target and sender are in a thread each, as in a run. Prints what it took as a line of JSON: {@link RawCalls}.
 */
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { startReference } from '../../../harness/reference/reference.ts';
import type { ReceivedRequest } from '../measured-line.ts';
import { makeIdsPredictable } from '../predictable-ids.ts';
import { processorMs } from '../processor-time.ts';

/** The time that recorded requests took. */
export interface RawCalls {
  /** From the first request to the last response. */
  readonly wallMs: number;
  /** Meanwhile, of both threads. */
  readonly processorMs: number;
  /** Requests that were answered with the recorded status. */
  readonly asRecorded: number;
}

interface Errand {
  readonly port: string;
  readonly requests: readonly ReceivedRequest[];
}

async function serveAndSend(): Promise<void> {
  makeIdsPredictable();
  const requests = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly ReceivedRequest[];
  const reference = await startReference();
  const errand: Errand = { port: reference.endpoint.port, requests };
  const sender = new Worker(new URL(import.meta.url), { workerData: errand });
  sender.once('message', (took: RawCalls) => process.stdout.write(`${JSON.stringify(took)}\n`));
  sender.once('exit', () => void reference.close());
}

async function sendAll({ port, requests }: Errand): Promise<RawCalls> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const processorBefore = processorMs();
  const startedAt = performance.now();
  let asRecorded = 0;
  for (const request of requests) {
    if ((await send(agent, port, request)) === request.status) asRecorded += 1;
  }
  const took = { wallMs: performance.now() - startedAt, processorMs: processorMs() - processorBefore, asRecorded };
  agent.destroy();
  return took;
}

function send(agent: http.Agent, port: string, { method, target, headers, body }: ReceivedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { agent, host: '127.0.0.1', port, method, path: target, headers, setHost: false };
    const request = http.request(options, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    request.once('error', reject);
    request.end(body, 'latin1');
  });
}

if (isMainThread) await serveAndSend();
else parentPort?.postMessage(await sendAll(workerData as Errand));
