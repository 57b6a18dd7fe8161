/**
 * The checks of every response of a run, whatever its operation and its case are about, and the requirement that each
 * covers.
 *
 * Each applies only where its own subject is there to be judged: a response that is not XML fails
 * `response/well-formed` and nothing else.
 */

import type { Mismatch } from '../../harness/checks/finding.ts';
import type { GeneralCheck } from '../../harness/checks/general-check.ts';
import type { ErrorOutcome, SuccessOutcome } from '../../harness/checks/outcome.ts';
import * as document from '../../harness/checks/response-document.ts';
import * as error from '../../harness/checks/response-error.ts';
import { isProperlyAsked } from '../../harness/checks/response-request.ts';
import * as requestId from '../../harness/checks/response-request-id.ts';
import type { ResponseSubject } from '../../harness/checks/response-subject.ts';
import { strictReading } from '../../harness/checks/response-xml.ts';

/** Booleans in the items of sets, of all operations that have a suite. */
const booleanMembers: readonly string[] = ['isEgress'];

/** Of every operation. */
export const responseChecks: readonly GeneralCheck[] = [
  ofResponse('response/well-formed', document.judgeWellFormed),
  ofResponse('response/declared-encoding', document.judgeEncoding),
  {
    requirement: 'response/no-server-error',
    applies: (subject) => isProperlyAsked(subject) && subject.outcome.kind !== 'no-response',
    judge: error.judgeNoServerError,
  },

  ofSuccessStatus('response/success-root', document.judgeRoot),
  ofSuccess('response/success-status', document.judgeSuccessStatus),
  ofSuccess('response/namespace', document.judgeNamespace),
  ofSuccess('response/request-id', requestId.judgeRequestId),
  ofSuccess('response/booleans', (success) => document.judgeBooleans(success, booleanMembers)),
  ofSuccess('response/content-type', (_, subject) => document.judgeContentType(subject)),

  ofErrorStatus('response/error-envelope', error.judgeEnvelope),
  ofError('response/error-status', error.judgeErrorStatus),
  ofError('response/error-request-id', requestId.judgeRequestId),
  ofError('response/error-code-bare', error.judgeBareCode),
  ofError('response/error-namespace', error.judgeErrorNamespace),
  ofError('response/error-content-type', (_, subject) =>
    hasContentType(subject) ? document.judgeContentType(subject) : [],
  ),

  ofEither('response/request-id-form', requestId.judgeRequestIdForm),
  ofEither('response/request-id-header', (_, subject) => requestId.judgeRequestIdHeader(subject)),
];

/** Of operations whose success says `return`. */
export const returnCheck: GeneralCheck = ofTested('response/return', document.judgeReturn);

/** A check of an outcome of one kind. */
export type Judge<Of> = (outcome: Of, subject: ResponseSubject) => readonly Mismatch[];
/** Whether a response says anything about a check. */
export type Condition = (subject: ResponseSubject) => boolean;

function always(): boolean {
  return true;
}

/** A response to a sound request, of a status that promises a document. */
function hasDocument({ exchange: { response }, outcome }: ResponseSubject): boolean {
  return response !== undefined && (response.status < 500 || outcome.kind === 'error' || outcome.kind === 'success');
}

function isSound(subject: ResponseSubject): boolean {
  const { response } = subject.exchange;
  return (
    isProperlyAsked(subject) &&
    hasDocument(subject) &&
    response !== undefined &&
    strictReading(response).kind === 'well-formed'
  );
}

function ofResponse(requirement: string, judge: GeneralCheck['judge']): GeneralCheck {
  return { requirement, applies: (subject) => isProperlyAsked(subject) && hasDocument(subject), judge };
}

/** A case may also call other actions, to set the scene. */
function isTested({ action, operation }: ResponseSubject): boolean {
  return action === operation.action;
}

/** Over successes of the operation under test, and over documents in place of one. */
function ofSuccessStatus(requirement: string, judge: GeneralCheck['judge']): GeneralCheck {
  const applies: Condition = (subject) => {
    const { outcome } = subject;
    return (
      isTested(subject) &&
      isSound(subject) &&
      (outcome.kind === 'success' ||
        (outcome.kind === 'unreadable' && outcome.status < 400 && !document.isOfAnotherService(subject)))
    );
  };
  return { requirement, applies, judge };
}

function ofErrorStatus(requirement: string, judge: GeneralCheck['judge']): GeneralCheck {
  const applies: Condition = (subject) => {
    const { outcome } = subject;
    return isSound(subject) && (outcome.kind === 'error' || (outcome.kind === 'unreadable' && outcome.status >= 400));
  };
  return { requirement, applies, judge };
}

function ofSuccess(requirement: string, judge: Judge<SuccessOutcome>, condition: Condition = always): GeneralCheck {
  return {
    requirement,
    applies: (subject) => subject.outcome.kind === 'success' && isSound(subject) && condition(subject),
    judge: (subject) => (subject.outcome.kind === 'success' ? judge(subject.outcome, subject) : []),
  };
}

/** Over successes of the operation under test. */
export function ofTested(
  requirement: string,
  judge: Judge<SuccessOutcome>,
  condition: Condition = always,
): GeneralCheck {
  return ofSuccess(requirement, judge, (subject) => isTested(subject) && condition(subject));
}

function ofError(requirement: string, judge: Judge<ErrorOutcome>): GeneralCheck {
  return {
    requirement,
    applies: (subject) => subject.outcome.kind === 'error' && isSound(subject),
    judge: (subject) => (subject.outcome.kind === 'error' ? judge(subject.outcome, subject) : []),
  };
}

function ofEither(requirement: string, judge: Judge<SuccessOutcome | ErrorOutcome>): GeneralCheck {
  return {
    requirement,
    applies: ({ outcome, ...subject }) =>
      (outcome.kind === 'success' || outcome.kind === 'error') && isSound({ outcome, ...subject }),
    judge: (subject) =>
      subject.outcome.kind === 'success' || subject.outcome.kind === 'error' ? judge(subject.outcome, subject) : [],
  };
}

function hasContentType({ exchange }: ResponseSubject): boolean {
  return (exchange.response?.headers ?? []).some(([name]) => name.toLowerCase() === 'content-type');
}
