/** Types of one run against a client: what every case is given, and what a call left behind. */
import type { CaseVerdict, Mismatch } from '../checks/finding.ts';
import type { Reason } from '../checks/reason.ts';
import type { CapturedRequest } from './capture.ts';
import type { CaseForm, JsonObject } from './fixture.ts';
import type { ReportPlace } from './judge-report.ts';
import type { MemberRecord } from './older-model.ts';
import type { ClientAdapter, ClientDescription, ClientOutcome } from './outcome.ts';
import type { ParameterDifference } from './request/judge-request.ts';
import type { RequestCheck, RequestSubject } from './request/request-subject.ts';

/** What every case of a run is given. */
export interface ClientEngine {
  readonly adapter: ClientAdapter;
  readonly client: ClientDescription;
  /** The input of cases that are about the response alone; default: the first of the usual ones. */
  readonly usualInput?: JsonObject;
  readonly invariants: readonly RequestCheck[];
  readonly timeoutMs: number;
  /** Whether these requirements are open questions, which nobody passes or fails. */
  readonly isOpen: (requirements: readonly string[]) => boolean;
  /** The requirement that such a parameter is sent, or that its value is sent so, if there is one. */
  readonly ownerOf?: (difference: ParameterDifference) => string | undefined;
  /** The requirement that what is at this place of a report is read, if there is one. */
  readonly ownerOfMember?: (place: ReportPlace) => string | undefined;
  /** Notes which members were sent and read. */
  readonly members?: MemberRecord;
  /** The command that makes one case again, by its id. */
  readonly reproduce: (id: string) => string;
}

/** What the client was asked, and what both witnesses say of it. */
export interface Witnesses {
  readonly form: CaseForm;
  /** Undefined where no call was made. */
  readonly outcome: ClientOutcome | undefined;
  readonly captured: readonly CapturedRequest[];
  readonly subjects: readonly (RequestSubject | undefined)[];
  readonly startedAt: number;
  /** The client sent so many requests that the suite ended their connection. */
  readonly isCutOff?: true;
}

/** What a case came to, before it is written down. */
export interface Judged {
  readonly verdict: CaseVerdict;
  readonly mismatches?: readonly Mismatch[];
  readonly answer?: string;
  readonly reason?: Reason;
  /** Requirements whose failure would explain every mismatch. */
  readonly explainedBy?: readonly string[];
}
