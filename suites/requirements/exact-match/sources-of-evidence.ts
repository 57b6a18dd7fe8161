/** Documents that requirements of the topic `exact-match` cite beside the facts. */
import { documented } from '../../../harness/register/requirement.ts';
import { revokePage } from '../documents.ts';

const REFERENCE = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

/** The specification's sentences on which rules a request names. */
export const ingressDescription = revokePage(
  'description',
  'Rules are named by id or by properties, which have to equal those of the rule; a rule has one source',
);

/** The specification's table of body fields. */
export const bodyFields = revokePage('request parameters');

/** What one permission may hold. */
export const ipPermissionPage = documented(
  `${REFERENCE}/API_IpPermission.html`,
  'A protocol is a name (tcp, udp, icmp, icmpv6), a number, or -1 for all; IPv6 ranges and prefix lists are sources too',
);

/** What names a source group. */
export const groupPairPage = documented(
  `${REFERENCE}/API_UserIdGroupPair.html`,
  'A source group has an id and an account and, in the default VPC, can be given by its name',
);

/** That a permission may name several sources of one kind. */
export const sourceListsPage = documented(
  `${REFERENCE}/API_IpPermission.html`,
  'The IPv4 ranges, the IPv6 ranges, the prefix lists and the groups of a permission are lists',
);
