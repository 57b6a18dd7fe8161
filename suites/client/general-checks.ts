/**
 * What holds over every request of a run, whatever its case is about: which check covers which requirement.
 *
 * Each applies only where its own subject is there to be judged: a signature that fails at one stage fails that
 * stage's requirement and no other.
 */

import type { Mismatch } from '../../harness/checks/finding.ts';
import * as request from '../../harness/client/request/judge-request.ts';
import { judgeSigned, judgeStage, reachedStage } from '../../harness/client/request/judge-signature.ts';
import { judgeIntegers, judgeItemNumbers, judgeNamesOnce } from '../../harness/client/request/model-comparison.ts';
import type { RequestCheck, RequestSubject } from '../../harness/client/request/request-subject.ts';
import type { SignatureStage } from '../../harness/wire/signing/signature-flaw.ts';

/** The checks of every request, by requirement. */
export const requestChecks: readonly RequestCheck[] = [
  always('client-encoding/method-and-path', request.judgeMethodAndPath),
  always('encoding/content-type-sent', request.judgeRequestContentType),
  sameAgain('encoding/action-sent', request.judgeAction),
  sameAgain('encoding/version-sent', request.judgeVersion),
  always('client-encoding/form-well-formed', request.judgeFormEncoding),
  {
    ...always('client-encoding/list-numbering', (subject) => [
      ...request.judgeNumbering(subject),
      ...judgeItemNumbers(subject),
    ]),
    explains: true,
  },
  always('client-encoding/unique-names', judgeNamesOnce),
  always('client-encoding/integer-digits', judgeIntegers),
  {
    requirement: 'client-encoding/host',
    applies: ({ host }) => host !== undefined,
    judge: request.judgeHost,
  },
  {
    requirement: 'client-encoding/dry-run',
    applies: ({ input }) => typeof input['DryRun'] === 'boolean',
    judge: request.judgeDryRun,
  },
  {
    requirement: 'client-retries/same-again',
    applies: ({ first }) => first !== undefined,
    judge: request.judgeSameAgain,
  },
  {
    requirement: 'client-retries/success-once',
    applies: ({ afterSuccess }) => afterSuccess !== undefined,
    judge: request.judgeNothingAfterSuccess,
  },

  always('client-signing/version-4', judgeSigned),
  ofStages('client-signing/authorization', ['authorization-syntax', 'algorithm']),
  ofStages('client-signing/scope', ['credential-scope']),
  ofStages('client-signing/signed-fields', ['signed-headers']),
  ofStages('client-signing/date', ['date']),
  ofStages('client-signing/access-key', ['access-key']),
  ofStages('client-signing/session-token', ['security-token']),
  ofStages('client-signing/payload-hash', ['payload-hash']),
  ofStages('client-signing/signature', ['signature']),
];

function always(requirement: string, judge: (subject: RequestSubject) => readonly Mismatch[]): RequestCheck {
  return { requirement, applies: () => true, judge };
}

/** Not of a request that was sent again with other parameters, which fails for that. */
function sameAgain(requirement: string, judge: (subject: RequestSubject) => readonly Mismatch[]): RequestCheck {
  return { requirement, applies: (subject) => request.judgeSameAgain(subject).length === 0, judge };
}

function ofStages(requirement: string, stages: readonly [SignatureStage, ...SignatureStage[]]): RequestCheck {
  return {
    requirement,
    applies: (subject) => reachedStage(subject, stages[0]),
    judge: (subject) => stages.flatMap((stage) => judgeStage(subject, stage)),
  };
}
