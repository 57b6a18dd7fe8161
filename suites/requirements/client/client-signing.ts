/** How a client signs: one requirement for each stage at which a signature can be wrong, in the order of checking. */
import type { Evidence, RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { AUTHORIZATION, CANONICAL, NOT_CURRENT, RECOMPUTED, SCOPE, TOKEN } from '../signing/signing-evidence.ts';

const of = (means: string, evidence: readonly Evidence[]): RequirementEntry => ({
  level: 'MUST',
  binds: ['client'],
  means,
  evidence,
});

/** What is not reached says nothing: a stage is judged where every stage before it went well. */
export const clientSigning = topic('client-signing', {
  'version-4': of('Every request is signed with Signature Version 4', [RECOMPUTED, AUTHORIZATION]),
  authorization: of('Algorithm, credential, signed fields and signature are there in the documented form', [
    AUTHORIZATION,
  ]),
  scope: of('The scope of the credential names the region, the service ec2 and aws4_request', [SCOPE]),
  'signed-fields': of('host and every x-amz-* field that is there are signed, and nothing that is not there', [
    CANONICAL,
  ]),
  date: of('The date of a request is the present time and lies on the day of the scope', [NOT_CURRENT, SCOPE]),
  'access-key': of('A request names the access key that the client was given', [AUTHORIZATION]),
  'session-token': of('Temporary credentials come with their session token, signed, and others with none', [TOKEN]),
  'payload-hash': of(
    'X-Amz-Content-Sha256, where it is sent, is the hash of the body, or UNSIGNED-PAYLOAD: whether EC2 takes that is open',
    [CANONICAL],
  ),
  signature: of('The signature is that of the request which arrives', [RECOMPUTED, CANONICAL]),
});
