/** What a target is: where it answers, who asks, and how hard it may be asked. Plain data, so that it crosses threads. */

import type { Credentials } from '../wire/signing/credentials.ts';
import type { Pace } from './pace.ts';
import type { ThrottlingPatience } from './throttling.ts';

/** Who signs a request. `denied` has no permissions; `session` is temporary and carries a token. */
export type TargetIdentity = 'main' | 'denied' | 'session';

/** Everything that is needed to call a target. */
export interface TargetSettings {
  /** Absolute URL; a path in it is kept. */
  readonly endpoint: string;
  readonly region: string;
  readonly identities: { readonly main: Credentials } & { readonly [who in TargetIdentity]?: Credentials };
  /** Milliseconds from the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  /** Longest response body that is read, in bytes. */
  readonly maxResponseBytes: number;
  /** Cases at a time, each with one request in flight; undefined: as many as the time that a response takes suggests. */
  readonly concurrency?: number;
  /** Calls per second; undefined: as fast as the target answers. */
  readonly rate?: number;
  /** Limits by action, of EC2 itself; undefined: none are known. */
  readonly pace?: Pace;
  /** Longest time a change may take to be seen, in milliseconds. Undefined: as the first change shows. */
  readonly settleMs?: number;
  /** Where exchanges are written to or answered from; `salt` hides account ids, that of `owner` among them, and is never written. */
  readonly recording?:
    | { readonly kind: 'record'; readonly directory: string; readonly salt: string; readonly owner?: string }
    | { readonly kind: 'replay'; readonly directory: string };
  /** The only account to run in. */
  readonly account?: string;
  /** Why cases are asked one at a time whatever the target, such as that all work on the same thing; undefined: they need not be. */
  readonly oneAtATime?: string;
  /** Only requests that cannot change anything. */
  readonly safe?: true;
  /** How throttling is borne. Default: usualPatience. */
  readonly patience?: ThrottlingPatience;
  /** PEM text of the authorities to trust instead of the system's. */
  readonly ca?: string;
  readonly insecure?: boolean;
  /** By capability: what the user says the target can or cannot do; the rest is probed. */
  readonly declared: Readonly<Record<string, boolean | undefined>>;
  /** Names everything this run creates: `ec2-conformance-<runId>-…`. */
  readonly runId: string;
  /** Keeps apart what the operations of one run name; undefined: that of the first. */
  readonly series?: number;
  /** File that every creation is written to before it is asked for; undefined: none is kept. */
  readonly journal?: string;
}

/** Prefix of every name that a run gives. */
export function runName({ runId, series }: Pick<TargetSettings, 'runId' | 'series'>, suffix: string): string {
  return `ec2-conformance-${runId}-${series === undefined ? '' : `${series}-`}${suffix}`;
}
