/** What responses say, element by element, and how they look as XML. */

import type { Rule } from '../../security-groups/model/rule.ts';
import type { Elements, Members } from '../responses/content.ts';
import type { MergedPermission } from '../responses/merged-permission.ts';
import type { Refusal } from '../responses/refusal.ts';
import type { Group, PrefixList, StoredRule, Vpc } from '../store.ts';
import type { Authorized, Modified, Redescribed, Revoked } from './rule-changes.ts';

/** A region; its id is its name. */
export interface Region {
  readonly id: string;
  readonly optIn: 'opt-in-not-required' | 'opted-in';
}

/** The elements of each operation's success. */
export interface Responses<Call> {
  /** RevokeSecurityGroupIngress and Egress. */
  readonly revoke: Members<Revoked, Call>;
  /** An item of revokedSecurityGroupRuleSet. */
  readonly revokedRule: Members<StoredRule, Call>;
  readonly authorize: Members<Authorized, Call>;
  readonly modify: Members<readonly Modified[], Call>;
  /** UpdateSecurityGroupRuleDescriptionsIngress and Egress. */
  readonly updateDescriptions: Members<readonly Redescribed[], Call>;
  /** An item of securityGroupRuleSet as Authorize answers it. */
  readonly authorizedRule: Members<StoredRule, Call>;
  /** An item of securityGroupRuleSet as DescribeSecurityGroupRules answers it. */
  readonly describedRule: Members<StoredRule, Call>;
  /** CreateSecurityGroup, of the group that it made. */
  readonly created: Members<Group, Call>;
  /** DeleteSecurityGroup, of the group that is gone. */
  readonly deleted: Members<Group, Call>;
  /** A group as DescribeSecurityGroups answers it. */
  readonly group: Members<Group, Call>;
  /** A permission of a group, and of unknownIpPermissionSet: all rules of equal protocol and ports. */
  readonly permission: Members<MergedPermission, Call>;
  readonly ipv4Range: Members<Rule, Call>;
  readonly ipv6Range: Members<Rule, Call>;
  readonly prefixListReference: Members<Rule, Call>;
  readonly groupReference: Members<Rule, Call>;
  readonly vpc: Members<Vpc, Call>;
  readonly region: Members<Region, Call>;
  readonly prefixList: Members<PrefixList, Call>;
}

/** The choices of an XML writer. */
export interface Rendering<Arrival, Call> {
  /** The XML declaration with its line end. */
  readonly declaration: string;
  /** The root of a success. */
  readonly rootName: (call: Call) => string;
  /** Its namespace; undefined for none. */
  readonly namespace: (call: Call) => string | undefined;
  /** What precedes the operation's own elements. */
  readonly envelope: (call: Call) => Elements;
  /** The name of list items; `list` is the name of the element around them. */
  readonly itemName: (list: string) => string;
  /** One level of indentation; empty puts all on one line. */
  readonly indent: string;
  readonly emptyElement: (name: string) => string;
  readonly escape: (text: string) => string;
  /** A whole success, from the elements of the operation. */
  readonly success: (elements: Elements, call: Call) => string;
  /** A whole error. */
  readonly error: (refusal: Refusal, arrival: Arrival) => string;
  /** The code and wording of an error as shown. */
  readonly errorCode: (refusal: Refusal, arrival: Arrival) => string;
  readonly errorMessage: (refusal: Refusal, arrival: Arrival) => string;
}
