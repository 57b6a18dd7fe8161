/** The documents that the topic signing rests on, each with what it says there. */
import { documented } from '../../../harness/register/requirement.ts';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** The signature has to be that of the request which arrives. */
export const RECOMPUTED = documented(
  `IAM User Guide, AWS Signature Version 4 for API requests: ${GUIDE}/reference_sigv.html`,
  'The service computes the signature again from the request it got; a signature that differs gives no access',
);

/** How a request is brought into the form that is signed. */
export const CANONICAL = documented(
  `IAM User Guide, Create a signed AWS API request: ${GUIDE}/reference_sigv-create-signed-request.html`,
  'Method, path, sorted query, trimmed and sorted signed fields, their list, and the hash of the body are signed; of the fields only host, content-type and x-amz-* have to be',
);

/** What the Authorization field and a presigned query consist of. */
export const AUTHORIZATION = documented(
  `IAM User Guide, Authentication methods: ${GUIDE}/reference_sigv-authentication-methods.html`,
  'An algorithm, a credential with its scope, a list of signed fields and a signature are all needed, separated by commas in the field',
);

/** The words a credential's scope consists of. */
export const SCOPE = documented(
  `IAM User Guide, Troubleshoot Signature Version 4 signing: ${GUIDE}/reference_sigv-troubleshooting.html`,
  'Verification fails unless the scope has the day of the date, the region and the service of the request, and ends in aws4_request',
);

/** The usual response of AWS's services. */
export const MISMATCH = documented(
  `IAM User Guide, Troubleshoot Signature Version 4 signing: ${GUIDE}/reference_sigv-troubleshooting.html`,
  'A signature other than the one computed by the service gets 403 SignatureDoesNotMatch',
);

/** Dates too far off. */
export const NOT_CURRENT = documented(
  `IAM User Guide, Troubleshoot Signature Version 4 signing: ${GUIDE}/reference_sigv-troubleshooting.html`,
  'Verification fails when the date is past by more than the window or lies in the future',
);

/** The token of temporary credentials. */
export const TOKEN = documented(
  `IAM User Guide, Use temporary credentials with AWS resources: ${GUIDE}/id_credentials_temp_use-resources.html`,
  'A call with temporary credentials has to carry their session token, which AWS uses to validate them',
);

/** Names and order of fields on the wire. */
export const FIELDS = documented(
  'RFC 9110, sections 5.1 and 5.3',
  'Names of fields are compared without case, and fields of different names may come in any order',
);
