/** What a target may lack without being wrong: each is declared by the user, found by the probe, or assumed until it is declared otherwise. */
export const capabilities = {
  'default-vpc': 'the account has a default VPC, in which groups can be created',
  'nondefault-vpc': 'a VPC that is not the default one can be created or is given',
  'group-names': 'groups of the default VPC can be named by GroupName',
  'rule-ids': 'rules have ids, which Authorize or DescribeSecurityGroupRules returns',
  'rules-listed': 'DescribeSecurityGroupRules lists the rules of a group with their ids',
  'source-groups': 'rules may have a security group as their source',
  descriptions: 'a rule keeps the description of its source',
  'descriptions-with-spaces': 'a rule whose description has spaces, sent as %20, is stored with these spaces',
  'numeric-protocols': 'rules may have protocols that are numbers without a name, such as 47',
  ipv6: 'rules may have IPv6 sources',
  'managed-prefix-lists': 'a managed prefix list can be created',
  'prefix-lists': 'managed prefix lists can be created and used as sources',
  'two-prefix-lists': 'a second managed prefix list can be created',
  'prefix-list-descriptions': 'rules with a prefix list keep their description',
  'denied-identity': 'credentials without permissions are configured',
  'session-identity': 'temporary credentials with a session token are configured',
  'session-permitted': 'the temporary credentials may revoke rules, as a dry run with them has shown',
  'signature-verification':
    'wrong signatures are refused: assumed, never probed; a target file may declare that it is not so',
  egress: 'egress rules can be authorised and described',
} as const;

/** Name of a capability. */
export type Capability = keyof typeof capabilities;
