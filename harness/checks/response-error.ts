/** Checks of an error: its envelope, code and status. The wording of messages is not judged. */
import { at } from '../wire/xml/xml-read.ts';
import type { Mismatch } from './finding.ts';
import type { ErrorOutcome } from './outcome.ts';
import type { ResponseSubject } from './response-subject.ts';
import { childNamed, descendantNamed, namespaceOf, textAt } from './response-tree.ts';

/** Answers of a busy or failing service, which say nothing about how it reads requests. */
const passing: readonly string[] = ['RequestLimitExceeded', 'Unavailable', 'ServiceUnavailable'];

/** Code and Message are at Response/Errors/Error. */
export function judgeEnvelope({ outcome }: ResponseSubject): readonly Mismatch[] {
  const root = outcome.kind === 'error' || outcome.kind === 'unreadable' ? outcome.root : undefined;
  if (root === undefined) {
    return [];
  }
  if (root.localName !== 'Response') {
    return [{ kind: 'body', at: 'root of an error', expected: 'Response', observed: root.localName.slice(0, 120) }];
  }
  const error = at(root, 'Errors/Error');
  if (error === undefined) {
    return [{ kind: 'body', at: 'Response', expected: 'Errors/Error', observed: 'no such element' }];
  }
  return ['Code', 'Message']
    .filter((name) => childNamed(error, name) === undefined)
    .map((name) => ({
      kind: 'body',
      at: `Response/Errors/Error/${name}`,
      expected: 'an element',
      observed: 'no such element',
    }));
}

/** The documentation writes `Client.InvalidGroup.NotFound`, the wire has the code alone. */
export function judgeBareCode({ root }: ErrorOutcome): readonly Mismatch[] {
  const error = descendantNamed(root, 'Error');
  const code = error === undefined ? undefined : textAt(error, 'Code');
  return code !== undefined && /^(Client|Server)\./.test(code)
    ? [{ kind: 'code', at: 'Code', expected: 'no Client. or Server. before the code', observed: code.slice(0, 120) }]
    : [];
}

/** An error is no success: its status is none of 1xx to 3xx. */
export function judgeErrorStatus({ status, code }: ErrorOutcome): readonly Mismatch[] {
  return status >= 400
    ? []
    : [{ kind: 'status', at: `status of ${code.slice(0, 80)}`, expected: '4xx', observed: String(status) }];
}

/** No request of the suite causes a server error. That something is not implemented (501) is a verdict of its own. */
export function judgeNoServerError({ outcome }: ResponseSubject): readonly Mismatch[] {
  if ((outcome.kind !== 'error' && outcome.kind !== 'unreadable') || outcome.status < 500 || outcome.status === 501) {
    return [];
  }
  const code = outcome.kind === 'error' ? outcome.code : undefined;
  return code !== undefined && passing.includes(code)
    ? []
    : [
        {
          kind: 'status',
          at: 'status',
          expected: 'below 500',
          observed: `${outcome.status} ${(code ?? '').slice(0, 80)}`.trim(),
        },
      ];
}

/** EC2's errors are in no namespace. */
export function judgeErrorNamespace({ root }: ErrorOutcome): readonly Mismatch[] {
  const observed = namespaceOf(root);
  return observed === ''
    ? []
    : [{ kind: 'body', at: 'namespace of an error', expected: 'no namespace', observed: observed.slice(0, 120) }];
}
