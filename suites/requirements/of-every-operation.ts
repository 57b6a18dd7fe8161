/** What holds of every operation alike, as the operations on groups and their rules have it: encoding, dry run, responses. */
import type { Evidence, Requirement } from '../../harness/register/requirement.ts';
import { documented } from '../../harness/register/requirement.ts';
import { reused } from '../../harness/register/reuse.ts';
import { dryRun } from './dry-run.ts';
import { encoding } from './encoding.ts';
import { response } from './response.ts';

/** What is known of one operation in place of what is known of RevokeSecurityGroupIngress. */
export interface OperationEvidence {
  /** Its name. */
  readonly action: string;
  /** Its page in the API reference. */
  readonly page: string;
  readonly changes: boolean;
}

const asked = ['post-form', 'get-query', 'action-unknown', 'unknown-name'].map((slug) => `encoding/${slug}`);
const rehearsed = ['permitted', 'status', 'get', 'denied', 'denied-for-real', 'false'].map((slug) => `dry-run/${slug}`);
const rehearsedChanges = ['changes-nothing', 'leaves-no-trace'].map((slug) => `dry-run/${slug}`);
const answered = [
  ...['well-formed', 'declared-encoding', 'no-server-error', 'success-status', 'success-root', 'namespace'],
  ...['content-type', 'booleans', 'request-id', 'error-request-id', 'request-id-header', 'request-id-form'],
  ...['error-envelope', 'error-status', 'error-code-bare', 'error-namespace', 'error-content-type'],
].map((slug) => `response/${slug}`);

/** How the protocol writes responses, whichever operation they are of. */
const protocol = documented(
  'Smithy, AWS EC2 query protocol: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html',
  'The root of a success is the name of the operation with Response behind it, in the namespace of the service; booleans are true and false',
);

/** Under the ids that they have in RevokeSecurityGroupIngress. */
export function generalRequirements({ action, page, changes }: OperationEvidence): readonly Requirement[] {
  const ids = new Set([...asked, ...rehearsed, ...(changes ? rehearsedChanges : []), ...answered]);
  const own: Evidence = documented(page, 'DryRun asks for the permission and does nothing else');
  const model: Evidence = { grade: 'model', source: `AWS service model of EC2, 2016-11-15: ${action}` };
  return reused(
    [...encoding, ...dryRun, ...response].filter(({ id }) => ids.has(id)),
    {
      without: [],
      instead: {
        'answer-01': [protocol],
        'answer-02': [model],
        'answer-16': [protocol],
        'dry-run-10': [own],
        'matching-02': [],
      },
      documents: {
        'API_RevokeSecurityGroupIngress.html': [documented(page)],
        'Specification of RevokeSecurityGroupIngress, body field DryRun': [own],
        'Specification of RevokeSecurityGroupIngress': [],
      },
      levels: {},
      counterpart: (id) => (ids.has(id) ? id : undefined),
      statements: {},
    },
  ).map((requirement) => ({
    ...requirement,
    means: requirement.means
      .replaceAll('RevokeSecurityGroupIngress', action)
      .replace('a caller who may revoke', 'a caller who may do it')
      .replace(' and removes nothing', '')
      .replace('leaves every rule as it was', 'changes nothing'),
  }));
}
