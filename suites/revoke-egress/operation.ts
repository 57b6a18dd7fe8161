import { topicOf } from '../../harness/cases/case-text.ts';
import type { TestedOperation } from '../../harness/engine/engine.ts';
import { groupHistories } from '../../harness/security-groups/histories/group-histories.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { generalChecks } from '../revoke-ingress/general-checks.ts';
import { requirementOfSequence } from '../revoke-ingress/properties/classify-sequence.ts';
import { historyTitle } from './property-titles.ts';

/** Requirements on histories of inbound rules, each with the one on outbound rules that answers to it. */
const counterparts: Readonly<Record<string, string>> = {
  'state/twice': 'egress-state/twice',
  'state/authorise-again': 'egress-state/authorise-again',
  'state/refused-then-valid': 'egress-state/refused-then-valid',
  'dry-run/leaves-no-trace': 'dry-run/leaves-no-trace',
};

/** Requirements on matching that say themselves that a request is refused. */
const refusals: readonly string[] = ['mismatch-refused', 'all-or-nothing', 'inbound-only'].map(
  (slug) => `egress-match/${slug}`,
);

/** RevokeSecurityGroupEgress, as the engine runs it: action, domain and general checks. */
export const revokeEgressOperation: TestedOperation = {
  action: 'RevokeSecurityGroupEgress',
  domain: securityGroups('egress'),
  generalChecks: generalChecks,
  histories: groupHistories({
    title: historyTitle.title,
    requirementOf: (requests, vpc) =>
      counterparts[requirementOfSequence(requests, vpc)] ??
      (vpc === 'nondefault' ? historyTitle.requirement : undefined),
  }),
  refusal: {
    requirement: 'egress-match/mismatch-refused',
    isOnMatching: (id) => topicOf(id) === 'egress-match' && !refusals.includes(id),
  },
};
