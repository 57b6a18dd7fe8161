import { topic } from '../../../harness/register/topic.ts';
import { errorPage } from '../documents.ts';
import { generatedSigning } from '../generated.ts';
import { AUTHORIZATION, CANONICAL, FIELDS, MISMATCH, RECOMPUTED, TOKEN } from './signing-evidence.ts';
import { openSignatures } from './signing-open.ts';
import { refusedPresigned } from './signing-presigned.ts';
import { refusedSignatures } from './signing-refused.ts';

const ERROR_PAGE = errorPage();
const HEADER = ['signing/header'];

/**
 * Whether a target knows who asks: which signatures it has to take, and which it has to refuse.
 *
 * A refusal is a 4xx error that leaves every rule in place; which code it has is asked once for each kind
 * of mistake, under an id that ends in `-code`, so that a target with codes of its own fails there and nowhere else.
 */
export const signing = topic('signing', {
  ...generatedSigning,
  header: {
    level: 'MUST',
    means: 'A POST signed in its Authorization field is carried out',
    evidence: [CANONICAL, AUTHORIZATION],
    outline: ['4.5'],
  },
  get: {
    level: 'MUST',
    means: 'A GET signed in its Authorization field is carried out',
    evidence: [CANONICAL, AUTHORIZATION],
    facts: ['protocol-01'],
    dependsOn: ['encoding/get-query'],
  },
  presigned: {
    level: 'MUST',
    means: 'A GET signed in its query is carried out',
    evidence: [AUTHORIZATION],
    facts: ['protocol-01'],
    outline: ['4.2', '4.5', '4.6', '4.7', '4.9'],
    dependsOn: ['encoding/get-query'],
  },
  'post-query': {
    level: 'SHOULD',
    means: 'A POST whose Action and Version are in its query is carried out, since the signature covers query and body',
    evidence: [CANONICAL],
    dependsOn: [...HEADER, 'encoding/post-action-in-url'],
  },
  'content-sha256': {
    level: 'MUST',
    means: 'A signed X-Amz-Content-Sha256 with the hash of the body is accepted',
    facts: ['auth-13'],
    outline: ['4.1'],
    dependsOn: HEADER,
  },
  'unsigned-fields': {
    level: 'MUST',
    means: 'Fields that need no signature may be there without one',
    evidence: [CANONICAL],
    dependsOn: HEADER,
  },
  'signed-field': {
    level: 'MUST',
    means: 'A field of any name may be signed',
    evidence: [CANONICAL],
    dependsOn: HEADER,
  },
  'folded-spaces': {
    level: 'MUST',
    means: 'The value of a signed field counts without outer spaces and with one space for several',
    evidence: [CANONICAL],
    dependsOn: ['signing/signed-field'],
  },
  'authorization-spacing': {
    level: 'MUST',
    means: 'The parts of Authorization may be separated by commas without spaces',
    evidence: [AUTHORIZATION],
    dependsOn: HEADER,
  },
  'field-order': {
    level: 'MUST',
    means: 'Signed fields may come in any order',
    evidence: [FIELDS, CANONICAL],
    dependsOn: HEADER,
  },
  'field-case': {
    level: 'MUST',
    means: 'The names of signed fields may be in lower case on the wire',
    evidence: [FIELDS, CANONICAL],
    dependsOn: HEADER,
  },
  'query-order': {
    level: 'MUST',
    means: 'The parameters of a signed query may come in any order',
    evidence: [CANONICAL],
    dependsOn: ['signing/get', 'encoding/parameter-order'],
  },
  'date-past': {
    level: 'MUST',
    means: 'A request dated four minutes ago is current',
    facts: ['auth-09', 'auth-10'],
    dependsOn: HEADER,
  },
  'date-ahead': {
    level: 'MUST',
    means: 'A request dated four minutes ahead is current',
    facts: ['auth-09'],
    dependsOn: HEADER,
  },
  session: {
    level: 'MUST',
    means: 'Temporary credentials are recognised with their token in X-Amz-Security-Token',
    evidence: [TOKEN],
    facts: ['auth-14'],
    outline: ['4.8'],
    dependsOn: HEADER,
  },
  'session-presigned': {
    level: 'MUST',
    means: 'Temporary credentials are recognised with their token in a signed query',
    evidence: [TOKEN, AUTHORIZATION],
    outline: ['4.8'],
    dependsOn: ['signing/presigned'],
  },
  enforced: {
    level: 'MUST',
    means: 'A request without a signature is not carried out',
    evidence: [RECOMPUTED],
    facts: ['auth-01'],
  },
  'unsigned-code': {
    level: 'MUST',
    means: 'A request without a signature is refused as lacking a parameter or its authentication',
    facts: ['auth-01', 'auth-12'],
    dependsOn: ['signing/enforced'],
    accepts: ['MissingParameter', 'authentication'],
  },
  'wrong-signature-code': {
    level: 'MUST',
    means: 'A wrong signature is refused with AuthFailure or with 403 SignatureDoesNotMatch',
    evidence: [MISMATCH],
    facts: ['auth-04', 'auth-07'],
    dependsOn: ['signing/verified'],
    accepts: ['AuthFailure', 'SignatureDoesNotMatch'],
  },
  'unknown-key-code': {
    level: 'MUST',
    means: 'An unknown access key is refused with 401 AuthFailure or with InvalidClientTokenId',
    evidence: [ERROR_PAGE],
    facts: ['auth-02', 'auth-12'],
    dependsOn: ['signing/unknown-key'],
    accepts: ['AuthFailure', 'InvalidClientTokenId'],
  },
  'expired-code': {
    level: 'MUST',
    means: 'A request that has expired is refused as expired or as wrongly signed',
    facts: ['auth-08', 'auth-09', 'auth-10'],
    dependsOn: ['signing/expired'],
    accepts: ['RequestExpired', 'InvalidSecurity.RequestHasExpired', 'AuthFailure', 'SignatureDoesNotMatch'],
  },
  'future-code': {
    level: 'MUST',
    means: 'A request dated too far ahead is refused as expired or as wrongly signed',
    facts: ['auth-09', 'auth-10'],
    dependsOn: ['signing/future'],
    accepts: ['RequestExpired', 'InvalidSecurity.RequestHasExpired', 'AuthFailure', 'SignatureDoesNotMatch'],
  },
  ...refusedSignatures,
  ...refusedPresigned,
  ...openSignatures,
});
