/** What a client reported of one call: the second witness beside the bytes. Source of the words: docs/driver-protocol.md. */
import type { ClientIdentity, JsonObject } from './fixture.ts';

/** How a call ended: what the client reported, or that it reported nothing readable. */
export type ClientOutcome =
  /** The call succeeded. */
  | { readonly kind: 'result'; readonly output: JsonObject; readonly status?: number; readonly requestId?: string }
  /** The client raised the service's error. */
  | {
      readonly kind: 'serviceError';
      readonly code?: string;
      readonly message?: string;
      readonly status?: number;
      readonly requestId?: string;
    }
  /** The client failed by itself: refused the input, could not read the response, lost the connection. */
  | { readonly kind: 'clientError'; readonly message: string; readonly status?: number }
  /** The client has no such operation, or cannot express this input. */
  | { readonly kind: 'unsupported'; readonly message: string }
  /** The driver is at fault, not the client. */
  | { readonly kind: 'driverError'; readonly message: string }
  /** Nothing that can be read was reported: the process ended, hung, or printed something else. */
  | {
      readonly kind: 'silent';
      readonly how: 'ended' | 'timeout' | 'garbage' | 'flood';
      readonly message: string;
      /** Other calls were under way: which of them is to blame shows when each is made alone. */
      readonly shared?: true;
    };

/** What is under test, by its own word. */
export interface ClientDescription {
  readonly name: string;
  readonly version?: string;
  /**
   * What its interface does not have: members of the input or output (an older model), as `Member.Member`, and `status`,
   * `message` or `requestId`. Cases that need these are not applicable.
   */
  readonly lacks: readonly string[];
}

/** One call that an adapter is to make. */
export interface ClientCall {
  readonly endpoint: string;
  readonly operation: string;
  readonly input: JsonObject;
  readonly as: ClientIdentity;
  /** Milliseconds after which the call is given up. */
  readonly timeoutMs: number;
}

/** Makes the calls of one client: through a driver, which is a process of the user, through a command, or in this process. */
export interface ClientAdapter {
  /** Throws {@link ClientProblem} when the client cannot be started at all. */
  start(): Promise<ClientDescription>;
  /** Never rejects: whatever a client does is one of the outcomes. */
  call(call: ClientCall): Promise<ClientOutcome>;
  /** Ends every process. */
  close(): Promise<void>;
}

/** The client, or its driver, did not start: nothing can be judged (exit code 4). */
export class ClientProblem extends Error {
  override readonly name = 'ClientProblem';
}

/** The client started, and said to each input that it has no such operation or cannot make such a call. */
export class OperationUnsupported extends ClientProblem {
  /** What the client said. */
  readonly said: string;

  constructor(message: string, said: string) {
    super(message);
    this.said = said;
  }
}
