/**
 * Every error response of the reference, by the name of its cause. Status and code come from evidence where there is any;
 * the wording is near EC2's, and nobody may depend on it.
 */

import { Refusal } from './refusal.ts';

/** Constructors of every error response, by cause. */
export interface Errors<Call> {
  // The request as such.
  readonly bodyTooLarge: () => Refusal;
  readonly badEncoding: (part: string) => Refusal;
  readonly missingAction: () => Refusal;
  readonly unknownAction: (action: string) => Refusal;
  readonly missingVersion: () => Refusal;
  readonly unknownVersion: (version: string) => Refusal;
  /** `name` is the top-level name, whichever part of it is unknown. */
  readonly unknownParameter: (name: string) => Refusal;
  readonly missingParameter: (name: string) => Refusal;
  readonly badValue: (value: string, name: string) => Refusal;
  readonly tooManyItems: (name: string, most: number) => Refusal;
  // Who asks.
  readonly unsigned: () => Refusal;
  /** The key is not known or the signature cannot be used. */
  readonly authFailure: () => Refusal;
  readonly signatureDoesNotMatch: () => Refusal;
  readonly requestExpired: () => Refusal;
  readonly unauthorized: (call: Call) => Refusal;
  readonly dryRun: () => Refusal;
  // Groups and rules.
  readonly groupNotNamed: () => Refusal;
  readonly groupIdMalformed: (id: string) => Refusal;
  readonly groupNotFound: (id: string) => Refusal;
  readonly groupNameNotFound: (name: string, vpc: string) => Refusal;
  /** A group of another VPC than the default one was named instead of identified; the older of two responses. */
  readonly groupNameInOtherVpc: (name: string) => Refusal;
  readonly nothingToRevoke: () => Refusal;
  readonly nothingToAuthorize: () => Refusal;
  readonly nothingToDescribe: () => Refusal;
  /** Two parameters that exclude each other, in lower camel case. */
  readonly combination: (one: string, other: string) => Refusal;
  readonly ruleNotFound: () => Refusal;
  readonly ruleIdMalformed: (id: string) => Refusal;
  readonly ruleIdNotFound: (id: string) => Refusal;
  readonly ruleExists: (rule: string) => Refusal;
  readonly ruleRepeated: () => Refusal;
  readonly tooManyRules: () => Refusal;
  // Permissions.
  readonly protocolMissing: () => Refusal;
  readonly protocolUnknown: (value: string) => Refusal;
  readonly portsMissing: (protocol: string) => Refusal;
  readonly portRange: (explanation: string) => Refusal;
  /** Protocol -1 with ports, which an authorise ignores. */
  readonly portsOfAllTraffic: () => Refusal;
  readonly cidrMalformed: (value: string) => Refusal;
  /** The older response to an address range that is none. */
  readonly permissionMalformed: (value: string) => Refusal;
  readonly userIdMalformed: (value: string) => Refusal;
  readonly sourceGroupIdMissing: () => Refusal;
  /** No source at all, or a list of them given as one empty value: `IpPermissions.1.IpRanges=`. */
  readonly sourceMissing: () => Refusal;
  readonly prefixListMalformed: (id: string) => Refusal;
  readonly prefixListNotFound: (id: string) => Refusal;
  readonly descriptionInvalid: () => Refusal;
  // Neighbours.
  readonly groupExists: (name: string, vpcId: string) => Refusal;
  readonly dependency: (id: string) => Refusal;
  readonly defaultGroup: () => Refusal;
  readonly vpcNotFound: (id: string) => Refusal;
  readonly noDefaultVpc: () => Refusal;
  readonly vpcIdMalformed: (id: string) => Refusal;
  readonly groupNameReserved: () => Refusal;
  readonly filterUnknown: (name: string) => Refusal;
  readonly tokenUnknown: () => Refusal;
  /** NextToken with neither MaxResults nor ids of rules. */
  readonly tokenAlone: () => Refusal;
  readonly tagKeyMalformed: (key: string) => Refusal;
  readonly resourceNotFound: (id: string) => Refusal;
  readonly limitReached: (what: string) => Refusal;
  // Actions that the target keeps no state for.
  readonly unsupported: (action: string) => Refusal;
  readonly resourceAbsent: (parameter: string, id: string) => Refusal;
}

const invalid = (message: string) => new Refusal(400, 'InvalidParameterValue', message);
const missing = (message: string) => new Refusal(400, 'MissingParameter', message);

