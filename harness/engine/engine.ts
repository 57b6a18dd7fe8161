/** Everything that cases of one run share. */

import type { Caller } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import type { Preparation, TargetSettings } from '../security-groups/probe/settings.ts';
import { WorldPool } from '../security-groups/group-pool.ts';
import { secretsOf } from '../transcript/redact.ts';
import { type Allowances, type AllowedCalls, allowancesOf } from './allowance.ts';
import { HistoryDependence } from './properties/history-dependence.ts';
import { type Dependencies, KnownFailures } from './known-failures.ts';
import type { Operation } from '../cases/operation.ts';
import { type Placeholders, runPlaceholders } from '../cases/placeholders.ts';

export interface Engine {
  readonly caller: Caller;
  readonly journal: Journal;
  readonly pool: WorldPool;
  readonly preparation: Preparation;
  readonly placeholders: Placeholders;
  readonly operation: Operation;
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
}

/** For single cases and for tests: the budget of calls alone is the limit. */
const unlimited: AllowedCalls = { confirming: Number.POSITIVE_INFINITY, shrinking: Number.POSITIVE_INFINITY };

export function createEngine(
  settings: TargetSettings,
  preparation: Preparation,
  operation: Operation,
  { caller, journal }: EngineParts,
  { dependsOn = {}, allowed = unlimited }: { readonly dependsOn?: Dependencies; readonly allowed?: AllowedCalls } = {},
): Engine {
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  return {
    caller,
    journal,
    pool: new WorldPool(settings, preparation, operation.direction),
    preparation,
    placeholders: runPlaceholders(preparation),
    operation,
    knownFailures: new KnownFailures(dependsOn),
    allowances: allowancesOf(allowed),
    historyDependence: new HistoryDependence(),
    secrets: secretsOf(identities),
  };
}
