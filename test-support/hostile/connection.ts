/** Misbehaviours with connections: resets at every stage, switches of protocol. */
import { type Misbehaviour, rawResponse, reset, statusText } from './misbehaviour.ts';

const noAnswer = { oneCase: 'error', wholeRun: 'unreachable' } as const;

/** Misbehaviours of connections. */
export const connection: readonly Misbehaviour[] = [
  {
    id: 'reset-at-once',
    means: 'resets the connection instead of answering',
    perform: ({ socket }) => reset(socket),
    ...noAnswer,
  },
  {
    id: 'closed-at-once',
    means: 'closes the connection instead of answering',
    perform: ({ socket }) => void socket.end(),
    ...noAnswer,
  },
  resetAfter('reset-in-status-line', 'resets within the status line', () => 8),
  resetAfter('reset-in-head', 'resets within the header fields', () => 40),
  resetAfter('reset-in-body', 'resets within the body', (bytes) => bytes.length - 20),
  resetAfter('reset-before-last-byte', 'resets before the last byte', (bytes) => bytes.length - 1),
  {
    id: 'switches-protocol',
    means: 'switches to a protocol that nobody asked for',
    perform: ({ socket }) =>
      void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ...noAnswer,
  },
  {
    id: 'continues',
    means: 'says 100 Continue first, as HTTP allows',
    perform: ({ socket, truth }) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.end(rawResponse(statusText(truth), truth.body));
    },
    oneCase: 'pass',
    wholeRun: 'runs',
  },
  {
    id: 'resets-the-first-time',
    means: 'resets the first connection and answers from then on',
    perform: ({ socket, truth, before }) => {
      if (before === 0) reset(socket);
      else socket.end(rawResponse(statusText(truth), truth.body));
    },
    oneCase: 'pass',
    wholeRun: 'unreachable',
  },
];

function resetAfter(id: string, means: string, length: (bytes: Buffer) => number): Misbehaviour {
  return {
    id,
    means,
    perform: ({ socket, truth }) => {
      const bytes = rawResponse(statusText(truth), truth.body);
      socket.write(bytes.subarray(0, length(bytes)), () => setTimeout(() => reset(socket), 20));
    },
    ...noAnswer,
  };
}
