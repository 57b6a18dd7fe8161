/** Everything that cases of one run share. */

import type { CallCounts } from '../checks/call-counts.ts';
import type { CaseResult } from '../checks/case-result.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import type { Caller } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import type { Domain, TargetFindings } from '../scene/domain.ts';
import type { PastCase, Scene } from '../scene/scene.ts';
import type { ImplementedActions } from './implemented-actions.ts';
import type { KnownFailures } from './known-failures.ts';
import type { LaneLimit } from './lanes.ts';
import type { PropertyRunOptions, Stages, TrialOutcome } from './properties/shrink.ts';

/** The operation under test: all that the engine knows of it, passed in from where its cases are. */
export interface TestedOperation {
  /** Its name, which a request carries as Action unless its case says otherwise. */
  readonly action: string;
  /** What its cases work on. */
  readonly domain: Domain;
  /** What every response of a run is judged by. */
  readonly generalChecks: readonly GeneralCheck[];
  /** How the requests of a run are repeated, to find out what depends on them; undefined: such failures count as flaky. */
  readonly histories?: Histories;
  /** Which requirement a success fails that changes nothing, where a refusal was due; undefined: those of its case. */
  readonly refusal?: RefusalRequirement;
}

/** The requirement that what does not match, or is there already, is refused at all. */
export interface RefusalRequirement {
  readonly requirement: string;
  /**
   * Requirements on what matches, such as that a prefix of another length does not. A target that takes such a request for a success
   * and removes nothing has distinguished the two and only did not refuse: it fails `requirement` in their place.
   */
  readonly isOnMatching: (requirement: string) => boolean;
}

/** Histories of requests as trials: how a domain repeats, on new resources, what its used resources were sent. */
export interface Histories<Trial = unknown, Outcome extends TrialOutcome = TrialOutcome> {
  /** What is true of any history on a conforming target. */
  readonly title: string;
  /** What these cases sent to the resources that they shared, in their order; undefined where that cannot be repeated. */
  recorded(engine: Engine, cases: readonly PastCase[]): Trial | undefined;
  /** Never throws. */
  run(engine: Engine, trial: Trial, options: PropertyRunOptions): Promise<Outcome>;
  /** Smaller trials than a failing one. */
  smaller(trial: Trial, outcome: Outcome): Stages<Trial>;
  /** Whether a request failed of which something is required. */
  isFailure(outcome: Outcome): boolean;
  /** A failing trial by parts; undefined when it is the first request that fails. */
  split(trial: Trial, outcome: Outcome): SplitHistory<Trial> | undefined;
}

/** A history that ends with a failing request: as a whole, and that request by itself. */
export interface SplitHistory<Trial> {
  /** The requests up to the one that fails. */
  readonly whole: Trial;
  /** The one that fails, on the state before it. */
  readonly alone: Trial;
  /** What it fails after the others, all of which matter; undefined: nothing that is required. */
  readonly requirement: string | undefined;
}

/** Finds out whether a failure depends on earlier requests, and keeps the results that say so. */
export interface HistoryExplainer {
  /** Failed results that were not taken yet; whoever takes them reports them. */
  take(): readonly CaseResult[];
  /**
   * Whether the history of its resources explains why a case failed on them and passed on fresh ones; and the calls that it
   * took to find out. `cases` are those that used the resources, this one last. One failure of this kind explains
   * all that come later. Never throws.
   */
  explain(engine: Engine, cases: readonly PastCase[]): Promise<Explanation>;
}

/** Whether the history explains the failure, and the calls that were spent on it. */
export interface Explanation {
  readonly isExplained: boolean;
  /** By action; those that no result has counted yet. */
  readonly calls: CallCounts;
}

/** The shared state of a run: caller, journal, scene, known failures and allowances. */
export interface Engine {
  readonly caller: Caller;
  readonly journal: Journal;
  /** What the cases work on. */
  readonly scene: Scene;
  readonly preparation: TargetFindings;
  readonly operation: TestedOperation;
  /** Others are tested in the same run, within the same calls. */
  readonly isOneOfSeveral: boolean;
  /** How many cases may be asked at the same time. */
  readonly lanes: LaneLimit;
  /** Which actions the target lacks, as far as that was asked. */
  readonly actions: ImplementedActions;
  /** What has failed so far: it is not confirmed again, and generated requests keep away from it. */
  readonly knownFailures: KnownFailures;
  /** Calls that may be spent on what failed. */
  readonly allowances: Allowances;
  readonly historyDependence: HistoryExplainer;
  /** Taken out of everything that is kept. */
  readonly secrets: readonly string[];
}

/** The connection and the journal of a run; one of each thread. */
export interface EngineParts {
  readonly caller: Caller;
  readonly journal: Journal;
  /** Default: one lane. */
  readonly lanes?: LaneLimit;
}

/** The engine for the cases of one lane, the first of which is 0: as all of them, on a part of the scene that no other works on. */
export function inLane(engine: Engine, lane: number): Engine {
  return lane === 0 ? engine : onPart(engine, `lane${lane}`);
}

/** The engine on a part of its scene. */
export function onPart(engine: Engine, name: string): Engine {
  return { ...engine, scene: engine.scene.part(name) };
}

/** Calls that a run may spend on what failed, beside those for asking, and what is left of them: failures never reduce what is asked. */
export class Allowance {
  #left: number;

  constructor(calls: number) {
    this.#left = calls;
  }

  get left(): number {
    return this.#left;
  }

  /** Books calls that were made; the last may go over. */
  spend(calls: number): void {
    this.#left -= calls;
  }
}

/** Numbers of calls for confirming failures and for shrinking counterexamples. */
export interface Allowances {
  /** For asking again, alone and on fresh resources, what failed. */
  readonly confirming: Allowance;
  /** For confirming and shrinking counterexamples of generated requests, and for repeating the history of used resources. */
  readonly shrinking: Allowance;
}

/** Numbers of calls; plain data, so that it crosses threads. */
export interface AllowedCalls {
  readonly confirming: number;
  readonly shrinking: number;
}

/** Fresh allowances of these sizes. */
export function allowancesOf({ confirming, shrinking }: AllowedCalls): Allowances {
  return { confirming: new Allowance(confirming), shrinking: new Allowance(shrinking) };
}
