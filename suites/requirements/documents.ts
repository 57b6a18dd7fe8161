/** Documents that several topics cite. `states`: what one says, in our words. */
import { documented, type Evidence } from '../../harness/register/requirement.ts';

/** The page of an operation in AWS's API reference. */
export function pageOf(action: string): string {
  return `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${action}.html`;
}

/**
 * A part of the page of RevokeSecurityGroupIngress, which says the same as the specification of the operation:
 * `description`, `request parameters`, `parameter DryRun`.
 */
export function revokePage(part: string, states?: string): Evidence {
  const action = 'RevokeSecurityGroupIngress';
  return documented(`AWS API Reference, ${action}, ${part}: ${pageOf(action)}`, states);
}

/** The list of error codes. */
export function errorPage(states?: string): Evidence {
  return documented(
    'AWS API Reference, errors-overview: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    states,
  );
}

/** How the protocol of EC2 writes requests and responses, whichever operation they are of. */
export function queryProtocol(states: string): Evidence {
  return documented(
    'Smithy, AWS EC2 query protocol: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html',
    states,
  );
}

/** What the protocol says of responses. */
export const protocolOfResponses = queryProtocol(
  'The root of a success is the name of the operation with Response behind it, in the namespace of the service; booleans are true and false',
);
