/** What is known of RevokeSecurityGroupEgress, and where it can be read. */
import { documented, type Evidence } from '../../../harness/register/requirement.ts';
import { errorPage, pageOf } from '../../requirements/documents.ts';

/** The operation's own page in the API reference. */
const page = pageOf('RevokeSecurityGroupEgress');

/** What a request names. */
export const egressDescription = documented(
  page,
  'Outbound rules are named by id or by properties, which have to equal those of the rule; a rule has one destination; a description need not be given',
);

/** Values that fit nothing, in the default VPC. */
export const defaultVpc = documented(
  page,
  'In a default VPC values that fit no rule are no error; the response lists them',
);

/** The table of request parameters. */
export const parameters = documented(
  page,
  'GroupId is required; of the parameters for one rule without IpPermissions each is called not supported',
);

/** Evidence on DryRun. */
export const dryRunParameter = documented(
  page,
  'DryRun checks the permission, does nothing and is answered DryRunOperation or UnauthorizedOperation',
);

/** The table of response elements. */
export const responseElements = documented(
  page,
  'A success has return, which is true, revokedSecurityGroupRuleSet with the rules that were revoked, and unknownIpPermissionSet with outbound rules that were unknown',
);

/** Values that fit nothing, as the command line has it. */
export const cliRevokeFails = documented(
  'AWS CLI Command Reference, revoke-security-group-egress: https://docs.aws.amazon.com/cli/latest/reference/ec2/revoke-security-group-egress.html',
  'A revoke that fits no rule ends in an error',
);

/** A refusal that was seen. */
export const notFoundSeen: Evidence = {
  grade: 'recorded',
  source: 'https://github.com/hashicorp/terraform-provider-aws/issues/8769',
  states: 'An outbound rule under other values than its own was refused with 400 InvalidPermission.NotFound',
};

/** The first rule of a group, and a group without any. */
export const firstRule = documented(
  'AWS CloudFormation Template Reference, AWS::EC2::SecurityGroup: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html',
  'A group made without outbound rules gets rules for all outbound traffic; once all are removed, none come back',
);

/** Ports of a protocol that has none. */
export const portsZero: Evidence = {
  grade: 'reported',
  source: 'https://github.com/getmoto/moto/issues/2551',
  states: 'EC2 takes protocol -1 with ports 0 and 0 for the rule for all traffic; a tool that makes groups sends it so',
};

/** What a request lacks. */
export const missing = errorPage(
  'MissingParameter is the code for a request that lacks a required parameter; InvalidParameterCombination is one for a missing parameter too',
);

/** Members on the wire. */
export const model: Evidence = {
  grade: 'model',
  source:
    'AWS service model of EC2, 2016-11-15: https://github.com/boto/botocore/tree/1.44.8/botocore/data/ec2/2016-11-15',
  states: 'RevokeSecurityGroupEgressRequest and RevokeSecurityGroupEgressResult name the members',
};
