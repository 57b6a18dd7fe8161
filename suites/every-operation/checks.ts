/** Which check covers which requirement, and on which responses. */
import type { Mismatch } from '../../harness/checks/finding.ts';
import {
  judgeEmptyValues,
  judgeListElements,
  judgeMemberNames,
  judgeStructure,
  judgeSweepNamespace,
  judgeSweepRequestId,
  judgeSweepRoot,
  judgeValues,
  judgeXml,
  unknownMembers,
} from '../../harness/model-sweep/document-checks.ts';
import {
  dryRunOutcomeText,
  isRefused,
  judgeCode,
  judgeDenied,
  judgeDryRunStatus,
  judgeErrorRequestId,
  judgeListKnown,
  judgeNotCarriedOut,
  judgeRefused,
  judgeSameAsControl,
  judgeSweepEnvelope,
  judgeSweepErrorStatus,
  judgeSweepNoServerError,
} from '../../harness/model-sweep/error-checks.ts';
import { type ProbeKind, probeKinds } from '../../harness/model-sweep/probe-kind.ts';
import {
  isCarriedOut,
  isProvenDryRun,
  isSuccess,
  outcomeWords,
  type SweepCheck,
  type SweepSubject,
  statusOf,
} from '../../harness/model-sweep/sweep-subject.ts';

/** All but the unsigned one: an endpoint of several services cannot know that it is for EC2. */
const everyProbe: readonly ProbeKind[] = ([...probeKinds, 'next-page', 'unknown-action'] as const).filter(
  (kind) => kind !== 'unsigned',
);
/** The probes whose successes hold what a read found. */
const reads: readonly ProbeKind[] = ['read', 'get', 'parameter-order', 'next-page'];

type Judge = NonNullable<SweepCheck['judge']>;
type Condition = SweepCheck['applies'];

/** The checks of a sweep, by requirement. */
export const sweepChecks: readonly SweepCheck[] = [
  { ...on('dry-run/not-carried-out', probeKinds, ({ probe }) => !probe.isRead, judgeNotCarriedOut), of: 'changes' },
  onRead(
    'dry-run/read-not-carried-out',
    ['dry-run', 'denied-dry-run'],
    ({ probe }) => probe.isRead,
    judgeNotCarriedOut,
  ),
  ifMet(on('dry-run/status', ['dry-run'], ({ outcome }) => outcome.kind === 'error', judgeDryRunStatus)),
  ifMet(on('dry-run/denied', ['denied-dry-run'], isAnswered, judgeDenied)),
  { requirement: 'dry-run/outcome', probes: ['dry-run'], applies: isAnswered, observe: dryRunOutcomeText },
  {
    requirement: 'dry-run/unknown-parameter',
    probes: ['unknown-parameter'],
    of: 'changes',
    applies: ({ probe, control }) => probe.isDryRun && isProvenDryRun(control),
    observe: ({ outcome }) => outcomeWords(outcome),
    isOptional: true,
  },

  onRead('read/well-formed', reads, ({ outcome }) => isCarriedOut(outcome), judgeXml),
  onRead('read/root', reads, hasRoot, judgeSweepRoot),
  onRead('read/namespace', reads, isSoundSuccess, (subject) => judgeSweepNamespace(subject, subject.apiVersion)),
  onRead('read/request-id', reads, isSoundSuccess, judgeSweepRequestId),
  onRead('read/member-names', reads, isSoundSuccess, judgeMemberNames),
  onRead('read/list-elements', reads, isSoundSuccess, judgeListElements),
  onRead('read/structure', reads, isSoundSuccess, judgeStructure),
  onRead('read/values', reads, isSoundSuccess, judgeValues),
  onRead('read/empty-values', reads, isSoundSuccess, judgeEmptyValues),
  {
    requirement: 'read/unknown-members',
    probes: ['read'],
    applies: (subject) => isSoundSuccess(subject) && unknownMembers(subject).length > 0,
    observe: (subject) => unknownMembers(subject).slice(0, 5).join(', '),
    isOptional: true,
  },
  {
    requirement: 'read/refused',
    probes: ['read'],
    applies: isRefused,
    observe: ({ outcome }) => outcomeWords(outcome),
    isOptional: true,
  },
  ifMet(onRead('read/next-page', ['next-page'], isAnswered, judgeNextPage)),

  on('refusal/unknown-action', ['unknown-action'], isAnswered, judgeRefused),
  ifMet(on('refusal/unknown-action-code', ['unknown-action'], isRefused, judgeCode(['InvalidAction']))),
  onRead('refusal/unknown-parameter', ['unknown-parameter'], isControlled, judgeRefused),
  ifMet(
    onRead(
      'refusal/unknown-parameter-code',
      ['unknown-parameter'],
      isControlledRefusal,
      judgeCode(['UnknownParameter']),
    ),
  ),
  rarely(onRead('refusal/missing-member', ['missing-member'], isControlled, judgeRefused)),
  ifMet(
    onRead(
      'refusal/missing-member-code',
      ['missing-member'],
      isControlledRefusal,
      judgeCode(['MissingParameter', 'InvalidParameterCombination']),
    ),
  ),
  rarely(onRead('refusal/integer', ['integer'], isControlled, judgeRefused)),
  rarely(onRead('refusal/boolean', ['boolean'], isControlled, judgeRefused)),
  rarely(onRead('refusal/timestamp', ['timestamp'], isControlled, judgeRefused)),
  rarely(onRead('refusal/id', ['id'], isControlled, judgeRefused)),

  on('envelope/no-server-error', everyProbe, isAnswered, judgeSweepNoServerError),
  ifMet(on('envelope/error', everyProbe, isRefused, judgeSweepEnvelope)),
  ifMet(on('envelope/error-request-id', everyProbe, isErrorDocument, judgeErrorRequestId)),
  ifMet(on('envelope/error-status', everyProbe, ({ outcome }) => outcome.kind === 'error', judgeSweepErrorStatus)),

  onRead('carriage/get', ['get'], isControlled, judgeSameAsControl),
  onRead('carriage/parameter-case', ['parameter-case'], isControlled, judgeRefused),
  onRead('carriage/parameter-order', ['parameter-order'], isControlled, judgeSameAsControl),
  rarely(onRead('carriage/list', ['list'], isControlled, judgeListKnown)),

  onRead('signature/unsigned', ['unsigned'], isControlled, judgeRefused),
  onRead('signature/wrong', ['wrong-signature'], isControlled, judgeRefused),
  onRead('signature/expired', ['expired'], isControlled, judgeRefused),
];

