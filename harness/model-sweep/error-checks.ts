/** Pure checks on refusals, on dry runs and on requests written in another way. */
import type { Mismatch } from '../checks/finding.ts';
import { throttled } from '../endpoint/throttling.ts';
import { at, type XmlElement } from '../wire/xml/xml-read.ts';
import { isCarriedOut, isProvenDryRun, isSuccess, outcomeWords, type SweepSubject, statusOf } from './sweep-subject.ts';

/** Whether this is an error of the client: a status of the 400 series. */
export function isRefused({ outcome }: SweepSubject): boolean {
  const status = statusOf(outcome);
  return status >= 400 && status < 500;
}

/** A server error; 501 and a busy server say nothing about how a request is read. */
export function judgeSweepNoServerError({ outcome }: SweepSubject): readonly Mismatch[] {
  const status = statusOf(outcome);
  if (status < 500 || status === 501 || throttled(outcome)) return [];
  return [{ kind: 'status', at: 'status', expected: 'below 500', observed: outcomeWords(outcome) }];
}

/** An error document with a status of success. */
export function judgeSweepErrorStatus({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind !== 'error' || outcome.status >= 400) return [];
  return [{ kind: 'status', at: `status of ${outcome.code}`, expected: '4xx', observed: String(outcome.status) }];
}

/** Response/Errors/Error with Code and Message; neither HTML nor JSON. */
export function judgeSweepEnvelope({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind === 'no-response') return [];
  const expected = 'Response/Errors/Error with Code and Message';
  if (outcome.root === undefined) return [mismatch('body', expected, outcomeWords(outcome))];
  const { root } = outcome;
  if (root.localName !== 'Response') return [mismatch('root', 'Response', root.localName.slice(0, 60))];
  const error = at(root, 'Errors/Error');
  const missing = error === undefined ? 'Error' : ['Code', 'Message'].find((name) => !hasChild(error, name));
  if (missing === undefined) return [];
  return [mismatch(missing === 'Error' ? 'Response/Errors/Error' : `Errors/Error/${missing}`, 'an element', 'none')];
}

/** `RequestID` beside `Errors`, and not empty. */
export function judgeErrorRequestId({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind !== 'error') return [];
  const found = outcome.root.children.find(({ localName }) => localName === 'RequestID');
  if (found !== undefined && found.text.trim() !== '') return [];
  return [mismatch('RequestID', 'an element with an id', found === undefined ? 'no such element' : 'an empty element')];
}

/** Any refusal will do: which code, and in which order EC2 looks at a request, is another question. */
export function judgeRefused(subject: SweepSubject): readonly Mismatch[] {
  const { outcome, probe } = subject;
  if (!isCarriedOut(outcome)) return [];
  const what = probe.defect ?? probe.kind.replaceAll('-', ' ');
  return [{ kind: 'status', at: what, expected: '4xx', observed: outcomeWords(outcome) }];
}

/** One of these codes. */
export function judgeCode(codes: readonly string[]): (subject: SweepSubject) => readonly Mismatch[] {
  return ({ outcome }) => {
    if (outcome.kind !== 'error' || codes.includes(outcome.code)) return [];
    return [{ kind: 'code', at: 'Code', expected: codes.join(' or '), observed: outcomeWords(outcome) }];
  };
}

/** The valid request in another form succeeds as it does in its usual one. */
export function judgeSameAsControl({ outcome, control }: SweepSubject): readonly Mismatch[] {
  if (!isSuccess(control) || isSuccess(outcome)) return [];
  return [
    { kind: 'status', at: 'status', expected: 'a success, as without the change', observed: outcomeWords(outcome) },
  ];
}

/** A list in its documented form is known; which filters an action has, is its own affair. */
export function judgeListKnown({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind !== 'error' || outcome.code !== 'UnknownParameter') return [];
  return [{ kind: 'code', at: 'Filter.1.Name', expected: 'a known parameter', observed: outcomeWords(outcome) }];
}

/** A dry run is not carried out. */
export function judgeNotCarriedOut({ outcome }: SweepSubject): readonly Mismatch[] {
  if (!isCarriedOut(outcome)) return [];
  return [
    { kind: 'status', at: 'status', expected: '412 DryRunOperation, or a refusal', observed: outcomeWords(outcome) },
  ];
}

/** DryRunOperation has 412, and 412 is DryRunOperation. */
export function judgeDryRunStatus({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind !== 'error') return [];
  const is412 = outcome.status === 412;
  const isDryRunCode = outcome.code === 'DryRunOperation';
  if (is412 === isDryRunCode) return [];
  return [{ kind: 'status', at: 'status and code', expected: '412 DryRunOperation', observed: outcomeWords(outcome) }];
}

/** An identity without permissions does not learn that its request would have succeeded. */
export function judgeDenied({ outcome }: SweepSubject): readonly Mismatch[] {
  const isAllowed = outcome.kind === 'error' ? outcome.code === 'DryRunOperation' : isCarriedOut(outcome);
  if (!isAllowed) return [];
  return [
    {
      kind: 'code',
      at: 'Code',
      expected: 'UnauthorizedOperation, or another refusal',
      observed: outcomeWords(outcome),
    },
  ];
}

/** What a dry run came to: `proven`, `refused earlier: 400 InvalidParameterValue`, `carried out`. */
export function dryRunOutcomeText({ outcome }: SweepSubject): string {
  if (isProvenDryRun(outcome)) return `proven: ${outcomeWords(outcome)}`;
  return isCarriedOut(outcome) ? `carried out: ${outcomeWords(outcome)}` : `refused earlier: ${outcomeWords(outcome)}`;
}

function hasChild(element: XmlElement, name: string): boolean {
  return element.children.some(({ localName }) => localName === name);
}

function mismatch(place: string, expected: string, observed: string): Mismatch {
  return { kind: 'body', at: place, expected, observed };
}
