/** One call as every function of a behaviour sees it. */

import type { HttpRequest } from '../wire/message.ts';
import type { Pair } from '../wire/query.ts';
import type { CallerIdentity, Facts } from './facts.ts';
import type { Struct } from './request/input.ts';
import type { Refusal } from './responses/refusal.ts';
import type { Sections } from './sections/sections.ts';
import type { Store } from './store.ts';

/** A request that has come in, before anything of it is understood. */
export interface Arrival {
  readonly behaviour: Sections<Arrival, ReferenceCall>;
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
