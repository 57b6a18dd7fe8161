/** All actions by their names. */

import type { Action } from '../request/shapes.ts';
import { createGroup, deleteGroup, describeGroups, describeRules } from './groups.ts';
import type { ReferenceOperation } from './operation.ts';
import { createPrefixList, deletePrefixList, describePrefixLists } from './prefix-lists.ts';
import { describeRegions } from './regions.ts';
import {
  authorizeEgress,
  authorizeIngress,
  modifyRules,
  revokeEgress,
  revokeIngress,
  updateDescriptionsEgress,
  updateDescriptionsIngress,
} from './rules.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';
import { createVpc, deleteVpc, describeVpcs } from './vpcs.ts';

/** The implementation of each stateful action, by its name. */
export type Operations = Readonly<Record<Action, ReferenceOperation>>;

/** The implemented actions. */
export const operations: Operations = {
  RevokeSecurityGroupIngress: revokeIngress,
  RevokeSecurityGroupEgress: revokeEgress,
  AuthorizeSecurityGroupIngress: authorizeIngress,
  AuthorizeSecurityGroupEgress: authorizeEgress,
  UpdateSecurityGroupRuleDescriptionsIngress: updateDescriptionsIngress,
  UpdateSecurityGroupRuleDescriptionsEgress: updateDescriptionsEgress,
  ModifySecurityGroupRules: modifyRules,
  DescribeSecurityGroups: describeGroups,
  DescribeSecurityGroupRules: describeRules,
  CreateSecurityGroup: createGroup,
  DeleteSecurityGroup: deleteGroup,
  CreateVpc: createVpc,
  DeleteVpc: deleteVpc,
  DescribeVpcs: describeVpcs,
  DescribeRegions: describeRegions,
  CreateManagedPrefixList: createPrefixList,
  DeleteManagedPrefixList: deletePrefixList,
  DescribeManagedPrefixLists: describePrefixLists,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  DescribeTags: describeTags,
};
