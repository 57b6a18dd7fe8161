/**
 * The shape of report.json, which every other report is rendered from.
 *
 * Described for other languages in fixtures/schema/report.schema.json. Texts that came from a target are hostile:
 * they are redacted, visible and bounded when they get here, and each renderer escapes them for its own format.
 */
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import type { Reason } from '../harness/checks/reason.ts';
import type { ActionResult, CellVerdict, DryRunState } from '../harness/model-sweep/action-result.ts';
import type { Evidence, Level } from '../harness/register/requirement.ts';

/** Raised when a reader of the former shape would misread the new one. */
export const schemaVersion = 2;

/** report.json: the results of one run. Its schema is fixtures/schema/report.schema.json. */
export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly suite: Suite;
  /** What was under test. */
  readonly mode: Mode;
  /** The operations under test, by name, in the order of the report. */
  readonly operations: readonly string[];
  readonly target: TargetReport;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Seed of the generated requests; `--seed` repeats them. */
  readonly seed: number;
  /** How much was asked; absent for a client. */
  readonly effort?: string;
  readonly calls: Calls;
  readonly summary: Summary;
  readonly requirements: readonly RequirementReport[];
  readonly cases: readonly CaseReport[];
  readonly observations: readonly Observation[];
  /** Every action of the service model; present if `every-operation` was under test. */
  readonly actions?: readonly ActionReport[];
  /** What became of each entry of the baseline; absent without one. */
  readonly baseline?: readonly BaselineEntryReport[];
}

/** What was tested. */
export type Mode = 'server' | 'client';

/** The suite that made the report. */
export interface Suite {
  readonly name: string;
  readonly version: string;
  /** sha256 over fixtures and requirement sentences: two reports with the same digest asked the same. */
  readonly digest: string;
  /** Present when only the requirements of an earlier version were asked (`--suite-version`). */
  readonly limitedTo?: {
    /** `major.minor` */
    readonly version: string;
    /** How many requirements are newer than that version, and were not asked. */
    readonly excludedRequirements: number;
  };
}

/** The target, and how its properties were determined. */
export interface TargetReport {
  /** Without user, password and query; absent for a client. */
  readonly endpoint?: string;
  readonly region?: string;
  /** What the user calls it: `moto 5.1.0`. */
  readonly name?: string;
  /** Present when its TLS certificate was not checked (`--insecure`). */
  readonly insecure?: true;
  /** How far its clock was ahead of ours, where that mattered. */
  readonly clockAheadMs?: number;
  /** Longest time that one of its changes took to be seen, where one was not seen at once. */
  readonly visibleAfterMs?: number;
  /** How many cases were asked at a time. */
  readonly lanes?: LanesReport;
  /** Each capability, whether the target has it, and how that is known. */
  readonly capabilities?: Readonly<Record<string, CapabilityReport>>;
}

/** How many cases were asked at a time; it changes no verdict. */
export interface LanesReport {
  readonly count: number;
  readonly why: string;
  /** Why they were asked one at a time from some moment on; absent: they were not. */
  readonly oneSince?: string;
}

/** Whether the target supports a capability, and how that was determined. */
export interface CapabilityReport {
  readonly available: boolean;
  readonly why: string;
  /** Declared as there although it is not: what needs it fails, instead of being not applicable. */
  readonly claimed?: true;
}

/** Calls of the run, by action. */
export interface Calls {
  readonly total: number;
  readonly byAction: Readonly<Record<string, number>>;
  /** Answers of the whole run that said it was asked too often and were waited out; absent when there were none. */
  readonly throttled?: number;
  /** Server errors in the whole run that were tried again and not judged; absent when there were none. */
  readonly serverErrors?: number;
}

/** `incomplete`: nothing was selected, a MUST could not be tested, or the run was cut short. */
export type ReportVerdict = 'conforms' | 'does-not-conform' | 'incomplete';

