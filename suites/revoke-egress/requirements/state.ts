/** What an outbound revoke leaves behind, as the next request finds it. */
import { topic } from '../../../harness/register/topic.ts';
import { cliRevokeFails, egressDescription, firstRule, notFoundSeen } from './evidence.ts';

const removed = ['egress-match/matching-rule'];

/** The topic `egress-state`. */
export const egressState = topic('egress-state', {
  twice: {
    level: 'MUST',
    means: 'Outside the default VPC the same revoke is refused with InvalidPermission.NotFound the second time',
    evidence: [cliRevokeFails, notFoundSeen],
    dependsOn: [...removed, 'egress-match/mismatch-refused'],
  },
  'authorise-again': {
    level: 'MUST',
    means: 'An outbound rule that was revoked can be authorised, and then revoked, again',
    evidence: [egressDescription],
    dependsOn: [...removed, 'egress-match/default-rule'],
  },
  'refused-then-valid': {
    level: 'MUST',
    means: 'A refused revoke does not prevent a valid one from being carried out',
    evidence: [egressDescription],
    dependsOn: [...removed, 'egress-match/mismatch-refused'],
  },
  'last-rule': {
    level: 'MUST',
    means: 'A group whose last outbound rule is revoked has none, and none comes back',
    evidence: [firstRule],
    dependsOn: ['egress-match/default-rule', 'egress-match/several-permissions'],
  },
  'keeps-descriptions': {
    level: 'MUST',
    means: 'The outbound rules that stay keep their descriptions',
    evidence: [egressDescription],
    dependsOn: removed,
  },
  'keeps-tags': {
    level: 'SHOULD',
    means: 'The rules that stay keep their tags, and so does the group',
    evidence: [egressDescription],
    dependsOn: removed,
  },
  'any-history': {
    level: 'MUST',
    means:
      'After any sequence of requests outside the default VPC, exactly those outbound rules exist that the requests leave',
    evidence: [egressDescription, cliRevokeFails, notFoundSeen],
    dependsOn: [
      ...removed,
      ...['mismatch-refused', 'several-permissions', 'rule-id', 'default-rule'].map((slug) => `egress-match/${slug}`),
      ...['twice', 'authorise-again', 'refused-then-valid'].map((slug) => `egress-state/${slug}`),
    ],
  },
  'inbound-untouched': {
    level: 'MUST',
    means: 'Inbound rules stay when the last outbound rule is revoked',
    evidence: [egressDescription],
    dependsOn: ['egress-state/last-rule'],
  },
});
