/** What a check of a sweep looks at: one response, and the response to the same request without the defect. */
import type { Mismatch } from '../checks/finding.ts';
import type { Outcome } from '../checks/outcome.ts';
import type { Requirement } from '../register/requirement.ts';
import { type DecodedOutput, decodeElement } from '../service-model/decode-output.ts';
import type { Action } from '../service-model/model.ts';
import type { Exchange } from '../wire/message.ts';
import type { Probe } from './probe.ts';
import type { ProbeKind } from './probe-kind.ts';

/** One response of a sweep. */
export interface SweepSubject {
  /** Undefined for the action that no EC2 has. */
  readonly action?: Action;
  readonly apiVersion: string;
  readonly probe: Probe;
  readonly exchange: Exchange;
  readonly outcome: Outcome;
  /** Of the valid request; undefined for that request itself, and if it was not sent. */
  readonly control?: Outcome;
}

/** One statement about the responses of every action, judged response by response. Pure. */
export interface SweepCheck {
  /** Id of the requirement that fails with it. */
  readonly requirement: string;
  /** The probes whose responses say something about it. */
  readonly probes: readonly ProbeKind[];
  /** Which actions it is about. Default: all. */
  readonly of?: 'reads' | 'changes';
  /** Whether this response of such a probe does; a refusal without its control does not. */
  readonly applies: (subject: SweepSubject) => boolean;
  /** Empty if the response is as required. Absent for an open question. */
  readonly judge?: (subject: SweepSubject) => readonly Mismatch[];
  /** Of an open question: the response in a few words. */
  readonly observe?: (subject: SweepSubject) => string;
  /** A target may give no occasion to judge it, and conform: nothing to page through, no denied identity. */
  readonly isOptional?: true;
  /** A target may have none of the actions whose valid request succeeds, and conform: few reads require a member. */
  readonly mayLackControl?: true;
}

/** What a sweep is made of: its requirements, and the checks that judge them. */
export interface SweepSuite {
  /** As `--operation` takes it. */
  readonly name: string;
  readonly requirements: readonly Requirement[];
  readonly checks: readonly SweepCheck[];
  /** The requirement that a run fails if a dry run or a refused request created something. */
  readonly nothingCreated: string;
}

/** Ids of the requirements that a target may give no occasion for, and conform. */
export function optionalRequirements({ checks }: SweepSuite): readonly string[] {
  return checks
    .filter(({ isOptional, mayLackControl }) => isOptional === true || mayLackControl === true)
    .map(({ requirement }) => requirement);
}

/** Codes by which a target says that it does not have the action at all. */
const notOfferedCodes: ReadonlySet<string> = new Set(['InvalidAction', 'NotImplemented', 'OptInRequired']);

/**
 * Whether the response to a valid request says that the target, or its region, does not offer the action: a figure, not a
 * failure. So does the response that the target gives to an action that no EC2 has, whatever it is: what is wrong with that
 * response is said once, and not of each action that the target lacks.
 */
export function isNotOffered(outcome: Outcome, toAbsentAction: Outcome | undefined): boolean {
  if (outcome.kind === 'no-response') return false;
  if (outcome.status === 501 || (outcome.kind === 'error' && notOfferedCodes.has(outcome.code))) return true;
  if (toAbsentAction === undefined || statusOf(toAbsentAction) !== outcome.status || outcome.status < 400) return false;
  if (outcome.kind === 'error') return toAbsentAction.kind === 'error' && toAbsentAction.code === outcome.code;
  return toAbsentAction.kind === outcome.kind;
}

/** HTTP status; 0 if there was no response. */
export function statusOf(outcome: Outcome): number {
  return outcome.kind === 'no-response' ? 0 : outcome.status;
}

/** A status of the 200 series with a document that is no error. */
export function isSuccess(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'success' && outcome.status >= 200 && outcome.status < 300;
}

/** Whether the request was carried out: any 2xx that does not name an error. */
export function isCarriedOut(outcome: Outcome): boolean {
  const status = statusOf(outcome);
  return status >= 200 && status < 300 && outcome.kind !== 'error';
}

/** Whether a dry run was proven to be one: EC2 says that the request would have succeeded, or that it is not permitted. */
export function isProvenDryRun(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'error' && (outcome.code === 'DryRunOperation' || outcome.code === 'UnauthorizedOperation');
}

const decoded = new WeakMap<Exchange, DecodedOutput>();

/** The document of a success, by the model; decoded once, however many checks ask. */
export function decodedOutput({ action, exchange, outcome }: SweepSubject): DecodedOutput | undefined {
  if (action === undefined || outcome.kind !== 'success') return undefined;
  const known = decoded.get(exchange) ?? decodeElement(action, outcome.root);
  decoded.set(exchange, known);
  return known;
}

/** `400 InvalidParameterValue`, `200`, `no response`: what came back, in a few words. */
export function outcomeWords(outcome: Outcome): string {
  if (outcome.kind === 'no-response') return `no response: ${outcome.failure.explanation}`;
  if (outcome.kind === 'error') return `${outcome.status} ${outcome.code}`;
  return outcome.kind === 'unreadable' ? `${outcome.status}, ${outcome.why}` : String(outcome.status);
}
