/** All actions by their names. */

import type { ReferenceCall } from '../call.ts';
import type { Operations } from '../sections/requests.ts';
import { handleCreateGroup, handleDeleteGroup, handleDescribeGroups, handleDescribeRules } from './groups.ts';
import { handleCreatePrefixList, handleDeletePrefixList, handleDescribePrefixLists } from './prefix-lists.ts';
import { handleDescribeRegions } from './regions.ts';
import {
  handleAuthorizeEgress,
  handleAuthorizeIngress,
  handleModifyRules,
  handleRevokeEgress,
  handleRevokeIngress,
  handleUpdateDescriptionsEgress,
  handleUpdateDescriptionsIngress,
} from './rules.ts';
import { handleCreateTags, handleDeleteTags, handleDescribeTags } from './tags.ts';
import { handleCreateVpc, handleDeleteVpc, handleDescribeVpcs } from './vpcs.ts';

/** The implemented actions. */
export const referenceOperations: Operations<ReferenceCall> = {
  RevokeSecurityGroupIngress: handleRevokeIngress,
  RevokeSecurityGroupEgress: handleRevokeEgress,
  AuthorizeSecurityGroupIngress: handleAuthorizeIngress,
  AuthorizeSecurityGroupEgress: handleAuthorizeEgress,
  UpdateSecurityGroupRuleDescriptionsIngress: handleUpdateDescriptionsIngress,
  UpdateSecurityGroupRuleDescriptionsEgress: handleUpdateDescriptionsEgress,
  ModifySecurityGroupRules: handleModifyRules,
  DescribeSecurityGroups: handleDescribeGroups,
  DescribeSecurityGroupRules: handleDescribeRules,
  CreateSecurityGroup: handleCreateGroup,
  DeleteSecurityGroup: handleDeleteGroup,
  CreateVpc: handleCreateVpc,
  DeleteVpc: handleDeleteVpc,
  DescribeVpcs: handleDescribeVpcs,
  DescribeRegions: handleDescribeRegions,
  CreateManagedPrefixList: handleCreatePrefixList,
  DeleteManagedPrefixList: handleDeletePrefixList,
  DescribeManagedPrefixLists: handleDescribePrefixLists,
  CreateTags: handleCreateTags,
  DeleteTags: handleDeleteTags,
  DescribeTags: handleDescribeTags,
};
