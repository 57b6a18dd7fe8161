/** Documents that requirements of the topic `exact-match` cite beside the facts. */
import { documented } from '../../../harness/register/requirement.ts';

const REFERENCE = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

/** The specification's sentences on which rules a request names. */
export const description = documented(
  'Specification of RevokeSecurityGroupIngress, description',
  'Rules are named by id or by properties, which have to equal those of the rule; a rule has one source',
);

/** The specification's table of body fields. */
export const bodyFields = documented('Specification of RevokeSecurityGroupIngress, request body fields');

/** What one permission may hold. */
export const permission = documented(
  `${REFERENCE}/API_IpPermission.html`,
  'A protocol is a name (tcp, udp, icmp, icmpv6), a number, or -1 for all; IPv6 ranges and prefix lists are sources too',
);

/** What names a source group. */
export const groupPair = documented(
  `${REFERENCE}/API_UserIdGroupPair.html`,
  'A source group has an id and an account and, in the default VPC, can be given by its name',
);