/** 0 conforms, 1 does not, 2 wrong usage, 3 incomplete, 4 target unreachable, 5 resources left behind. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The verdict of the run, and the reasons for it. */
export interface Summary {
  readonly verdict: ReportVerdict;
  readonly exitCode: ExitCode;
  /** One sentence for each thing that decided verdict or exit code; empty when the target conforms. */
  readonly reasons: readonly string[];
  /** One sentence for each kind of requirement that this run did not cover, whatever the verdict. */
  readonly notCovered: readonly string[];
  /** Cases that failed once and passed when they were repeated; they decide nothing. */
  readonly flakyCases: number;
  /** True when a failed SHOULD counts as a failed MUST does. */
  readonly strict: boolean;
  readonly requirements: RequirementCounts;
  /** The verdict of each operation, in the order of {@link Report.operations}. */
  readonly operations: readonly OperationSummary[];
}

/** What the requirements of one operation come to. */
export interface OperationSummary {
  readonly operation: string;
  readonly verdict: ReportVerdict;
  readonly requirements: RequirementCounts;
}

/** How many requirements have which verdict. */
export interface RequirementCounts {
  readonly pass: number;
  readonly fail: number;
  readonly knownFail: number;
  readonly unexpectedPass: number;
  readonly blocked: number;
  readonly untestable: number;
  readonly notAsked: number;
  readonly notApplicable: number;
  readonly notImplemented: number;
  readonly observed: number;
}

/** An `error` of a case makes its requirement untestable. */
export type RequirementVerdict = Exclude<CaseVerdict, 'error'>;

/** One requirement with its verdict. */
export interface RequirementReport {
  /** The operation that it is a requirement of; with it the id is unique in the report. */
  readonly operation: string;
  readonly id: string;
  readonly topic: string;
  readonly level: Level;
  /** One sentence that is true of a conforming target. */
  readonly statement: string;
  readonly evidence: readonly Evidence[];
  readonly verdict: RequirementVerdict;
  /** Ids of its cases. */
  readonly cases: readonly string[];
  /** Version of the suite that added it; absent when that was the first version. */
  readonly since?: string;
  /** Requirements whose failure keeps this one from being judged; present when `blocked`. */
  readonly blockedBy?: readonly string[];
  /** Why it has its verdict, where its cases do not say it. */
  readonly reason?: Reason;
}

/** What a case came to: the engine's result without the findings, which became cases of their own. */
export interface CaseReport extends Omit<CaseResult, 'findings' | 'explainedBy'> {
  /** The operation that it is a case of; with it the id is unique in the report. */
  readonly operation: string;
  /** Up to three cases in whose exchanges a general check found a mismatch. */
  readonly seenIn?: readonly string[];
}

/** What the target did where EC2's own behaviour is open, or where several responses pass. */
export interface Observation {
  readonly operation: string;
  /** The case that asked. */
  readonly id: string;
  readonly requirements: readonly string[];
  readonly answer: string;
}

/** One action of EC2, and each requirement that it gives occasion to judge. */
export interface ActionReport {
  readonly name: string;
  /** Whether it was sent as it is, as a dry run alone, or not at all, and why. */
  readonly use: ActionResult['use'];
  /** Whether the target has the action; absent if that was not asked. */
  readonly isOffered?: boolean;
  readonly dryRun: DryRunState;
  /** The response to the valid request: `200`, `412 DryRunOperation`. */
  readonly response?: string;
  /** Why something about it could not be asked. */
  readonly trouble?: string;
  /** Verdicts by the id of the requirement. */
  readonly requirements: Readonly<Record<string, CellVerdict>>;
}

/** What a run found out about one entry of the baseline. */
export interface BaselineEntryReport {
  readonly operation: string;
  readonly match: string;
  /**
   * `in-use`: something that it lists failed. `stale`: all cases that it names were asked and passed; that fails the run.
   * `not-checked`: this run could not check it, because cases that it names were not asked or not judged.
   */
  readonly state: 'in-use' | 'stale' | 'not-checked';
  readonly reason: string;
  /** The cases that it names. */
  readonly cases: readonly string[];
}
