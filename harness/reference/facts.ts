/** What a reference target runs with: its account, its region, its clock, and who may sign. */

import type { Credentials } from '../wire/signing/credentials.ts';

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
