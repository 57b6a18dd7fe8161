/** Misbehaviours with the frame of HTTP messages: lengths, chunks, status lines, fields. */
import { gzipSync } from 'node:zlib';
import { impatient, type Misbehaviour, rawResponse, statusText } from './misbehaviour.ts';

const noAnswer = { oneCase: 'error', wholeRun: 'unreachable' } as const;
const passes = { oneCase: 'pass', wholeRun: 'runs' } as const;

/** Sends exactly these lines as the head, then the body, then closes. */
function framed(
  id: string,
  means: string,
  fates: Omit<Misbehaviour, 'id' | 'means' | 'perform'>,
  make: Maker,
): Misbehaviour {
  return {
    id,
    means,
    ...fates,
    perform: ({ socket, truth }) => void socket.end(make(truth.body, statusText(truth)), 'latin1'),
  };
}

type Maker = (body: string, status: string) => string;

const type = 'Content-Type: text/xml;charset=UTF-8';

function message(status: string, fields: readonly string[], body: string, version = '1.1'): string {
  return `${[`HTTP/${version} ${status}`, type, ...fields].join('\r\n')}\r\n\r\n${body}`;
}

/** Misbehaviours of HTTP framing. */
export const framing: readonly Misbehaviour[] = [
  framed('length-too-long', 'says a Content-Length longer than the body', noAnswer, (body, status) =>
    message(status, [`Content-Length: ${body.length + 10}`], body),
  ),
  {
    id: 'length-too-long-and-open',
    means: 'says a Content-Length longer than the body and keeps the connection open',
    perform: ({ socket, truth }) =>
      void socket.write(message(statusText(truth), [`Content-Length: ${truth.body.length + 10}`], truth.body)),
    timeoutMs: impatient,
    ...noAnswer,
  },
  framed('length-too-short', 'says a Content-Length shorter than the body', noAnswer, (body, status) =>
    message(status, ['Content-Length: 60'], body),
  ),
  framed('length-missing', 'says no length and closes, as HTTP allows', passes, (body, status) =>
    message(status, [], body),
  ),
  framed('length-twice', 'says two different lengths', noAnswer, (body, status) =>
    message(status, [`Content-Length: ${body.length}`, 'Content-Length: 1'], body),
  ),
  framed('length-in-words', 'says a length that is no number', noAnswer, (body, status) =>
    message(status, ['Content-Length: many'], body),
  ),
  framed('length-negative', 'says a negative length', noAnswer, (body, status) =>
    message(status, ['Content-Length: -1'], body),
  ),
  framed('length-immense', 'says a length of 20 digits', noAnswer, (body, status) =>
    message(status, ['Content-Length: 99999999999999999999'], body),
  ),
  framed('length-and-chunked', 'says a length and chunks', noAnswer, (body, status) =>
    message(status, [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'], body),
  ),
  framed('chunk-size-garbage', 'says chunk sizes that are no numbers', noAnswer, (body, status) =>
    message(status, ['Transfer-Encoding: chunked'], `zz\r\n${body}\r\n0\r\n\r\n`),
  ),
  framed('chunk-longer-than-said', 'sends a chunk longer than its size', noAnswer, (body, status) =>
    message(status, ['Transfer-Encoding: chunked'], `5\r\n${body}\r\n0\r\n\r\n`),
  ),
  framed('chunks-unfinished', 'closes before the last chunk', noAnswer, (body, status) =>
    message(status, ['Transfer-Encoding: chunked'], `${body.length.toString(16)}\r\n${body}\r\n`),
  ),
  framed('chunks-tiny', 'sends every byte as a chunk with an extension, as HTTP allows', passes, (body, status) =>
    message(
      status,
      ['Transfer-Encoding: chunked', 'Connection: close'],
      `${[...body].map((byte) => `1;x=y\r\n${byte}\r\n`).join('')}0\r\n\r\n`,
    ),
  ),
  framed('not-http', 'greets as an SSH server does', noAnswer, () => 'SSH-2.0-OpenSSH_9.6\r\n'),
  framed('http-0.9', 'sends the body without any head', noAnswer, (body) => body),
  framed('binary', 'sends bytes of a TLS alert', noAnswer, () => '\x15\x03\x01\x00\x02\x02\x28'),
  framed('status-in-words', 'says a status that is no number', noAnswer, (body) => message('fine OK', [], body)),
  framed('status-of-four-digits', 'says a status of four digits', noAnswer, (body) => message('2000 OK', [], body)),
  framed('status-missing', 'says no status', noAnswer, (body) => message('', [], body)),
  framed('field-without-colon', 'sends a header line without a colon', noAnswer, (body, status) =>
    message(status, ['nonsense', `Content-Length: ${body.length}`], body),
  ),
  framed('field-with-nul', 'sends a NUL in a header field', noAnswer, (body, status) =>
    message(status, ['x-nul: a\0b', `Content-Length: ${body.length}`], body),
  ),
  framed('http-1.0', 'speaks HTTP/1.0', passes, (body, status) =>
    message(status, [`Content-Length: ${body.length}`], body, '1.0'),
  ),
  framed('connection-close', 'closes every connection after one answer', passes, (body, status) =>
    message(status, [`Content-Length: ${body.length}`, 'Connection: close'], body),
  ),
  framed('http-2.0', 'says HTTP/2.0 and speaks HTTP/1.1', passes, (body, status) =>
    message(status, [`Content-Length: ${body.length}`], body, '2.0'),
  ),
  {
    id: 'closes-unannounced',
    means: 'promises to keep the connection and closes it',
    perform: ({ socket, truth }) =>
      void socket.end(message(statusText(truth), [`Content-Length: ${Buffer.byteLength(truth.body)}`], truth.body)),
    ...passes,
  },
  {
    id: 'more-than-asked',
    means: 'sends a second response that nobody asked for',
    perform: ({ socket, truth }) => {
      const one = message(statusText(truth), [`Content-Length: ${Buffer.byteLength(truth.body)}`], truth.body);
      socket.write(one + message('500 Internal Server Error', ['Content-Length: 0'], ''));
    },
    ...passes,
  },
  {
    id: 'packed-properly',
    means: 'packs its response, which the request does not forbid',
    perform: ({ socket, truth }) => void socket.end(packedResponse(truth.body, statusText(truth))),
    ...passes,
  },
  {
    id: 'packed-falsely',
    means: 'says that its response is packed, which it is not',
    perform: ({ socket, truth }) =>
      void socket.end(rawResponse(statusText(truth), truth.body, ['Content-Encoding: gzip'])),
    ...noAnswer,
  },
];

function packedResponse(body: string, status: string): Buffer {
  return rawResponse(status, gzipSync(body), ['Content-Encoding: gzip']);
}
