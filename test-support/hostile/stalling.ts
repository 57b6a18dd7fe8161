/** Misbehaviours that waste the asker's time or memory. */
import { gzipSync } from 'node:zlib';
import { impatient, type Misbehaviour, rawResponse, statusText } from './misbehaviour.ts';

const megabyte = 1024 * 1024;
const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=UTF-8\r\n';
const noAnswer = { oneCase: 'error', wholeRun: 'unreachable' } as const;

/** Misbehaviours that stall. */
export const stalling: readonly Misbehaviour[] = [
  {
    id: 'silent',
    means: 'accepts and never answers',
    perform: () => undefined,
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'byte-by-byte',
    means: 'answers a byte at a time, slower than anyone waits',
    perform: ({ socket, truth, every }) => {
      const bytes = rawResponse(statusText(truth), truth.body);
      let at = 0;
      every(40, () => {
        socket.write(bytes.subarray(at, at + 1));
        at += 1;
      });
    },
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'head-only',
    means: 'sends the head and keeps the body',
    perform: ({ socket }) => void socket.write(`${ok}Content-Length: 500\r\n\r\n`),
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'endless-head',
    means: 'sends one more header field every moment',
    perform: ({ socket, every }) => {
      socket.write(ok);
      every(20, () => socket.write('x-more: yes\r\n'));
    },
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'endless-informational',
    means: 'sends 103 Early Hints without end',
    perform: ({ socket, every }) => every(10, () => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n')),
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'slow-endless-body',
    means: 'sends a body that never ends, slowly',
    perform: ({ socket, every }) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`);
      every(20, () => socket.write('5\r\n<a/> \r\n'));
    },
    timeoutMs: impatient,
    ...noAnswer,
  },
  {
    id: 'fast-endless-body',
    means: 'sends a body that never ends, as fast as it is taken',
    perform: ({ socket }) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`);
      pour(socket, Buffer.from(`${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`));
    },
    ...noAnswer,
  },
  {
    id: 'hundred-megabyte-body',
    means: 'announces and sends a body of 100 MB',
    perform: ({ socket }) => {
      socket.write(`${ok}Content-Length: ${100 * megabyte}\r\n\r\n`);
      pour(socket, Buffer.alloc(64 * 1024, 'x'));
    },
    ...noAnswer,
  },
  {
    id: 'hundred-megabyte-head',
    means: 'sends 100 MB of header fields',
    perform: ({ socket }) => {
      socket.write(ok);
      pour(socket, Buffer.from(`x-large: ${'x'.repeat(8000)}\r\n`.repeat(8)));
    },
    ...noAnswer,
  },
  {
    id: 'long-field',
    means: 'sends one header field of 1 MB',
    perform: ({ socket, truth }) =>
      void socket.end(rawResponse(statusText(truth), truth.body, [`x-large: ${'x'.repeat(megabyte)}`])),
    ...noAnswer,
  },
  {
    id: 'ten-thousand-fields',
    means: 'sends ten thousand header fields',
    perform: ({ socket, truth }) =>
      void socket.end(
        rawResponse(
          statusText(truth),
          truth.body,
          Array.from({ length: 10_000 }, (_, index) => `x-${index}: 1`),
        ),
      ),
    ...noAnswer,
  },
  {
    id: 'gzip-bomb',
    means: 'sends 100 KB that unpack to 100 MB',
    perform: ({ socket }) => void socket.end(rawResponse('200 OK', bomb(), ['Content-Encoding: gzip'])),
    ...noAnswer,
  },
  {
    id: 'short-stalls',
    means: 'pauses 45 ms between head and body',
    perform: ({ socket, truth }) => {
      const bytes = rawResponse(statusText(truth), truth.body);
      socket.write(bytes.subarray(0, 40));
      setTimeout(() => socket.end(bytes.subarray(40)), 45);
    },
    oneCase: 'pass',
    wholeRun: 'runs',
  },
];

let packed: Buffer | undefined;

function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(100 * megabyte, ' '));
  return packed;
}

/** Writes the same bytes for as long as the other side takes them. */
function pour(socket: import('node:net').Socket, bytes: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes)) {
      // The buffer has room.
    }
  };
  socket.on('drain', more);
  more();
}
