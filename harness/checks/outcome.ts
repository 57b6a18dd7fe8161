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

/** One item of revokedSecurityGroupRuleSet: each member's text as given in the response, undefined when absent. */
export interface RevokedItem {
  readonly element: XmlElement;
  readonly securityGroupRuleId?: string;
  readonly groupId?: string;
  readonly isEgress?: string;
  readonly ipProtocol?: string;
  readonly fromPort?: string;
  readonly toPort?: string;
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedGroupId?: string;
  readonly description?: string;
}

/** The members of an item that hold text, in the order of EC2's service model. */
export const revokedMembers = [
  'securityGroupRuleId',
  'groupId',
  'isEgress',
  'ipProtocol',
  'fromPort',
  'toPort',
  'cidrIpv4',
  'cidrIpv6',
  'prefixListId',
  'referencedGroupId',
  'description',
] as const;

/** Name of a member of an item of revokedSecurityGroupRuleSet. */
export type RevokedMember = (typeof revokedMembers)[number];

/** A document that is not an error: `<ActionResponse>`. */
export interface SuccessOutcome {
  readonly kind: 'success';
  /** The HTTP status, whatever it is. */
  readonly status: number;
  readonly root: XmlElement;
  /** Text of the `return` element. */
  readonly return?: string;
  readonly requestId?: string;
  /** Items of revokedSecurityGroupRuleSet; undefined when the response has no such element. */
  readonly revoked?: readonly RevokedItem[];
  /** Number of items in unknownIpPermissionSet; undefined when the response has no such element. */
  readonly unknown?: number;
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
  const revoked = childNamed(root, 'revokedSecurityGroupRuleSet');
  const unknownCount = childNamed(root, 'unknownIpPermissionSet')?.children.length;
  return {
    kind: 'success',
    status: response.status,
    root,
    ...(returned === undefined ? {} : { return: returned }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(revoked === undefined ? {} : { revoked: revoked.children.map(readItem) }),
    ...(unknownCount === undefined ? {} : { unknown: unknownCount }),
  };
}

/** Of several members of one name the first counts. */
function readItem(element: XmlElement): RevokedItem {
  const item: { element: XmlElement } & { [member in RevokedMember]?: string } = { element };
  for (const { localName, text } of element.children) {
    if (isRevokedMember(localName) && item[localName] === undefined) item[localName] = text.trim();
  }
  return item;
}

const memberNames: ReadonlySet<string> = new Set(revokedMembers);

function isRevokedMember(name: string): name is RevokedMember {
  return memberNames.has(name);
}

function unreadable(response: HttpResponse, why: string, root?: XmlElement): Outcome {
  return { kind: 'unreadable', status: response.status, why, ...(root === undefined ? {} : { root }) };
}
