/** What a measured process tells, line by line; see preload.ts. */
export type MeasuredLine =
  | { readonly kind: 'memory'; readonly peakBytes: number }
  /** A request that a server in the process received; bytes of its body. */
  | { readonly kind: 'request'; readonly bytes: number }
  /** A call that the process made; bytes of the answer's body. */
  | { readonly kind: 'call'; readonly bytes: number; readonly waitedMs: number };
