/** Open questions about signing: no source answers them, or sources disagree. The report records what the target does. */
import { documented, type RequirementEntry, type TopicEntries } from '../../../harness/register/requirement.ts';

/** Open questions of the topic `signing`. */
export const openSignatures: TopicEntries = {
  'date-between-windows': {
    ...open('Whether a request dated ten minutes ago is current: the documented windows are 5 and 15 minutes'),
    facts: ['auth-09', 'auth-10'],
  },
  'date-field': open('Whether the date may be in the field Date instead of X-Amz-Date'),
  'date-malformed': open('The response to an X-Amz-Date that is not a date'),
  'date-unsigned': open('The response to a date that is not among the signed fields'),
  'host-unsigned': open('The response when Host is not among the signed fields'),
  'content-type-unsigned': open('The response when Content-Type is not among the signed fields'),
  'amz-field-unsigned': open('The response to an X-Amz-* field that is not among the signed fields'),
  'algorithm-of-another-scheme': open('The response to a signature under the name of another algorithm of AWS'),
  'signed-headers-reordered': open('The response to a list of signed fields that is not sorted, but signed so'),
  'signed-headers-upper-case': open('The response to a list of signed fields in upper case'),
  'signed-headers-absent': open('The response to a list with a field that is absent, signed as empty'),
  'repeated-field': open('The response to a signed field that occurs twice, signed as a list'),
  'signature-upper-case': open('Whether the digits of the signature may be in upper case'),
  'content-sha256-mismatch': open('The response to the hash of another body, signed'),
  'content-sha256-unsigned': open('The response to an X-Amz-Content-Sha256 that is not signed'),
  'unsigned-payload': open('The response to UNSIGNED-PAYLOAD in place of the hash'),
  'authorization-order': open('Whether the parts of Authorization may come in another order'),
  'authorization-unknown-part': open('The response to a further part in Authorization'),
  'authorization-part-twice': open('The response to a part that Authorization holds twice'),
  'authorization-twice': open('The response to two Authorization fields'),
  'authorization-empty': open('The response to the name of the algorithm and nothing else'),
  'header-and-query': open('The response to a right signature in the query beside a wrong one in Authorization'),
  'token-with-permanent-key': open('The response to a token beside a key that it does not belong to'),
  'presigned-post': open('The response to a POST signed in its query'),
  'presigned-outlives-window': open('Whether a query signed 20 minutes ago for an hour is current'),
  'presigned-just-expired': open('Whether a query signed 4 minutes ago for one minute is current'),
  'presigned-expires-zero': open('The response to an X-Amz-Expires of 0'),
  'presigned-expires-negative': open('The response to an X-Amz-Expires of -1'),
  'presigned-expires-long': open('The response to an X-Amz-Expires of more than a week'),
  'presigned-expires-absent': open('The response to a query signed without X-Amz-Expires'),
  'version-2': {
    ...open('The response to a request signed with Signature Version 2'),
    evidence: [
      documented(
        'EC2 Developer Guide, Query requests: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html',
        'Versions 2 and 4 are named',
      ),
    ],
  },
};

function open(means: string): RequirementEntry {
  return { level: 'OBSERVE', means };
}
