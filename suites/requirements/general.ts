/**
 * What holds of every operation on rules: how a request is signed, what a dry run is, what a response looks like. The ids
 * are those of RevokeSecurityGroupIngress, since they mean the same; the evidence is the operation's own.
 */
import { documented, type Evidence, type Level, type Requirement } from '../../harness/register/requirement.ts';
import { reused } from '../../harness/register/reuse.ts';
import { dryRun } from './dry-run.ts';
import { response } from './response.ts';
import { signing } from './signing/signing.ts';

/** The operation that the requirements are about. */
export interface Subject {
  readonly action: string;
  /** The requirement that the plainest request is carried out. */
  readonly basic: string;
  /** Slugs of the requirements on dry runs that the operation's cases test. */
  readonly dryRuns: readonly string[];
  /** What a success does, as in `changes nothing`: the word for it that a sentence on a revoke is turned into. */
  readonly verb: 'adds' | 'changes';
}

/** Requirements that every response of an operation is judged by, those on the rules that a revoke removed left out. */
export const responseRequirements: readonly string[] = [
  ...['well-formed', 'declared-encoding', 'no-server-error', 'success-root', 'success-status', 'namespace'],
  ...['request-id', 'booleans', 'content-type', 'return', 'error-envelope', 'error-status', 'error-request-id'],
  ...['error-code-bare', 'error-namespace', 'error-content-type', 'request-id-form', 'request-id-header'],
].map((slug) => `response/${slug}`);

const signed: readonly string[] = ['signing/enforced', 'signing/session'];

/** The page of an operation in the API reference. */
export function pageOf(action: string): string {
  return `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${action}.html`;
}

/** The operation in AWS's service model. */
export function modelOf(action: string): Evidence {
  return {
    grade: 'model',
    source: `botocore 1.43.107 data/ec2/2016-11-15/service-2.json: ${action}Request, ${action}Result`,
  };
}

const protocol = documented(
  'Smithy, AWS EC2 query protocol: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html',
  'The root of a success is the name of the operation with Response behind it, in the namespace of the service; booleans are true and false',
);

/** The general requirements of one operation. */
export function generalRequirements({ action, basic, dryRuns, verb }: Subject): readonly Requirement[] {
  const wanted = new Set([...responseRequirements, ...signed, ...dryRuns.map((slug) => `dry-run/${slug}`)]);
  const model = modelOf(action);
  const dryRunParameter = documented(
    pageOf(action),
    'DryRun checks the permission, does nothing and is answered DryRunOperation or UnauthorizedOperation',
  );
  const responseElements = documented(pageOf(action), 'A success has return, which is true');
  const levels: Readonly<Record<string, Level>> = {};
  const chosen = [...signing, ...dryRun, ...response].filter(({ id }) => wanted.has(id));
  return reused(chosen, {
    without: [],
    instead: {
      'answer-01': [protocol],
      'answer-02': [model],
      'answer-16': [protocol],
      'dry-run-10': [dryRunParameter],
      'matching-02': [],
    },
    documents: {
      'API_RevokeSecurityGroupIngress.html': [responseElements],
      'Specification of RevokeSecurityGroupIngress, body field DryRun': [dryRunParameter],
      'Specification of RevokeSecurityGroupIngress': [],
    },
    levels,
    counterpart: (id) => (id === 'exact-match/matching-rule' ? basic : wanted.has(id) ? id : undefined),
    statements: Object.fromEntries(chosen.map(({ id, means }) => [id, wordsFor(means, action, verb)])),
  });
}

/** The sentence on a revoke as one on the operation. */
function wordsFor(means: string, action: string, verb: Subject['verb']): string {
  return means
    .replaceAll('RevokeSecurityGroupIngress', action)
    .replace('a caller who may revoke', 'a caller who may do so')
    .replace('A successful revoke', 'A success')
    .replace('removes nothing', `${verb} nothing`);
}
