/** What a measured process tells, line by line; see preload.ts. */
export type MeasuredLine =
  /** At the end: most bytes that were resident, and the processor time of all threads, in the kernel included. */
  | { readonly kind: 'end'; readonly peakBytes: number; readonly processorMs: number }
  /** A request that a server in the process received; bytes of its body. */
  | { readonly kind: 'request'; readonly bytes: number }
  /** A call that the process made; bytes of the answer's body. */
  | { readonly kind: 'call'; readonly bytes: number; readonly waitedMs: number };
