/** One call as every function of a {@link Behaviour} sees it. */

import type { HttpRequest } from '../wire/message.ts';
import type { Pair } from '../wire/query.ts';
import type { Credentials } from '../wire/signing/credentials.ts';
import type { Behaviour } from './behaviour.ts';
import type { Struct } from './request/input.ts';
import type { Refusal } from './responses/refusal.ts';
import type { Store } from './store.ts';

/** Who may sign, and what they may do. */
export interface CallerIdentity {
  readonly name: 'main' | 'denied' | 'session';
  readonly credentials: Credentials;
  /** False: every action is refused with UnauthorizedOperation. */
  readonly permitted: boolean;
}

/** What stays the same as long as a reference target runs. */
export interface Facts {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly identities: readonly CallerIdentity[];
  readonly clock: () => Date;
}

/** A request that has come in, before anything of it is understood. */
export interface Arrival {
  readonly behaviour: Behaviour;
  readonly facts: Facts;
  readonly store: Store;
  readonly request: HttpRequest;
  /** UUID, new for each request. */
  readonly requestId: string;
  /** Counts requests from 1. */
  readonly number: number;
  readonly at: Date;
}

/** Who signed the request, or why that is not known. */
export type Authentication = { readonly identity: CallerIdentity } | { readonly refusal: Refusal };

/** A request as read. Everything in it is what the client wrote: nothing is checked until the checks have run. */
export interface ReferenceCall extends Arrival {
  readonly pairs: readonly Pair[];
  /** Names and values that were not properly encoded, as sent. */
  readonly badlyEncoded: readonly string[];
  /** Empty when not given; so is {@link ReferenceCall.version}. */
  readonly action: string;
  readonly version: string;
  /** The operation's parameters by wire names. */
  readonly input: Struct;
  readonly authentication: Authentication;
}
