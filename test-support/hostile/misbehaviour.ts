/** A misbehaviour: one way in which a server mistreats whoever asked it. Test support; nothing of it is shipped. */
import type { Socket } from 'node:net';

/** What a well-behaved server would have answered; its operation was carried out. */
export interface HonestResponse {
  readonly status: number;
  readonly body: string;
}

/** One request that meets a misbehaviour. */
export interface RequestContext {
  /** The asker's connection; nothing was written to it. */
  readonly socket: Socket;
  readonly truth: HonestResponse;
  /** How many requests met this misbehaviour before, from 0. */
  readonly before: number;
  /** Runs the function every so often until the connection or the server ends. */
  readonly every: (ms: number, act: () => void) => void;
}

/**
 * What a case comes to whose request meets the misbehaviour. `blamed`: the target is at fault, by the case's own verdict or by
 * what holds over every response; `error`: not tested, nobody's fault; the others are verdicts of the case.
 */
export type ExpectedCaseVerdict = 'pass' | 'blamed' | 'error' | 'untestable' | 'not-implemented';

/** What a run comes to in which every response is the misbehaviour. `runs`: there is an endpoint to test, and it is tested. */
export type ExpectedRunVerdict = 'unreachable' | 'configuration' | 'runs';

/** How a server mistreats one request. */
export interface Misbehaviour {
  /** Kebab-case, unique. */
  readonly id: string;
  /** One clause in the present tense: "accepts and never answers". */
  readonly means: string;
  readonly perform: (encounter: RequestContext) => void;
  /** Whether the nth such request, from 0, is not carried out; its truth is an empty 200 then. Default: it is. */
  readonly idle?: (before: number) => boolean;
  readonly oneCase: ExpectedCaseVerdict;
  readonly wholeRun: ExpectedRunVerdict;
  /** Milliseconds to wait for a response. Default: long enough for a slow machine. */
  readonly timeoutMs?: number;
}

/** For misbehaviours that never come to an end: the run has to end them. */
export const impatient = 500;

/** A whole response, framed as it should be, after which the connection is closed. */
export function rawResponse(status: string, body: string | Buffer, fields: readonly string[] = []): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: text/xml;charset=UTF-8', ...fields];
  return Buffer.concat([
    Buffer.from(`${[...head, `Content-Length: ${bytes.length}`, 'Connection: close'].join('\r\n')}\r\n\r\n`),
    bytes,
  ]);
}

/** `200 OK` as a status line has it. */
export function statusText({ status }: HonestResponse): string {
  return `${status} ${status < 300 ? 'OK' : 'Bad Request'}`;
}

/** Ends the connection with RST instead of FIN. */
export function reset(socket: Socket): void {
  socket.resetAndDestroy();
}
