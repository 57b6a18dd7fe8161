/** What a target was found to be before its cases run: capabilities, account, VPCs, clock. Plain data, so that it crosses threads. */
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { CapabilityFinding, TargetFindings } from '../../scene/domain.ts';
import type { Capability } from './capability.ts';

/** The settings of a target, with where a run works on it. */
export interface GroupSettings extends TargetSettings {
  /** VPC to create groups in; undefined: one is created. */
  readonly useVpc?: string;
  /** Ids of the groups to work on, one or two: the second is what rules refer to. Nothing is created then. */
  readonly useGroups?: readonly string[];
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
export interface TargetProfile extends TargetFindings {
  readonly capabilities: Readonly<Record<Capability, CapabilityFinding>>;
  readonly vpcs: { readonly default?: string; readonly nondefault?: string };
  readonly prefixList?: string;
  readonly otherPrefixList?: string;
  /** The only groups to work on, where nothing may be created. */
  readonly groups?: NamedGroups;
  /** Whether a new group has a rule for all outbound traffic. Default: yes. */
  readonly opensOutward?: boolean;
}
