/** Loopback servers for tests: they answer as scripted, and all end together. */
import type * as http from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

const servers = new Set<Server | http.Server>();
const sockets = new Set<Socket>();

/** Starts a server on a free loopback port. */
export async function listen(server: Server | http.Server): Promise<URL> {
  servers.add(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return new URL(`http://127.0.0.1:${address.port}/`);
}

/** What to do with the nth piece of data on a connection, from 1. */
export type Script = (socket: Socket, data: Buffer, nth: number) => void;

/** A server that treats its nth connection by the nth script, further ones by the last. */
export function scripted(...scripts: readonly Script[]): Promise<URL> {
  let connections = 0;
  return listen(
    createServer((socket) => {
      const script = scripts[Math.min(connections, scripts.length - 1)];
      connections += 1;
      let pieces = 0;
      socket.on('data', (data) => script?.(socket, data, ++pieces));
    }),
  );
}

/** Ends all servers and their connections. */
export async function endServers(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  const ending = [...servers];
  servers.clear();
  await Promise.all(ending.map((server) => new Promise((resolve) => server.close(resolve))));
}
