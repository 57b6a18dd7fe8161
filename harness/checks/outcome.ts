/**
 * What an EC2 response says, read once and leniently.
 *
 * The document decides whether it is a success or an error, not the status: a target may get one right and the other
 * wrong, and each mistake is to be reported once, by the check that covers it. So this reader also accepts forms
 * that EC2 never sends (`ErrorResponse`, a `Client.` prefix, `RequestId`), and the checks look at
 * {@link SuccessOutcome.root} for what was really there.
 */
import type { Exchange, HttpResponse, TransportFailure } from '../wire/message.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import { childNamed, descendantNamed, textAt } from './response-tree.ts';
import { readRoot } from './response-xml.ts';

/** A document that is not an error: `<ActionResponse>`. */
export interface SuccessOutcome {
  readonly kind: 'success';
  /** The HTTP status, whatever it is. */
  readonly status: number;
  readonly root: XmlElement;
  /** Text of the `return` element. */
  readonly return?: string;
  readonly requestId?: string;
}

/** A document that names an error. */
export interface ErrorOutcome {
  readonly kind: 'error';
  readonly status: number;
  readonly root: XmlElement;
  /** Without a `Client.` or `Server.` prefix. */
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
}

/** What a response says: success, error, or no EC2 document. */
export type Outcome =
  | SuccessOutcome
  | ErrorOutcome
  /** An HTTP response that is no EC2 document. `why` is one clause for a person; `root` is there when it is XML. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly why: string; readonly root?: XmlElement }
  | { readonly kind: 'no-response'; readonly failure: TransportFailure };

/** Reads what came back. Never throws: whatever a target sends is one of the four outcomes. */
export function readOutcome(exchange: Exchange): Outcome {
  const { response, failure } = exchange;
  if (response === undefined) {
    return { kind: 'no-response', failure: failure ?? { kind: 'other', explanation: 'no response was read' } };
  }
  if (response.body.length === 0) {
    return unreadable(response, 'the body is empty');
  }
  const root = readRoot(response);
  return root === undefined ? unreadable(response, 'the body is not XML') : readDocument(response, root);
}

function readDocument(response: HttpResponse, root: XmlElement): Outcome {
  const error = descendantNamed(root, 'Error');
  const code = error === undefined ? undefined : textAt(error, 'Code');
  if (error !== undefined && code !== undefined) {
    return readRefusal(response, root, error, code);
  }
  const isActionResponse = root.localName !== 'Response' && root.localName.endsWith('Response');
  if (isActionResponse || childNamed(root, 'return') !== undefined || childNamed(root, 'requestId') !== undefined) {
    return readSuccess(response, root);
  }
  return unreadable(response, `<${root.name.slice(0, 60)}> is neither a response nor an error of EC2`, root);
}

function readRefusal(response: HttpResponse, root: XmlElement, error: XmlElement, code: string): ErrorOutcome {
  const requestId = ['RequestID', 'RequestId', 'requestId']
    .map((name) => descendantNamed(root, name)?.text.trim())
    .find((text) => text !== undefined);
  return {
    kind: 'error',
    status: response.status,
    root,
    code: code.replace(/^(Client|Server)\./, ''),
    message: textAt(error, 'Message') ?? '',
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function readSuccess(response: HttpResponse, root: XmlElement): SuccessOutcome {
  const returned = textAt(root, 'return');
  const requestId = textAt(root, 'requestId') ?? textAt(root, 'RequestId') ?? textAt(root, 'RequestID');
  return {
    kind: 'success',
    status: response.status,
    root,
    ...(returned === undefined ? {} : { return: returned }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function unreadable(response: HttpResponse, why: string, root?: XmlElement): Outcome {
  return { kind: 'unreadable', status: response.status, why, ...(root === undefined ? {} : { root }) };
}
