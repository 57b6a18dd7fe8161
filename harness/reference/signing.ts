/** Who signed a request. The stages are those of the verifier; what follows from each flaw is decided here. */

import type { HttpRequest } from '../wire/message.ts';
import {
  type SignatureFlaw,
  type SignatureReport,
  type VerifyContext,
  verifySignature,
} from '../wire/signing/verify.ts';
import type { Behaviour } from './behaviour.ts';
import type { Arrival, Authentication, CallerIdentity } from './call.ts';
import type { Refusal } from './responses/refusal.ts';

/** What a flaw leads to; undefined: it is overlooked, and the request counts as signed by the key it claims. */
export type Consequence = (behaviour: Behaviour) => Refusal | undefined;

/** The steps of authenticating a request. */
export interface Signing {
  /** What the verifier gets: secrets, the time, region and service. */
  readonly context: (arrival: Arrival) => VerifyContext;
  /** The request that the verifier sees. */
  readonly covered: (request: HttpRequest) => HttpRequest;
  readonly verify: (request: HttpRequest, context: VerifyContext) => SignatureReport;
  /** A request without any signature. */
  readonly unsigned: Consequence;
  /** A signature of version 2, which newer regions do not take. */
  readonly legacy: Consequence;
  /** Each flaw of a version 4 signature. */
  readonly flaws: Readonly<Record<SignatureFlaw, Consequence>>;
  /** Whose a claimed access key is when its flaw is overlooked. */
  readonly identityOf: (accessKeyId: string, arrival: Arrival) => CallerIdentity | undefined;
}

const authFailure: Consequence = ({ errors }) => errors.authFailure();
const expired: Consequence = ({ errors }) => errors.requestExpired();
const mismatch: Consequence = ({ errors, choices }) =>
  choices.badSignature === 'auth-failure' ? errors.authFailure() : errors.signatureDoesNotMatch();

/** Recorded: unsigned 400, unusable 401 AuthFailure, expired 400. Where nothing is recorded, AuthFailure. */
export const referenceSigning: Signing = {
  context: ({ facts, at, behaviour }) => ({
    secretFor: (accessKeyId) =>
      facts.identities.find((each) => each.credentials.accessKeyId === accessKeyId)?.credentials,
    now: at,
    region: facts.region,
    service: 'ec2',
    windowMs: behaviour.choices.clockWindowMinutes * 60_000,
  }),
  covered: (request) => request,
  verify: verifySignature,
  unsigned: ({ errors }) => errors.unsigned(),
  legacy: authFailure,
  flaws: {
    incomplete: authFailure,
    malformed: authFailure,
    'unknown-algorithm': authFailure,
    'scope-malformed': authFailure,
    'scope-region': authFailure,
    'scope-service': authFailure,
    'scope-date': authFailure,
    'header-missing': authFailure,
    'host-unsigned': authFailure,
    'amz-header-unsigned': authFailure,
    'signed-headers-form': authFailure,
    'date-missing': authFailure,
    'date-malformed': authFailure,
    'expires-malformed': authFailure,
    expired,
    'in-future': expired,
    'unknown-key': authFailure,
    'token-missing': authFailure,
    'token-wrong': authFailure,
    'token-expired': expired,
    'token-unexpected': authFailure,
    'payload-differs': mismatch,
    mismatch,
  },
  identityOf: (accessKeyId, { facts }) =>
    facts.identities.find((each) => each.credentials.accessKeyId === accessKeyId) ?? facts.identities[0],
};

/** Who signed this request, or what it is answered instead. */
export function authenticate(arrival: Arrival): Authentication {
  const { signing: how, errors } = arrival.behaviour;
  const report = how.verify(how.covered(arrival.request), how.context(arrival));
  const refusal = consequenceOf(report, arrival.behaviour);
  if (refusal !== undefined) return { refusal };
  const identity = how.identityOf(claimedKey(report), arrival);
  return identity === undefined ? { refusal: errors.authFailure() } : { identity };
}

function consequenceOf(report: SignatureReport, behaviour: Behaviour): Refusal | undefined {
  const how = behaviour.signing;
  switch (report.verdict) {
    case 'valid':
      return undefined;
    case 'unsigned':
      return how.unsigned(behaviour);
    case 'legacy':
      return how.legacy(behaviour);
    case 'invalid':
      return how.flaws[report.flaw](behaviour);
  }
}

function claimedKey(report: SignatureReport): string {
  switch (report.verdict) {
    case 'valid':
      return report.claim.accessKeyId;
    case 'invalid':
      return report.claim?.accessKeyId ?? '';
    case 'legacy':
      return report.accessKeyId ?? '';
    case 'unsigned':
      return '';
  }
}
