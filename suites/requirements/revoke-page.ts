/** The page of RevokeSecurityGroupIngress in AWS's API reference, which says the same as the specification of the operation. */
import { documented, type Evidence } from '../../harness/register/requirement.ts';

const address = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html';

/** Evidence from a part of the page: `description`, `request parameters`, `DryRun`. `states`: in our words. */
export function revokePage(part: string, states?: string): Evidence {
  return documented(`AWS API Reference, RevokeSecurityGroupIngress, ${part}: ${address}`, states);
}
