/** Everything that cases of one run share. */

import type { CaseResult } from '../judgement/case-result.ts';
import type { Caller } from '../target/caller.ts';
import type { Journal } from '../target/journal.ts';
import type { Preparation, TargetSettings } from '../target/settings.ts';
import { WorldPool } from '../target/world-pool.ts';
import { secretsOf } from '../transcript/redact.ts';
import type { Invariant } from './invariant.ts';
import { type Placeholders, runPlaceholders } from './placeholders.ts';

export interface Engine {
  readonly caller: Caller;
  readonly journal: Journal;
  readonly pool: WorldPool;
  readonly preparation: Preparation;
  readonly placeholders: Placeholders;
  readonly invariants: readonly Invariant[];
  /** Requirements that a case of this run has failed: generated requests keep away from them. */
  readonly failed: Set<string>;
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
  invariants: readonly Invariant[],
  { caller, journal }: EngineParts,
): Engine {
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  return {
    caller,
    journal,
    pool: new WorldPool(settings, preparation),
    preparation,
    placeholders: runPlaceholders(preparation),
    invariants,
    failed: new Set(),
    secrets: secretsOf(identities),
  };
}

/** Notes what failed, the answers' requirements among it. */
export function noteFailures(engine: Engine, results: readonly CaseResult[]): void {
  for (const { verdict, requirements, findings } of results) {
    const departing = findings.filter(({ departures }) => departures.length > 0).map(({ requirement }) => requirement);
    for (const id of verdict === 'fail' ? [...requirements, ...departing] : departing) {
      engine.failed.add(id);
    }
  }
}
