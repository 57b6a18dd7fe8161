/** Everything that cases of one run share. */

import type { Placeholders } from '../cases/placeholders.ts';
import type { Caller } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import { runName, type TargetSettings } from '../endpoint/target-settings.ts';
import type { Operation } from '../operation/operation.ts';
import { EmptyScene } from '../scene/empty-scene.ts';
import type { Scene } from '../scene/scene.ts';
import { GroupPool } from '../security-groups/group-pool.ts';
import { runPlaceholders } from '../security-groups/placeholders.ts';
import type { TargetProfile } from '../security-groups/probe/target-profile.ts';
import { GroupScene } from '../security-groups/scene/group-scene.ts';
import { secretsOf } from '../transcript/redact.ts';
import { type Allowances, type AllowedCalls, allowancesOf } from './allowance.ts';
import { ImplementedActions } from './implemented-actions.ts';
import { type Dependencies, KnownFailures } from './known-failures.ts';
import { LaneLimit } from './lanes.ts';
import { HistoryDependence } from './properties/history-dependence.ts';

export interface Engine {
  readonly caller: Caller;
  readonly journal: Journal;
  /** What the cases work on. */
  readonly scene: Scene;
  readonly preparation: TargetProfile;
  readonly placeholders: Placeholders;
  readonly operation: Operation;
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

export function createEngine(
  settings: TargetSettings,
  preparation: TargetProfile,
  operation: Operation,
  { caller, journal, lanes = new LaneLimit() }: EngineParts,
  { dependsOn = {}, allowed = unlimited }: { readonly dependsOn?: Dependencies; readonly allowed?: AllowedCalls } = {},
): Engine {
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  const placeholders = runPlaceholders(preparation, settings.region);
  return {
    caller,
    journal,
    lanes,
    scene:
      operation.isStateless === true
        ? new EmptyScene(placeholders)
        : new GroupScene({
            pool: new GroupPool(settings, preparation, operation.direction),
            ...{ profile: preparation, placeholders, operation, nextName: nameSource(settings) },
          }),
    preparation,
    placeholders,
    operation,
    actions: new ImplementedActions(),
    knownFailures: new KnownFailures(dependsOn),
    allowances: allowancesOf(allowed),
    historyDependence: new HistoryDependence(),
    secrets: secretsOf(identities),
  };
}

/** The engine for the cases of one lane: as all of them, on a part of the scene that no other lane works on. */
export function inLane(engine: Engine, lane: number): Engine {
  return { ...engine, scene: engine.scene.lane(lane) };
}

function nameSource(settings: TargetSettings): () => string {
  let made = 0;
  return () => {
    made += 1;
    return runName(settings, `case-${made}`);
  };
}
