/** What a client has to report of an error response. */
import { documented, type RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { pageOf } from '../documents.ts';

const ERRORS = documented(
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
  'An error is identified by its code; the message is for people, the request id for support',
);
const DRY_RUN = documented(
  pageOf('RevokeSecurityGroupIngress'),
  'A dry run that would have succeeded is answered with DryRunOperation, else with UnauthorizedOperation',
);
const HTTP = documented('RFC 9110, section 15', 'Statuses of the 400 and 500 series are failures');
const HTTP_CLASS = documented('RFC 9110, section 15', 'A client understands the class of any status code');

const must = (means: string, evidence: RequirementEntry['evidence'] = [ERRORS]): RequirementEntry => ({
  level: 'MUST',
  binds: ['client'],
  means,
  evidence,
});

const should = (means: string, evidence: RequirementEntry['evidence'] = [ERRORS]): RequirementEntry => ({
  level: 'SHOULD',
  binds: ['client'],
  means,
  evidence,
});

/** The topic `client-errors`. */
export const clientErrors = topic('client-errors', {
  'bad-request': must('A 400 is reported with its code'),
  unauthorized: must('A 401 is reported with its code'),
  forbidden: must('A 403 is reported with its code'),
  'dry-run': must(
    'A 412 with DryRunOperation is reported with that code, so that it can be distinguished from a refusal',
    [DRY_RUN, ERRORS],
  ),
  'server-error': must('A 500 or 503 with an error document is reported with its code'),
  'unreadable-error': must('A 5xx response whose body is empty, HTML or broken is an error, never a success', [HTTP]),
  'unreadable-refusal': must('A 4xx response whose body is empty or HTML is an error, never a success', [HTTP]),
  'unreadable-status': should('The HTTP status of an error is available although its body cannot be read', [
    HTTP_CLASS,
  ]),
  'code-with-dots': must('A code with full stops is reported completely'),
  message: should('The message of an error is available, as it was sent'),
  'message-entities': should('References in the message of an error are resolved, once'),
  'message-white-space': {
    ...should('White space at the ends of a message is kept', [documented('XML 1.0 (Fifth Edition), section 2.10')]),
    dependsOn: ['client-errors/message'],
  },
  status: should('The HTTP status of an error is available'),
  'request-id': should('The id of a refused request is available'),
});
