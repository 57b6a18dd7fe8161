import type { Carrier } from '../../harness/cases/carry-over.ts';

/** The request that the general cases of RevokeSecurityGroupIngress vary: a revoke of one rule by its properties. */
export const revokeCarrier: Carrier = {
  action: 'RevokeSecurityGroupIngress',
  given: {
    main: { ingress: { named: { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' } } },
  },
  params: {
    GroupId: '{main}',
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '443',
    'IpPermissions.1.ToPort': '443',
    'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
  },
  carriedOut: { after: [], return: 'true' },
  unchanged: ['named'],
};
