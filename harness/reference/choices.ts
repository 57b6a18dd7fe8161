/**
 * The points on which sources about EC2 disagree or say nothing. The reference has one choice for each; the others are as right,
 * and can be chosen here, so that a judge of responses can be tried against each.
 */
export interface Choices {
  /**
   * A revoke in the default VPC of which some rule does not exist. `silent`, documented: success, what matches goes, the
   * rest is listed in unknownIpPermissionSet. `refused`, seen in logs: InvalidPermission.NotFound, and nothing goes.
   */
  readonly mismatchInDefaultVpc: 'silent' | 'refused';
  /** GroupName of a group outside the default VPC. `not-found`: InvalidGroup.NotFound; `invalid-value`: InvalidParameterValue. */
  readonly nameOutsideDefaultVpc: 'not-found' | 'invalid-value';
  /** GroupName in an account without default VPC: InvalidGroup.NotFound or, documented, VPCIdNotSpecified. */
  readonly nameWithoutDefaultVpc: 'not-found' | 'vpc-not-specified';
  /** GroupId and GroupName in one request. No evidence. */
  readonly idAndName: 'id-counts' | 'refused';
  /** A permission without any source. EC2 once took it for nothing; empty list keys are refused. */
  readonly permissionWithoutSource: 'refused' | 'ignored';
  /** Address ranges and a group in one permission: documented as forbidden, and in practice accepted. */
  readonly mixedSources: 'accepted' | 'refused';
  /** Rule ids together with permissions. No evidence. */
  readonly idsAndPermissions: 'refused' | 'ids-count';
  /** A rule id twice in one request. No evidence. */
  readonly repeatedRuleId: 'accepted' | 'refused';
  /** ModifySecurityGroupRules with another kind of source than the rule has. Known from an emulator alone. */
  readonly changedSourceKind: 'refused' | 'accepted';
  /** ModifySecurityGroupRules with the values of another rule of the group. No evidence. */
  readonly modifiedDuplicate: 'refused' | 'accepted';
  /** unknownIpPermissionSet and revokedSecurityGroupRuleSet when they would be empty. */
  readonly emptySets: 'absent' | 'present';
  /** The namespace ends with a slash on the wire, and without one in the service model. */
  readonly namespaceSlash: boolean;
  /** A signature that does not match. Version 4: 401 AuthFailure; an older recording, of version 2: 403. */
  readonly badSignature: 'auth-failure' | 'signature-does-not-match';
  /** An address range that is none. The newer recordings: InvalidParameterValue; documented and older: InvalidPermission.Malformed. */
  readonly malformedCidr: 'invalid-value' | 'malformed-permission';
  /** How far the date of a signature may be off: two figures on one page. */
  readonly clockWindowMinutes: 15 | 5;
  /** Lower-case `true` and `false` are certain; some services also take other spellings. */
  readonly booleans: 'strict' | 'any-case-and-digits';
  /** A body that arrives as something else than a form. No evidence but for JSON, which EC2 does not read. */
  readonly otherContentTypes: 'read-as-form' | 'not-read';
  /** Percent signs that encode nothing, bytes that are not UTF-8. No evidence. */
  readonly badEncoding: 'refused' | 'read-leniently';
  /** Old dated versions are still served; the newest is 2016-11-15. */
  readonly oldVersions: 'served' | 'refused';
  /** What a question mark in the value of a filter stands for: one guide says both. */
  readonly questionMark: 'one' | 'none-or-one';
  /** Rules that one group may have per direction and address family. EC2's default is 60 and can be raised. */
  readonly rulesPerGroup: number;
  /** Items of one list in a request. */
  readonly itemsPerList: number;
  /** VPCs, groups of one VPC, and managed prefix lists: bounds the memory of a long run. */
  readonly vpcs: number;
  readonly groupsPerVpc: number;
  readonly prefixLists: number;
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
}

/** The choices of the embedded target by default. */
export const referenceChoices: Choices = {
  mismatchInDefaultVpc: 'silent',
  nameOutsideDefaultVpc: 'not-found',
  nameWithoutDefaultVpc: 'not-found',
  idAndName: 'id-counts',
  permissionWithoutSource: 'refused',
  mixedSources: 'accepted',
  idsAndPermissions: 'refused',
  repeatedRuleId: 'accepted',
  changedSourceKind: 'refused',
  modifiedDuplicate: 'refused',
  emptySets: 'absent',
  namespaceSlash: true,
  badSignature: 'auth-failure',
  malformedCidr: 'invalid-value',
  clockWindowMinutes: 15,
  booleans: 'strict',
  otherContentTypes: 'read-as-form',
  badEncoding: 'refused',
  oldVersions: 'served',
  questionMark: 'none-or-one',
  rulesPerGroup: 1000,
  itemsPerList: 1000,
  vpcs: 1000,
  groupsPerVpc: 2500,
  prefixLists: 1000,
  bodyBytes: 1024 * 1024,
};
