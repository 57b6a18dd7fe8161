/** What a target was found to be before its cases run: capabilities, account, VPCs, clock. Plain data, so that it crosses threads. */
import type { ConsistencyFindings } from '../../endpoint/consistency.ts';
import type { Capability } from './capability.ts';

/** Found or declared, with the sentence that says how we know. */
export interface CapabilityFinding {
  readonly available: boolean;
  readonly why: string;
  /** Declared as there although it is not: what needs it fails, instead of being not applicable. */
  readonly claimed?: true;
}

/** Groups that the user named instead of letting the run create some. */
export interface NamedGroups {
  readonly main: NamedGroup;
  readonly peer?: NamedGroup;
}

interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

/** What the probe and the preparation found and made; the cases run on it. */
export interface TargetProfile {
  readonly capabilities: Readonly<Record<Capability, CapabilityFinding>>;
  /** The account id, as the target's groups state it; undefined where they state none. */
  readonly owner?: string;
  readonly vpcs: { readonly default?: string; readonly nondefault?: string };
  readonly prefixList?: string;
  readonly otherPrefixList?: string;
  /** The only groups to work on, where nothing may be created. */
  readonly groups?: NamedGroups;
  /** Milliseconds that the target's clock is ahead of ours, where that matters. */
  readonly clockAheadMs?: number;
  /** Longest time a change took to be seen, in milliseconds; undefined: it was seen at once. */
  readonly visibleAfterMs?: number;
  /** What the delays of its changes were found to be; the cases go on from there. */
  readonly consistency?: ConsistencyFindings;
  /** What three quarters of its responses took at least, in milliseconds. */
  readonly responseMs?: number;
  /** Whether groups can be tagged when they are made. Default: yes. */
  readonly tagsAccepted?: boolean;
  /** Whether a new group has a rule for all outbound traffic. Default: yes. */
  readonly opensOutward?: boolean;
}
