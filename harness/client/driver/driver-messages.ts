/** The driver's side of the protocol, read: docs/driver-protocol.md, fixtures/schema/driver-protocol.schema.json. */
import { visibleLine } from '../../transcript/visible-text.ts';
import type { JsonObject } from '../fixture.ts';
import type { ClientDescription, ClientOutcome } from '../outcome.ts';

/** Raised when a driver of the former protocol would be misread. */
export const protocolVersion = 1;

/** A valid message of a driver. */
export type DriverMessage =
  | { readonly seq: number; readonly started: ClientDescription }
  | { readonly seq: number; readonly outcome: ClientOutcome };

/**
 * The message of one line, or one clause that says why it is none. Unknown members are ignored. A reply that cannot be
 * read is one all the same: nothing else will come for its call.
 */
export function readDriverMessage(line: string): DriverMessage | string {
  const value = parse(line);
  if (value === undefined) return 'a line that is no JSON object';
  const { seq, type } = value;
  if (typeof seq !== 'number') return 'a message without its number seq';
  if (type === 'started') return readStarted(seq, value);
  const outcome = readOutcomeMessage(value);
  if (typeof outcome !== 'string') return { seq, outcome };
  const message = `the driver replied with ${outcome}: ${visibleLine(line.slice(0, 200))}`;
  return { seq, outcome: { kind: 'silent', how: 'garbage', message } };
}

/** The outcome in a message of any number: what a one-shot command may print too. */
export function readOutcomeMessage(value: Readonly<Record<string, unknown>>): ClientOutcome | string {
  const message = text(value['message']) ?? '';
  switch (value['type']) {
    case 'result':
      return isObject(value['output'])
        ? { kind: 'result', output: value['output'] as JsonObject, ...metadata(value) }
        : 'a result without an object as output';
    case 'serviceError': {
      const code = text(value['code']);
      const said = text(value['message']);
      return {
        kind: 'serviceError',
        ...(code === undefined ? {} : { code }),
        ...(said === undefined ? {} : { message: said }),
        ...metadata(value),
      };
    }
    case 'clientError': {
      const { status } = metadata(value);
      return { kind: 'clientError', message, ...(status === undefined ? {} : { status }) };
    }
    case 'unsupported':
    case 'driverError':
      return { kind: value['type'], message };
    default:
      return `a message of the unknown type ${JSON.stringify(value['type'] ?? null).slice(0, 60)}`;
  }
}

/** The JSON object on a line; undefined for anything else. */
export function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readStarted(seq: number, value: Readonly<Record<string, unknown>>): DriverMessage {
  const { protocol, lacks } = value;
  if (protocol !== protocolVersion) {
    const given = JSON.stringify(protocol ?? null).slice(0, 40);
    const message = `it speaks protocol ${given}, while this suite speaks protocol ${protocolVersion}`;
    return { seq, outcome: { kind: 'driverError', message } };
  }
  const version = text(value['version']);
  return {
    seq,
    started: {
      name: text(value['name']) ?? 'a client without a name',
      ...(version === undefined ? {} : { version }),
      lacks: Array.isArray(lacks) ? lacks.filter((one) => typeof one === 'string') : [],
    },
  };
}

function metadata(value: Readonly<Record<string, unknown>>): { status?: number; requestId?: string } {
  const { status, requestId } = value;
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
