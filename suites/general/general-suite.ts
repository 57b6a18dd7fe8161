/**
 * What holds of every operation, for an operation that is not a revoke: requirements under the same ids, and cases that
 * vary its own plain request. One {@link GeneralStatement} says all that is different.
 */

import { type Carrier, carryOver } from '../../harness/cases/carry-over.ts';
import type { Case } from '../../harness/cases/case.ts';
import { topicOf } from '../../harness/cases/case-text.ts';
import { withTheirControls } from '../../harness/cases/controls.ts';
import type { Evidence, Requirement } from '../../harness/register/requirement.ts';
import { reused } from '../../harness/register/reuse.ts';
import { dryRun } from '../requirements/dry-run.ts';
import { encoding } from '../requirements/encoding.ts';
import { response } from '../requirements/response.ts';
import { signing } from '../requirements/signing/signing.ts';
import { casesOf } from '../revoke-ingress/cases.ts';
import { revokeCarrier } from './carrier.ts';
import { responseChecks } from './response-checks.ts';

/** In the order in which they run. */
export const generalTopics = ['encoding', 'signing', 'dry-run', 'response'] as const;

/** Topic that all operations share. */
export type GeneralTopic = (typeof generalTopics)[number];

/** What distinguishes one operation from others in the general suite. */
export interface GeneralStatement {
  readonly carrier: Carrier;
  /** What a plain request does, as a requirement of the operation's own: general requirements rest on it. */
  readonly plainRequest: string;
  /** The operation's page in the API reference, for what is said of each operation on its own page. */
  readonly page: Evidence;
  /** General cases that are not asked of this operation, each with the reason. */
  readonly without: Readonly<Record<string, string>>;
}

/** The general requirements and cases of one operation. */
export interface GeneralSuite {
  readonly requirements: readonly Requirement[];
  readonly casesOf: (topic: GeneralTopic) => readonly Case[];
}

const ofRules = 'is about rules, and not about requests in general';
const ofValue = 'changes a value that only the request of a revoke has';

/** Cases that vary the request of a revoke and are about revokes nevertheless, each with the reason. */
const withoutAnywhere: Readonly<Record<string, string>> = {
  'encoding/group-id': ofRules,
  'encoding/permission-fields': ofRules,
  'encoding/ip-ranges': ofRules,
  'encoding/name-case-group-id': ofRules,
  'encoding/name-case-ip-permissions': ofRules,
  'encoding/misspelt-ip-permissions': ofRules,
  'encoding/empty-group-name': ofRules,
  'dry-run/default-vpc': ofRules,
  'dry-run/default-vpc-control': ofRules,
  'signing/body-value': ofValue,
  'signing/body-under-old-hash': ofValue,
  'signing/body-encoding': ofValue,
  'signing/query-value': ofValue,
  'signing/presigned-value': ofValue,
};

/** Requirements on the lists that a revoke responds with. */
const requirementsOfRevokes: readonly string[] = [
  ...['return', 'item-names', 'nothing-unknown', 'unknown-shape', 'revoked-listed', 'revoked-only'],
  ...['rule-id', 'group-id', 'is-egress', 'protocol', 'ports', 'source', 'description'].map(
    (member) => `revoked-${member}`,
  ),
].map((slug) => `response/${slug}`);

/** What a plain request of a revoke does: the requirements on which general ones rest, in place of the operation's own. */
const plainRevoke = 'exact-match/matching-rule';

/** Facts and documents that are about revokes alone; the operation's own page takes their place. */
const factsOfRevokes = ['answer-02', 'answer-03', 'answer-04', 'answer-05', 'matching-02', 'dry-run-10'];
const documentsOfRevokes = ['RevokeSecurityGroupIngress', 'The specification, '];

/** The general requirements and cases of an operation. `own`: its other requirements. */
export function generalSuite(statement: GeneralStatement): GeneralSuite {
  const { carrier, plainRequest, page, without } = statement;
  const all = [...encoding, ...signing, ...dryRun, ...response];
  const checked = new Set(responseChecks.map(({ requirement }) => requirement));
  const general = new Set(all.map(({ id }) => id).filter((id) => !requirementsOfRevokes.includes(id)));
  const nameOf = (id: string) => (id === plainRevoke ? plainRequest : id);
  const isLeftOut = (id: string) => id in without || id in withoutAnywhere;
  const carried = generalTopics.flatMap(casesOf).flatMap((one) => {
    const isGeneral = one.requirements.every((id) => general.has(id) || id === plainRevoke);
    const other = isGeneral && !isLeftOut(one.id) ? carryOver(one, revokeCarrier, carrier) : undefined;
    return other === undefined ? [] : [{ ...other, requirements: one.requirements.map(nameOf) }];
  });
  const cases = withTheirControls(carried);
  const served = new Set([...checked, ...cases.flatMap(({ requirements }) => requirements)]);
  const requirements = reused(all, {
    without: all.map(({ id }) => id).filter((id) => !served.has(id)),
    instead: Object.fromEntries(factsOfRevokes.map((id) => [id, [page]])),
    documents: Object.fromEntries(documentsOfRevokes.map((part) => [part, [page]])),
    counterpart: (id) => (served.has(nameOf(id)) ? nameOf(id) : undefined),
  });
  return { requirements, casesOf: (topic) => cases.filter(({ id }) => topicOf(id) === topic) };
}
