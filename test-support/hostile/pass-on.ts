import * as http from 'node:http';
import type { HonestResponse } from './misbehaviour.ts';

/** Where the well-behaved server listens. */
export interface Behind {
  readonly hostname: string;
  readonly port: string | number;
}

/**
 * Has the well-behaved server respond to a request. The fields are handed on as they are: it checks the signature over them.
 * `body`: bytes as latin1. Rejects when the connection breaks.
 */
export function passOn(
  incoming: http.IncomingMessage,
  body: string,
  { hostname: host, port }: Behind,
  agent?: http.Agent,
): Promise<HonestResponse> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const outgoing = http.request({
      ...{ host, port, method, path, headers: { ...headers }, setHost: false },
      ...(agent === undefined ? {} : { agent }),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      readAll(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, body: bytes.toString('utf8') }),
        reject,
      );
    });
    outgoing.end(body, 'latin1');
  });
}

/** The whole body of a message. */
export async function readAll(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
