/** The first request to a target: is there an EC2 endpoint, and does it know us? */
import type { Outcome } from '../checks/outcome.ts';
import type { TransportFailure } from '../wire/message.ts';
import type { Call, Caller } from './caller.ts';
import { TargetProblem, TransportProblem } from './problem.ts';

/**
 * Sets the caller's clock to the target's, where the target's responses show that they differ and requests signed for its
 * time are taken. Throws TargetProblem with one sentence that says what is wrong and what to do next.
 */
export async function firstContact(caller: Caller): Promise<void> {
  const { outcome } = await ask(caller);
  if (caller.clock.aheadMs !== 0) {
    caller.clockAheadMs = caller.clock.aheadMs;
    const again = await ask(caller);
    if (again.outcome.kind === 'success') {
      return;
    }
    // The Date field is not what signatures are checked by.
    caller.clockAheadMs = 0;
  }
  refuseStrangers(caller, outcome);
}

async function ask(caller: Caller): Promise<Call> {
  let failure: TransportFailure | undefined;
  try {
    return await caller.call('DescribeVpcs', [], ({ outcome }) => {
      failure = outcome.kind === 'no-response' ? outcome.failure : undefined;
    });
  } catch (problem) {
    if (!(problem instanceof TransportProblem)) {
      throw problem;
    }
    const { endpoint } = caller.settings;
    throw new TargetProblem(
      'unreachable',
      failure === undefined
        ? `${endpoint} is too busy to be tested: ${problem.message}. Try again later, or with a lower --rate.`
        : unreachable(endpoint, failure),
    );
  }
}

function refuseStrangers(caller: Caller, outcome: Outcome): void {
  const { endpoint } = caller.settings;
  if (outcome.kind === 'unreadable') {
    const hint =
      outcome.status >= 300 && outcome.status < 400
        ? 'It redirects; give the address it redirects to.'
        : 'Is this the address of the EC2 API?';
    throw new TargetProblem(
      'unreachable',
      `${endpoint} answers HTTP ${outcome.status}, but not as EC2 does: ${outcome.why}. ${hint}`,
    );
  }
  if (outcome.kind !== 'error') {
    return;
  }
  const said = `${outcome.status} ${outcome.code}: ${outcome.message}`;
  if (
    [
      'AuthFailure',
      'SignatureDoesNotMatch',
      'InvalidClientTokenId',
      'IncompleteSignature',
      'InvalidAccessKeyId',
    ].includes(outcome.code)
  ) {
    throw new TargetProblem(
      'configuration',
      `${endpoint} does not accept the credentials (${said}). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to keys it knows, and --region to its region.`,
    );
  }
  if (outcome.code === 'RequestExpired') {
    throw new TargetProblem(
      'configuration',
      `${endpoint} says that the request has expired (${said}). Set this machine's clock, or the target's.`,
    );
  }
  if (outcome.code === 'UnauthorizedOperation' || outcome.status === 401 || outcome.status === 403) {
    throw new TargetProblem(
      'configuration',
      `${endpoint} does not let these credentials describe VPCs (${said}). Give them the permissions the suite needs, or use others.`,
    );
  }
}

function unreachable(endpoint: string, failure: TransportFailure): string {
  const { kind, explanation } = failure;
  switch (kind) {
    case 'timeout':
      return `${endpoint} does not answer: ${explanation}. Is it still starting? --timeout MS waits longer.`;
    case 'tls':
      return untrusted(endpoint, failure);
    case 'protocol':
      return `${endpoint} does not speak HTTP: ${explanation}. Check the port, and http:// against https://.`;
    case 'limit':
      return `${endpoint} answers more than any EC2 endpoint would: ${explanation}. Is this the address of the EC2 API?`;
    default:
      return `${endpoint} cannot be reached: ${explanation}. Start the target, or check --endpoint.`;
  }
}

/** What helps depends on what is wrong: there may be no certificate at all, or one of a known authority that is for another name. */
function untrusted(endpoint: string, { code = '', explanation }: TransportFailure): string {
  if (/^E[A-Z]+$/.test(code)) return `${endpoint} cannot be reached: ${explanation}. Give its address with http://.`;
  const cures: Readonly<Record<string, string>> = {
    ERR_TLS_CERT_ALTNAME_INVALID: 'Give the endpoint by the name that it is for',
    CERT_HAS_EXPIRED: 'Renew it',
  };
  const cure = cures[code] ?? 'Name its authority with AWS_CA_BUNDLE';
  return `${endpoint} cannot be trusted: ${explanation}. ${cure}, or accept any certificate with --insecure.`;
}
