/** What every request passes: who signed it, what is refused of any action, and what then runs it. */

import type { Action } from '../../service-model/model.ts';
import type { HttpRequest } from '../../wire/message.ts';
import type { SignatureFlaw, SignatureReport, VerifyContext } from '../../wire/signing/verify.ts';
import type { CallerIdentity } from '../facts.ts';
import type { StatefulAction } from '../request/shapes.ts';
import type { Elements } from '../responses/content.ts';
import type { Refusal } from '../responses/refusal.ts';

/** What a flaw leads to; undefined: it is overlooked, and the request counts as signed by the key it claims. */
export type Consequence<Behaviour> = (behaviour: Behaviour) => Refusal | undefined;

/** The steps of authenticating a request. */
export interface Signing<Arrival, Behaviour> {
  /** What the verifier gets: secrets, the time, region and service. */
  readonly context: (arrival: Arrival) => VerifyContext;
  /** The request that the verifier sees. */
  readonly covered: (request: HttpRequest) => HttpRequest;
  readonly verify: (request: HttpRequest, context: VerifyContext) => SignatureReport;
  /** A request without any signature. */
  readonly unsigned: Consequence<Behaviour>;
  /** A signature of version 2, which newer regions do not take. */
  readonly legacy: Consequence<Behaviour>;
  /** Each flaw of a version 4 signature. */
  readonly flaws: Readonly<Record<SignatureFlaw, Consequence<Behaviour>>>;
  /** Whose a claimed access key is when its flaw is overlooked. */
  readonly identityOf: (accessKeyId: string, arrival: Arrival) => CallerIdentity | undefined;
}

/** Throws a Refusal, or lets the call pass. */
export type Check<Call> = (call: Call) => void;

/**
 * The checks in the order in which they run, which is the order of the object's keys. The order of signature, action and
 * parameters is not known of EC2. A dry run ends here: what the operation itself would refuse is not seen by it, and an
 * empty GroupId is refused before it (both recorded).
 */
export interface Checks<Call> {
  readonly signature: Check<Call>;
  readonly encoding: Check<Call>;
  readonly action: Check<Call>;
  readonly version: Check<Call>;
  readonly parameterNames: Check<Call>;
  readonly values: Check<Call>;
  readonly permission: Check<Call>;
  readonly dryRun: Check<Call>;
}

/** Who may do what, and what a dry run is. */
export interface Access<Call> {
  readonly permits: (identity: CallerIdentity, call: Call) => boolean;
  readonly isDryRun: (call: Call) => boolean;
  /** Answers a dry run that is permitted: throws. */
  readonly endDryRun: (call: Call) => void;
}

/** The implementation of each stateful action, by its name. */
export type Operations<Call> = Readonly<Record<StatefulAction, (call: Call) => Elements>>;

/** How an action without state is answered. A read finds nothing; what would change something is not supported. */
export interface Modelled<Call> {
  /** Refuses what the model does not allow; throws a Refusal. */
  readonly validate: (action: Action, call: Call) => void;
  /** What a read returns: each list of its output, empty. */
  readonly found: (action: Action, call: Call) => Elements;
  /** What an action that changes something answers: it is not supported, since nothing is kept for it. */
  readonly done: (action: Action, call: Call) => Elements;
}