/** The errors that EC2 answers, as recorded and documented. */
export const referenceErrors: Errors<unknown> = {
  bodyTooLarge: () => new Refusal(413, 'RequestEntityTooLarge', 'The request is larger than this endpoint reads.'),
  badEncoding: (part) =>
    new Refusal(400, 'MalformedQueryString', `The query string contains a syntax error at '${part}'`),
  missingAction: () => new Refusal(400, 'MissingAction', 'The request must contain the parameter Action'),
  unknownAction: (action) =>
    new Refusal(400, 'InvalidAction', `The action ${action} is not valid for this web service.`),
  missingVersion: () => missing('The request must contain the parameter Version'),
  unknownVersion: (version) => new Refusal(400, 'NoSuchVersion', `The requested version (${version}) is not valid.`),
  unknownParameter: (name) => new Refusal(400, 'UnknownParameter', `The parameter ${name} is not recognized`),
  missingParameter: (name) => missing(`The request must contain the parameter ${name}`),
  badValue: (value, name) => invalid(`Invalid value '${value}' for ${name}.`),
  tooManyItems: (name, most) => invalid(`The parameter ${name} takes at most ${most} items.`),
  unsigned: () => missing('The request must contain the parameter AWSAccessKeyId'),
  authFailure: () => new Refusal(401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'),
  signatureDoesNotMatch: () =>
    new Refusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature does not match the one that was calculated for it.',
    ),
  requestExpired: () => new Refusal(400, 'RequestExpired', 'Request has expired.'),
  unauthorized: () => new Refusal(403, 'UnauthorizedOperation', 'You are not authorized to perform this operation.'),
  dryRun: () => new Refusal(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.'),
  groupNotNamed: () => missing('The request must contain the parameter groupName or groupId'),
  groupIdMalformed: (id) => new Refusal(400, 'InvalidGroupId.Malformed', `Invalid id: "${id}" (expecting "sg-...")`),
  groupNotFound: (id) => new Refusal(400, 'InvalidGroup.NotFound', `The security group '${id}' does not exist`),
  groupNameNotFound: (name, vpc) =>
    new Refusal(400, 'InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC '${vpc}'`),
  groupNameInOtherVpc: (name) =>
    invalid(`Invalid value '${name}' for groupName. Groups of this VPC are known by their ids alone.`),
  nothingToRevoke: () => missing("Either 'ipPermissions' or 'securityGroupRuleIds' should be provided."),
  nothingToAuthorize: () => missing('The request must contain the parameter ipPermissions'),
  nothingToDescribe: () => missing("Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided."),
  combination: (one, other) =>
    new Refusal(
      400,
      'InvalidParameterCombination',
      `The parameter '${one}' may not be used in combination with '${other}'`,
    ),
  ruleNotFound: () =>
    new Refusal(400, 'InvalidPermission.NotFound', 'The specified rule does not exist in this security group'),
  ruleIdMalformed: (id) =>
    new Refusal(400, 'InvalidSecurityGroupRuleId.Malformed', `The security group rule ID '${id}' is malformed`),
  ruleIdNotFound: (id) =>
    new Refusal(400, 'InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`),
  ruleExists: (rule) => new Refusal(400, 'InvalidPermission.Duplicate', `the specified rule "${rule}" already exists`),
  ruleRepeated: () => invalid('The same permission must not appear multiple times'),
  tooManyRules: () =>
    new Refusal(
      400,
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    ),
  protocolMissing: () =>
    invalid("Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."),
  protocolUnknown: (value) => invalid(`Invalid value '${value}' for IP protocol. Unknown protocol.`),
  portsMissing: (protocol) =>
    invalid(
      `Invalid value for portRange. Must specify both from and to ports with ${protocol.startsWith('icmp') ? 'ICMP' : 'TCP/UDP'}.`,
    ),
  portRange: (explanation) => invalid(`Invalid value for portRange. ${explanation}`),
  portsOfAllTraffic: () => invalid('Ports may not be given with all protocols.'),
  permissionMalformed: (value) => new Refusal(400, 'InvalidPermission.Malformed', `Invalid CIDR address: ${value}`),
  cidrMalformed: (value) => invalid(`CIDR block ${value} is malformed`),
  userIdMalformed: (value) => invalid(`Invalid value '${value}' for userId.`),
  sourceGroupIdMissing: () => missing('Source group ID missing.'),
  sourceMissing: () => invalid('missing mandatory parameter: a permission must have a group, range or prefix list'),
  prefixListMalformed: (id) =>
    new Refusal(400, 'InvalidPrefixListId.Malformed', `The prefix list ID '${id}' is malformed`),
  prefixListNotFound: (id) =>
    new Refusal(400, 'InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`),
  descriptionInvalid: () => invalid('Invalid rule description: at most 255 of the allowed characters.'),
  groupExists: (name, vpcId) =>
    new Refusal(400, 'InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`),
  dependency: (id) => new Refusal(400, 'DependencyViolation', `resource ${id} has a dependent object`),
  defaultGroup: () => new Refusal(400, 'CannotDelete', 'the default security group cannot be deleted by a user'),
  vpcNotFound: (id) => new Refusal(400, 'InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
  noDefaultVpc: () => new Refusal(400, 'VPCIdNotSpecified', 'No default VPC for this user'),
  vpcIdMalformed: (id) => new Refusal(400, 'InvalidVpcID.Malformed', `The vpc ID '${id}' is malformed`),
  groupNameReserved: () =>
    new Refusal(400, 'InvalidGroup.Reserved', "The name 'default' is reserved for the group of each VPC"),
  filterUnknown: (name) => invalid(`The filter '${name}' is invalid`),
  tokenUnknown: () => new Refusal(400, 'InvalidNextToken', 'The token is none that was given'),
  tokenAlone: () => missing("Either 'securityGroupRuleIds' or 'maxResults' should be provided."),
  tagKeyMalformed: (key) => new Refusal(400, 'InvalidTagKey.Malformed', `The tag key '${key}' is not valid`),
  resourceNotFound: (id) => new Refusal(400, 'InvalidID', `The ID '${id}' is not valid`),
  unsupported: (action) =>
    new Refusal(400, 'UnsupportedOperation', `This target keeps no state for ${action}; it answers its dry runs.`),
  resourceAbsent: (parameter, id) => {
    const isId = /^[a-z][a-z0-9-]*-[0-9a-f]{8,17}$/.test(id);
    return new Refusal(
      400,
      `Invalid${parameter}.${isId ? 'NotFound' : 'Malformed'}`,
      `The ${parameter} '${id}' is not valid`,
    );
  },
  limitReached: (what) => new Refusal(400, `${what}LimitExceeded`, `The maximum number of ${what}s has been reached.`),
};
