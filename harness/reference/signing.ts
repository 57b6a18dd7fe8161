import { type SignatureReport, verifySignature } from '../wire/signing/verify.ts';
import type { Arrival, Authentication } from './call.ts';
import type { Refusal } from './responses/refusal.ts';
import type { Consequence, Signing } from './sections/requests.ts';

const authFailure: Consequence<Arrival['behaviour']> = ({ errors }) => errors.authFailure();
const expired: Consequence<Arrival['behaviour']> = ({ errors }) => errors.requestExpired();
const mismatch: Consequence<Arrival['behaviour']> = ({ errors, choices }) =>
  choices.badSignature === 'auth-failure' ? errors.authFailure() : errors.signatureDoesNotMatch();

/** Recorded: unsigned 400, unusable 401 AuthFailure, expired 400. Where nothing is recorded, AuthFailure. */
export const referenceSigning: Signing<Arrival, Arrival['behaviour']> = {
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

function consequenceOf(report: SignatureReport, behaviour: Arrival['behaviour']): Refusal | undefined {
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
