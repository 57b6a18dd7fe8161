/** Everything that cases of one run share. */

import type { Caller } from '../target/caller.ts';
import type { Journal } from '../target/journal.ts';
import type { Preparation, TargetSettings } from '../target/settings.ts';
import { WorldPool } from '../target/world-pool.ts';
import { secretsOf } from '../transcript/redact.ts';
import { type Dependencies, Foundations } from './foundations.ts';
import { LookBack } from './look-back.ts';
import type { Operation } from './operation.ts';
import { type Placeholders, runPlaceholders } from './placeholders.ts';

export interface Engine {
  readonly caller: Caller;
  readonly journal: Journal;
  readonly pool: WorldPool;
  readonly preparation: Preparation;
  readonly placeholders: Placeholders;
  readonly operation: Operation;
  /** What has failed so far: nothing is asked that rests on it, and generated requests keep away from it. */
  readonly foundations: Foundations;
  readonly lookBack: LookBack;
  /** Taken out of everything that is kept. */
  readonly secrets: readonly string[];
}

/** The connection and the journal of a run; one of each thread. */
export interface EngineParts {
  readonly caller: Caller;
  readonly journal: Journal;
}

export function createEngine(
  settings: TargetSettings,
  preparation: Preparation,
  operation: Operation,
  { caller, journal }: EngineParts,
  dependsOn: Dependencies = {},
): Engine {
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  return {
    caller,
    journal,
    pool: new WorldPool(settings, preparation, operation.direction),
    preparation,
    placeholders: runPlaceholders(preparation),
    operation,
    foundations: new Foundations(dependsOn),
    lookBack: new LookBack(),
    secrets: secretsOf(identities),
  };
}