function on(requirement: string, probes: readonly ProbeKind[], applies: Condition, judge: Judge): SweepCheck {
  return { requirement, probes, applies, judge };
}

function onRead(requirement: string, probes: readonly ProbeKind[], applies: Condition, judge: Judge): SweepCheck {
  return { ...on(requirement, probes, applies, judge), of: 'reads' };
}

/** What a target may give no occasion for: an error to look into, a refusal to have a code. */
function ifMet(check: SweepCheck): SweepCheck {
  return { ...check, isOptional: true };
}

/** What few actions give occasion for: a target may have none of those whose valid request succeeds. */
function rarely(check: SweepCheck): SweepCheck {
  return { ...check, mayLackControl: true };
}

function isAnswered({ outcome }: SweepSubject): boolean {
  return outcome.kind !== 'no-response';
}

/** A refusal, or the lack of one, proves something only if the same read without the defect succeeds. */
function isControlled(subject: SweepSubject): boolean {
  return subject.probe.isRead && isSuccess(subject.control) && isAnswered(subject);
}

function isControlledRefusal(subject: SweepSubject): boolean {
  return isControlled(subject) && isRefused(subject);
}

/** The response is a well-formed document in place of a success. */
function hasRoot(subject: SweepSubject): boolean {
  const { outcome } = subject;
  return outcome.kind !== 'no-response' && isCarriedOut(outcome) && outcome.root !== undefined && isWellFormed(subject);
}

/** A success whose root is right: what it holds can be compared with the model. */
function isSoundSuccess(subject: SweepSubject): boolean {
  return isSuccess(subject.outcome) && isWellFormed(subject) && judgeSweepRoot(subject).length === 0;
}

function isWellFormed(subject: SweepSubject): boolean {
  return judgeXml(subject).length === 0;
}

/** An error in EC2's envelope; another envelope fails one requirement, and not all that look into it. */
function isErrorDocument(subject: SweepSubject): boolean {
  return subject.outcome.kind === 'error' && isRefused(subject) && judgeSweepEnvelope(subject).length === 0;
}

function judgeNextPage({ outcome }: SweepSubject): readonly Mismatch[] {
  const status = statusOf(outcome);
  if (isSuccess(outcome) || status >= 500) return [];
  return [{ kind: 'status', at: 'status', expected: 'a success', observed: outcomeWords(outcome) }];
}
