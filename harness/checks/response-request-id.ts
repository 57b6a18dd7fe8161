/** Checks of the id of the request, which a success and an error carry under different names. */
import { headerValue } from '../wire/message.ts';
import type { Mismatch } from './finding.ts';
import type { ErrorOutcome, SuccessOutcome } from './outcome.ts';
import type { ResponseSubject } from './response-subject.ts';
import { textAt } from './response-tree.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A success has `requestId`, an error `RequestID`, below the root and not empty. */
export function judgeRequestId(outcome: SuccessOutcome | ErrorOutcome): readonly Mismatch[] {
  const name = outcome.kind === 'success' ? 'requestId' : 'RequestID';
  const text = textAt(outcome.root, name);
  if (text !== undefined && text !== '') {
    return [];
  }
  return [
    {
      kind: 'body',
      at: name,
      expected: 'the id of the request',
      observed: text === undefined ? 'no such element' : 'empty',
    },
  ];
}

/** EC2's own ids are lower-case UUIDs. */
export function judgeRequestIdForm({ requestId }: SuccessOutcome | ErrorOutcome): readonly Mismatch[] {
  return requestId === undefined || requestId === '' || uuid.test(requestId)
    ? []
    : [{ kind: 'body', at: 'id of the request', expected: 'a UUID in lower case', observed: requestId.slice(0, 120) }];
}

/** The field x-amzn-requestid, where there is one, names the same request as the body. */
export function judgeRequestIdHeader({ exchange, outcome }: ResponseSubject): readonly Mismatch[] {
  const field = headerValue(exchange.response?.headers ?? [], 'x-amzn-requestid');
  const id = outcome.kind === 'success' || outcome.kind === 'error' ? outcome.requestId : undefined;
  return field === undefined || id === undefined || id === '' || field === id
    ? []
    : [
        {
          kind: 'header',
          at: 'x-amzn-requestid',
          expected: `${id.slice(0, 120)}, as in the body`,
          observed: field.slice(0, 120),
        },
      ];
}
