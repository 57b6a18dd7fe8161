/**
 * events.ndjson: what a run says while it runs, one JSON object a line. A run that is killed leaves a file that can be
 * read, whose last line says `incomplete`; the runs of several machines are merged from these files.
 *
 * A `start` for each operation under test, then a `case` for each result as it comes in, then `end`. A reader ignores
 * events it does not know.
 */
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { TransportStats } from '../harness/endpoint/transport-stats.ts';
import type { ActionResult } from '../harness/model-sweep/action-result.ts';
import type { AssembleInput } from './assemble.ts';
import type { RunEvents } from './conclusion.ts';
import type { Summary } from './report.ts';

/** Raised when a reader of the former events would misread the new ones. */
export const eventsVersion = 2;

/** Everything that is known before the first case; with the results, all that a report is made of. */
export type RunStart = Omit<
  AssembleInput,
  | 'results'
  | 'actions'
  | 'durationMs'
  | 'callsByAction'
  | 'transportStats'
  | 'events'
  | 'startedAt'
  | 'selected'
  | 'isShard'
> & {
  readonly startedAt: string;
  /** Ids of the cases to come, in the order of the report. */
  readonly cases: readonly string[];
  /** Ids of requirements that the run was asked to judge. */
  readonly selected: readonly string[];
  readonly shard?: Shard;
  /** Present if the run is a sweep over every action: its cases are made of what it finds out about each. */
  readonly sweep?: {
    /** Requirements that a target may give no occasion for, and conform. */
    readonly optional: readonly string[];
    /** What was planned, so that an interrupted run goes on with the same plan only. */
    readonly plan: string;
  };
};

/** The part of a run that one machine executes. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Ids of cases that are another shard's, run here because cases of this one depend on them. */
  readonly borrowed: readonly string[];
  /** Ids of all cases of all shards, in the order of the report. */
  readonly all: readonly string[];
}

/** The first event of events.ndjson. */
export interface StartEvent {
  readonly event: 'start';
  readonly state: 'incomplete';
  readonly eventsVersion: typeof eventsVersion;
  readonly run: RunStart;
}

/** The event of one finished case. */
export interface CaseEvent {
  readonly event: 'case';
  readonly state: 'incomplete';
  /** Milliseconds since the run began. */
  readonly atMs: number;
  /** The operation that it is a case of; absent in files of before a run could test several. */
  readonly operation?: string;
  /** Before controls, dependencies and the baseline are looked at: those need the other results. */
  readonly result: CaseResult;
}

/** What a sweep found out about one action; a later event about the same action takes its place. */
export interface ActionEvent {
  readonly event: 'action';
  readonly state: 'incomplete';
  readonly atMs: number;
  readonly result: ActionResult;
}

/** What is known when the last case is over. */
export interface RunEnd {
  readonly durationMs: number;
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Absent for clients, where it is unknown. */
  readonly transportStats?: TransportStats;
  readonly events: RunEvents;
}

/** The last event of events.ndjson. */
export interface EndEvent extends RunEnd {
  readonly event: 'end';
  /** `incomplete` for a run that was cut short. */
  readonly state: 'complete' | 'incomplete';
  readonly summary: Summary;
}

/** One line of events.ndjson. */
export type RunEvent = StartEvent | CaseEvent | ActionEvent | EndEvent;

/** The events of a run that belong to one of its operations; beginning and end are the same for all. */
export interface RecordedRun {
  readonly start: RunStart;
  readonly results: readonly CaseResult[];
  /** Of a sweep: the last word on each action. */
  readonly actions?: readonly ActionResult[];
  /** Absent when the run was killed. */
  readonly end?: RunEnd;
  /** When the last event came, in milliseconds since the run began. */
  readonly lastMs: number;
}
