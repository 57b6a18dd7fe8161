/** What holds over every response of a run of a revoke, whatever its case is about. */
import type { Mismatch } from '../../harness/checks/finding.ts';
import type { GeneralCheck } from '../../harness/checks/general-check.ts';
import type { SuccessOutcome } from '../../harness/checks/outcome.ts';
import * as sets from '../../harness/security-groups/checks/response-sets.ts';
import { unknownCount } from '../../harness/security-groups/checks/revoked-items.ts';
import * as member from '../../harness/security-groups/checks/revoked-members.ts';
import { judgeRevokedListed, judgeRevokedOnly } from '../../harness/security-groups/checks/revoked-rules.ts';
import type { RuleSubject } from '../../harness/security-groups/checks/rule-subject.ts';
import { ofTested, responseChecks, returnCheck } from '../general/response-checks.ts';

/** Of the two lists of rules that a revoke responds with. */
const revokedChecks: readonly GeneralCheck[] = [
  ofRemoval('response/revoked-listed', judgeRevokedListed),
  ofTested('response/revoked-only', judgeRevokedOnly),
  ofRemoval('response/revoked-rule-id', member.judgeRevokedRuleId, (subject) =>
    (subject.removed ?? []).some(({ ruleId }) => ruleId !== undefined),
  ),
  ofRemoval('response/revoked-group-id', member.judgeRevokedGroupId),
  ofRemoval('response/revoked-is-egress', member.judgeRevokedIsEgress),
  ofRemoval('response/revoked-protocol', member.judgeRevokedProtocol),
  ofRemoval('response/revoked-ports', member.judgeRevokedPorts),
  ofRemoval('response/revoked-source', member.judgeRevokedSource),
  ofRemoval('response/revoked-description', member.judgeRevokedDescription),
  ofTested('response/item-names', sets.judgeItemNames),
  ofRemoval('response/nothing-unknown', sets.judgeNothingUnknown, sets.allWasRevoked),
  ofTested('response/unknown-shape', sets.judgeUnknownShape, ({ outcome }) => unknownCount(outcome) > 0),
];

/** The checks of every response, by requirement. */
export const generalChecks: readonly GeneralCheck[] = [...responseChecks, returnCheck, ...revokedChecks];

/** Over revokes after which the state lacked a rule that existed before. */
function ofRemoval(
  requirement: string,
  judge: (success: SuccessOutcome, subject: RuleSubject) => readonly Mismatch[],
  condition: (subject: RuleSubject) => boolean = () => true,
): GeneralCheck {
  return ofTested(
    requirement,
    judge,
    (subject: RuleSubject) => (subject.removed ?? []).length > 0 && condition(subject),
  );
}
