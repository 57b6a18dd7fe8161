/** Makes the engine of a run. */

import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { TargetFindings } from '../scene/domain.ts';
import { secretsOf } from '../transcript/redact.ts';
import { type AllowedCalls, allowancesOf, type Engine, type EngineParts, type TestedOperation } from './engine.ts';
import { ImplementedActions } from './implemented-actions.ts';
import { type Dependencies, KnownFailures } from './known-failures.ts';
import { LaneLimit } from './lanes.ts';
import { HistoryDependence } from './properties/history-dependence.ts';

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
