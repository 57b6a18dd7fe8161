/**
 * The operations that can be tested, by their names. Each is a folder beside this file, loaded when it is asked for; the
 * first is meant where none is named.
 */
import type { OperationSuite } from '../harness/operation/operation-suite.ts';

type Loaders = Readonly<Record<string, () => Promise<OperationSuite>>>;

const onSecurityGroups: Loaders = {
  RevokeSecurityGroupIngress: async () => (await import('./revoke-ingress/suite.ts')).suite,
  RevokeSecurityGroupEgress: async () => (await import('./revoke-egress/suite.ts')).suite,
  DescribeSecurityGroupRules: async () => (await import('./describe-security-group-rules/suite.ts')).suite,
  DescribeSecurityGroups: async () => (await import('./describe-security-groups/suite.ts')).suite,
  CreateSecurityGroup: async () => (await import('./create-security-group/suite.ts')).suite,
  DeleteSecurityGroup: async () => (await import('./delete-security-group/suite.ts')).suite,
  AuthorizeSecurityGroupIngress: async () => (await import('./authorize-ingress/suite.ts')).suite,
  AuthorizeSecurityGroupEgress: async () => (await import('./authorize-egress/suite.ts')).suite,
  ModifySecurityGroupRules: async () => (await import('./modify-rules/suite.ts')).suite,
  UpdateSecurityGroupRuleDescriptionsIngress: async () =>
    (await import('./update-descriptions-ingress/suite.ts')).suite,
  UpdateSecurityGroupRuleDescriptionsEgress: async () => (await import('./update-descriptions-egress/suite.ts')).suite,
};

/** Loaders of the suites, by operation. */
export const operations: Loaders = {
  ...onSecurityGroups,
  DescribeRegions: async () => (await import('./describe-regions/suite.ts')).suite,
};

/** Sets of operations that `--operation` takes by a name. */
export const operationSets: Readonly<Record<string, readonly string[]>> = {
  'security-group-rules': Object.keys(onSecurityGroups),
};
