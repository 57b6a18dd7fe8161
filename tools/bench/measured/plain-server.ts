/** A process of its own that answers every POST to `/N` with N bytes, and to `/xml/N` with a response of EC2 of N bytes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { processorMs } from '../processor-time.ts';
import { revokeResponse } from '../revoke-response.ts';

const bodies = new Map<string, Buffer>();

function bodyOf(path: string): Buffer {
  const known = bodies.get(path);
  if (known !== undefined) {
    return known;
  }
  const bytes = Number(/[0-9]+/.exec(path)?.[0] ?? 0);
  const body = path.startsWith('/xml/') ? Buffer.from(revokeResponse(bytes).xml) : Buffer.alloc(bytes, 'x');
  bodies.set(path, body);
  return body;
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  request.on('end', () => {
    const body = bodyOf(request.url ?? '/0');
    response.writeHead(200, { 'Content-Type': 'text/xml;charset=UTF-8', 'Content-Length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
// Asked by any message, it says what processor time it has taken, in milliseconds.
process.on('message', () => process.send?.(processorMs()));
// Whoever started this is gone.
process.on('disconnect', () => process.exit());
