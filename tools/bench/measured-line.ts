/** The output of a measured process, line by line; see preload.ts. */
export type MeasuredLine =
  /** At the end: most bytes that were resident, and the processor time of all threads, in the kernel included. */
  | { readonly kind: 'end'; readonly peakBytes: number; readonly processorMs: number }
  /** A request that a server in the process received. */
  | ({ readonly kind: 'request' } & ReceivedRequest)
  /** A call that the process made; bytes of the answer's body. */
  | { readonly kind: 'call'; readonly bytes: number; readonly waitedMs: number };

/** A request as sent on the wire, and its response. */
export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** One character for each byte. */
  readonly body: string;
  readonly status: number;
}
