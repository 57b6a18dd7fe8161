/** What a request names: its group, and rules by their properties. */

import type { Permission, PermissionProblem, PermissionReading } from '../../security-groups/model/permission.ts';
import type { Rule, VpcKind } from '../../security-groups/model/rule.ts';
import type { Refusal } from '../responses/refusal.ts';
import type { Group } from '../store.ts';

/** Finds groups, rules, prefix lists and VPCs by what a request names. */
export interface Lookup<Call> {
  /** The group that GroupId or GroupName of a request names. Refuses when neither is given or it does not exist. */
  readonly requested: (call: Call) => Group;
  /** A group by its id. */
  readonly byId: (id: string, call: Call) => Group | undefined;
  /** A group by its name, which only groups of the default VPC have. */
  readonly byName: (name: string, call: Call) => Group | undefined;
  readonly vpcKind: (group: Group, call: Call) => VpcKind;
}

/** A rule of a request, and its place in the request. */
export interface Wanted extends Rule {
  /** Position of its permission in the request, from 1. */
  readonly permission: number;
  /** Position among all rules of the request, from 1. */
  readonly position: number;
}

/** Reads the rules that a request names. */
export interface Requested<Call> {
  /** `IpPermissions` as sent. */
  readonly permissions: (call: Call) => readonly Permission[];
  /** The flat parameters (CidrIp, IpProtocol …) as permissions; none when none is given. */
  readonly flat: (call: Call) => readonly Permission[];
  /** Refuses parameters that exclude each other. */
  readonly checkCombinations: (call: Call) => void;
  /** Refuses a list of sources that is given as one empty value, even beside others: `IpPermissions.1.Groups=`. */
  readonly checkSourceLists: (call: Call) => void;
  /** Refuses ports beside protocol -1, where they are not ignored. */
  readonly checkAllTraffic: (permission: Permission, call: Call) => void;
  /** The rules of all permissions in order, with their positions. Refuses as a whole when one permission is faulty. */
  readonly wanted: (permissions: readonly Permission[], group: Group, call: Call) => readonly Wanted[];
  /** One rule per source. */
  readonly rules: (permission: Permission, group: Group, call: Call) => PermissionReading;
  /** What a faulty permission is answered. */
  readonly problem: (problem: PermissionProblem, call: Call) => Refusal;
}
