/** The kinds of questions that a sweep asks about an action. */

/**
 * What a probe asks. `read` and `dry-run` are the controls: valid requests. `unknown-parameter` to `id` have one defect each,
 * `get` to `list` write the same request in another way, `unsigned` to `expired` are signed in a way that has to be refused.
 */
export type ProbeKind =
  | 'read'
  | 'dry-run'
  | 'denied-dry-run'
  | 'unknown-parameter'
  | 'missing-member'
  | 'integer'
  | 'boolean'
  | 'timestamp'
  | 'id'
  | 'get'
  | 'parameter-case'
  | 'parameter-order'
  | 'list'
  | 'unsigned'
  | 'wrong-signature'
  | 'expired'
  | 'next-page'
  | 'unknown-action';

/** The kinds that an action by itself gives occasion for, in the order in which they are sent. */
export const probeKinds: readonly ProbeKind[] = [
  'read',
  'dry-run',
  'denied-dry-run',
  'unknown-parameter',
  'missing-member',
  'integer',
  'boolean',
  'timestamp',
  'id',
  'get',
  'parameter-case',
  'parameter-order',
  'list',
  'unsigned',
  'wrong-signature',
  'expired',
];
