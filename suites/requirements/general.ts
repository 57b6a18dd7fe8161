/**
 * What holds of every operation: how a request is encoded and signed, what a dry run is, what a response looks like. The ids
 * are those of RevokeSecurityGroupIngress, since they mean the same; the evidence is the operation's own.
 */
import { documented, type Evidence, type Requirement } from '../../harness/register/requirement.ts';
import { reused } from '../../harness/register/reuse.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';
import { pageOf, protocolOfResponses } from './documents.ts';
import { dryRun } from './dry-run.ts';
import { encoding } from './encoding.ts';
import { response } from './response.ts';
import { signing } from './signing/signing.ts';

/** An operation, with what is known of it in place of what is known of RevokeSecurityGroupIngress. */
export interface OperationEvidence {
  /** Ids of the general requirements that its cases test, beside those on every response. */
  readonly tested: readonly string[];
  /** The requirement that the plainest request is carried out, if others rest on it. */
  readonly basic?: string;
  /** What its page in the API reference says. */
  readonly page: Evidence;
  /** What its page says of the parameter DryRun. */
  readonly dryRunParameter: Evidence;
  /** The operation in AWS's service model. */
  readonly model: Evidence;
  /** Own requirements that show what a general one is about, by the id of the general one, which then rests on them too. */
  readonly shownBy?: Readonly<Record<string, string>>;
}

/** The general requirements of one operation. */
export function generalRequirements(subject: OperationEvidence): readonly Requirement[] {
  const { tested, basic, page, dryRunParameter, model, shownBy = {} } = subject;
  const wanted = new Set([...responseChecks.map(({ requirement }) => requirement), ...tested]);
  const all = [...encoding, ...signing, ...dryRun, ...response];
  const general = reused(
    all.filter(({ id }) => wanted.has(id)),
    {
      instead: {
        'answer-01': [protocolOfResponses],
        'answer-02': [model],
        'answer-16': [protocolOfResponses],
        'dry-run-10': [dryRunParameter],
        'matching-02': [],
      },
      documents: { 'API_RevokeSecurityGroupIngress.html': [page] },
      counterpart: (id) => (id === 'exact-match/matching-rule' ? basic : wanted.has(id) ? id : undefined),
      statements: {
        'response/return': 'A success has a return element that says true',
        'dry-run/any-way':
          'DryRun=true changes no rule, of any protocol and source, in whichever way the request names, groups and carries rules',
      },
    },
  );
  return general.map((requirement) => {
    const shown = shownBy[requirement.id];
    return shown === undefined ? requirement : { ...requirement, dependsOn: [...requirement.dependsOn, shown] };
  });
}

/** An operation that adds rules or changes them. */
export interface ChangingOperation extends Required<Pick<OperationEvidence, 'basic'>> {
  readonly action: string;
  /** Slugs of the requirements on dry runs that its cases test. */
  readonly dryRuns: readonly string[];
  /** The requirement that what dry runs of combined values rehearse is carried out. */
  readonly anyWay: string;
}

/** The general requirements of an operation that adds rules or changes them. */
export function generalOfChanges({ action, basic, dryRuns, anyWay }: ChangingOperation): readonly Requirement[] {
  const signed = ['signing/enforced', 'signing/session'];
  return generalRequirements({
    tested: [...signed, ...dryRuns.map((slug) => `dry-run/${slug}`), 'dry-run/any-way', returnCheck.requirement],
    basic,
    shownBy: { 'dry-run/any-way': anyWay, 'signing/session': basic },
    page: documented(pageOf(action), 'A success has return, which is true'),
    dryRunParameter: documented(
      pageOf(action),
      'DryRun checks the permission, does nothing and is answered DryRunOperation or UnauthorizedOperation',
    ),
    model: modelOf(action),
  });
}

/** The operation in AWS's service model. */
export function modelOf(action: string): Evidence {
  return {
    grade: 'model',
    source: `botocore 1.43.107 data/ec2/2016-11-15/service-2.json: ${action}Request, ${action}Result`,
  };
}
