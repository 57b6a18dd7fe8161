import { topic } from '../../harness/register/topic.ts';
import { revokePage } from './documents.ts';
import { combinedDryRun } from './generated.ts';

const SPECIFICATION = revokePage(
  'parameter DryRun',
  'A true DryRun asks whether the caller may do this, changes nothing and is answered with an error',
);

/**
 * DryRun asks for permission without doing anything. What else it looks at is disputed, so only a request that is
 * valid in every other way is judged here; what a target makes of an invalid one is observed.
 */
export const dryRun = topic('dry-run', {
  ...combinedDryRun,
  'changes-nothing': {
    level: 'MUST',
    means: 'A request with DryRun=true changes nothing, whatever the response',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
  },
  permitted: {
    level: 'MUST',
    means:
      'A valid request with DryRun=true, sent by a caller with the permission, is answered with the error DryRunOperation',
    evidence: [SPECIFICATION],
    outline: ['6.22', '6.23'],
    facts: ['dry-run-01', 'dry-run-10'],
    dependsOn: ['dry-run/changes-nothing'],
  },
  status: {
    level: 'MUST',
    means: 'The error DryRunOperation comes with the status 412',
    facts: ['dry-run-01', 'dry-run-02'],
    dependsOn: ['dry-run/permitted'],
  },
  false: {
    level: 'MUST',
    means: 'A request with DryRun=false is carried out as if DryRun were not there',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    facts: ['protocol-16'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'leaves-no-trace': {
    level: 'MUST',
    means: 'The same request is carried out when it follows its own dry run',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/permitted', 'exact-match/matching-rule'],
  },
  'by-rule-id': {
    level: 'MUST',
    means: 'DryRun=true holds for a request that names its rules by their ids',
    evidence: [SPECIFICATION],
    outline: ['6.22', '6.10'],
    dependsOn: ['dry-run/permitted'],
  },
  flat: {
    level: 'MUST',
    means: 'DryRun=true holds for a request that names its rule by the flat parameters',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/permitted'],
  },
  get: {
    level: 'MUST',
    means: 'DryRun=true holds for a GET',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    facts: ['protocol-01'],
    dependsOn: ['dry-run/permitted'],
  },
  'by-group-name': {
    level: 'MUST',
    means: 'DryRun=true holds for a request that names a group of the default VPC by its name',
    evidence: [SPECIFICATION],
    outline: ['6.22', '6.7'],
    dependsOn: ['dry-run/permitted'],
  },
  'default-vpc': {
    level: 'MUST',
    means: 'DryRun=true holds in the default VPC as in any other',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/permitted'],
  },
  'several-permissions': {
    level: 'MUST',
    means: 'DryRun=true holds for a request with several permissions',
    evidence: [SPECIFICATION],
    outline: ['6.22', '6.2'],
    dependsOn: ['dry-run/permitted'],
  },
  'any-source': {
    level: 'MUST',
    means: 'DryRun=true holds for rules of every kind of source and of every protocol',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/permitted'],
  },
  presigned: {
    level: 'MUST',
    means: 'DryRun=true holds for a GET that is signed in its query',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/get', 'signing/presigned'],
  },
  session: {
    level: 'MUST',
    means: 'DryRun=true holds for a caller with temporary credentials',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    dependsOn: ['dry-run/permitted', 'signing/session'],
  },
  denied: {
    level: 'MUST',
    means: 'A dry run by a caller without the permission gets 403 UnauthorizedOperation',
    evidence: [SPECIFICATION],
    outline: ['6.22'],
    facts: ['dry-run-07', 'dry-run-10'],
  },
  'denied-for-real': {
    level: 'MUST',
    means:
      'A request without DryRun by a caller without the permission gets 403 UnauthorizedOperation and changes nothing',
    facts: ['dry-run-07', 'dry-run-08'],
  },
  'unknown-rule': {
    level: 'OBSERVE',
    means: 'The response to a dry run when the rule it names does not exist',
    facts: ['dry-run-03'],
  },
  'empty-list-key': {
    level: 'OBSERVE',
    means: 'The response to a dry run with an empty list key, which is refused without DryRun',
    facts: ['dry-run-03'],
  },
  'without-group': {
    level: 'OBSERVE',
    means: 'The response to a dry run when the request names no group',
    facts: ['dry-run-04'],
  },
  'empty-group': {
    level: 'OBSERVE',
    means: 'The response to a dry run with an empty GroupId',
    facts: ['dry-run-05'],
  },
  'malformed-group': {
    level: 'OBSERVE',
    means: 'The response to a dry run with a GroupId that is not an id',
    facts: ['dry-run-06'],
  },
  'absent-group': {
    level: 'OBSERVE',
    means: 'The response to a dry run when the group does not exist',
    facts: ['dry-run-04'],
  },
  'absent-rule-id': { level: 'OBSERVE', means: 'The response to a dry run with a rule id that does not exist' },
  'malformed-rule-id': { level: 'OBSERVE', means: 'The response to a dry run with a rule id that is not an id' },
  'denied-unknown-rule': {
    level: 'OBSERVE',
    means: 'Whether a caller without the permission learns from a dry run that the rule does not exist',
  },
  'capital-true': { level: 'OBSERVE', means: 'How DryRun=True is interpreted' },
  'upper-case-true': { level: 'OBSERVE', means: 'How DryRun=TRUE is interpreted' },
  'one-for-true': { level: 'OBSERVE', means: 'How DryRun=1 is interpreted' },
  'zero-for-false': { level: 'OBSERVE', means: 'How DryRun=0 is interpreted' },
  'word-that-is-no-boolean': { level: 'OBSERVE', means: 'How DryRun=yes is interpreted' },
  'empty-value': { level: 'OBSERVE', means: 'How an empty DryRun is interpreted' },
});
