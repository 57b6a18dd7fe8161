/** What everything is compared with: keep-alive POSTs of plain node:http to a plain server in another process. */
import { fork } from 'node:child_process';
import * as http from 'node:http';
import { join } from 'node:path';

/** A running plain server. */
export interface PlainServer {
  readonly port: number;
  /** What it has taken so far, in milliseconds. */
  readonly processorMs: () => Promise<number>;
  readonly stop: () => void;
}

/** Starts a plain server in a process of its own. */
export async function startPlainServer(): Promise<PlainServer> {
  const child = fork(join(import.meta.dirname, 'plain-server.js'), [], { execArgv: [] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`the plain server ended with ${code}`)));
  });
  const asked = () =>
    new Promise<number>((resolve) => {
      child.once('message', (message) => resolve(Number(message)));
      child.send('processor time');
    });
  return { port, processorMs: asked, stop: () => child.disconnect() };
}

/** One POST that a plain client repeats. */
export interface PlainPost {
  readonly path: string;
  readonly body: string;
}

/** Milliseconds that these POSTs take, so many in flight at once, over connections that are kept alive. */
export async function timePosts(port: number, posts: readonly PlainPost[], inFlight: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
  const startedAt = performance.now();
  await eachInFlight(posts, inFlight, (one) => post(agent, port, one));
  const took = performance.now() - startedAt;
  agent.destroy();
  return took;
}

/** Does the work for each item, in their order, with at most so many unfinished at any time. */
export async function eachInFlight<Item>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (const item of queue) {
        await work(item);
      }
    }),
  );
}

function post(agent: http.Agent, port: number, { path, body }: PlainPost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    };
    const request = http.request({ agent, host: '127.0.0.1', port, method: 'POST', path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
