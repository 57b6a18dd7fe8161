/** Top-level parameters that an operation takes or supports for inbound rules alone. */
export const inboundParameters: readonly string[] = [
  ...['GroupName', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp'],
  ...['SourceSecurityGroupName', 'SourceSecurityGroupOwnerId'],
];
