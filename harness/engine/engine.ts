/** Everything that cases of one run share. */

import type { GeneralCheck } from '../checks/general-check.ts';
import type { Caller } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { Domain, TargetFindings } from '../scene/domain.ts';
import type { Scene } from '../scene/scene.ts';
import { secretsOf } from '../transcript/redact.ts';
import { ImplementedActions } from './implemented-actions.ts';
import { type Dependencies, KnownFailures } from './known-failures.ts';
import { LaneLimit } from './lanes.ts';
import { type Histories, HistoryDependence } from './properties/history-dependence.ts';

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
  /** Requirements that say what matches: a success that changes nothing has distinguished it, and did not refuse it. */
  readonly besides: (requirement: string) => boolean;
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
  readonly historyDependence: HistoryDependence;
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

/** For single cases and for tests: the budget of calls alone is the limit. */
const unlimited: AllowedCalls = { confirming: Number.POSITIVE_INFINITY, shrinking: Number.POSITIVE_INFINITY };

/** An engine for a target that was prepared. */
export function createEngine(
  settings: TargetSettings,
  preparation: TargetFindings,
  operation: TestedOperation,
  { caller, journal, lanes = new LaneLimit() }: EngineParts,
  { dependsOn = {}, allowed = unlimited }: { readonly dependsOn?: Dependencies; readonly allowed?: AllowedCalls } = {},
): Engine {
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  return {
    caller,
    journal,
    lanes,
    scene: operation.domain.scene({ settings, profile: preparation, operation }),
    preparation,
    operation,
    isOneOfSeveral: false,
    actions: new ImplementedActions(),
    knownFailures: new KnownFailures(dependsOn),
    allowances: allowancesOf(allowed),
    historyDependence: new HistoryDependence(),
    secrets: secretsOf(identities),
  };
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
