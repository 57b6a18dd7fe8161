/** Runs cases in this thread, without vitest: for the mutants of the reference, and for one request at a time. */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { CallBudget } from '../../endpoint/call-budget.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { TransportStats } from '../../endpoint/transport-stats.ts';
import type { TargetFindings, UndeletedResource } from '../../scene/domain.ts';
import { createEngine } from '../create-engine.ts';
import type { AllowedCalls, Engine, TestedOperation } from '../engine.ts';
import type { Dependencies } from '../known-failures.ts';
import { laneLimitFor, lanesFor } from '../lanes.ts';
import { planBatches } from '../plan/plan-batches.ts';
import { askInWaves } from './waves.ts';

/** The results of cases that ran in this thread. */
export interface InProcessRun {
  readonly preparation: TargetFindings;
  readonly results: readonly CaseResult[];
  readonly leftovers: readonly UndeletedResource[];
  readonly callsByAction: Readonly<Record<string, number>>;
  readonly transportStats: TransportStats;
}

/** Prepares the target, runs the cases, and tidies up whatever happens. */
export async function runInProcess(
  settings: TargetSettings,
  cases: readonly Case[],
  operation: TestedOperation,
): Promise<InProcessRun> {
  return withEngine(settings, operation, async (engine) => {
    const results: CaseResult[] = [];
    for await (const settled of askInWaves(engine, planBatches(cases, operation))) {
      results.push(...settled, ...engine.historyDependence.take());
    }
    return results;
  }).then(({ value, ...rest }) => ({ ...rest, results: value }));
}

/** The value of a function that was given an engine, with what the run left behind. */
export interface WithEngine<Value> extends Omit<InProcessRun, 'results'> {
  readonly value: Value;
}

/** Runs `use` with an engine on a prepared target; what it created is removed before this resolves or rejects. */
export async function withEngine<Value>(
  settings: TargetSettings,
  operation: TestedOperation,
  use: (engine: Engine) => Promise<Value>,
  budget?: CallBudget,
  more: {
    readonly dependsOn?: Dependencies;
    readonly allowed?: AllowedCalls;
    /** All that will run; undefined: any may. */
    readonly cases?: readonly Case[];
  } = {},
): Promise<WithEngine<Value>> {
  const caller = new Caller(settings, budget);
  const journal = new Journal(settings.journal);
  const { domain } = operation;
  try {
    const preparation = await domain.prepare(settings, { caller, journal }, operation, undefined, more.cases);
    const lanes = laneLimitFor(lanesFor(preparation, settings, false), caller);
    const engine = createEngine(settings, preparation, operation, { caller, journal, lanes }, more);
    const value = await use(engine);
    const leftovers = await domain.tearDown(caller, journal);
    const { budget, transportStats } = caller;
    return { preparation, value, leftovers, callsByAction: budget.byAction, transportStats };
  } catch (problem) {
    await domain.tearDown(caller, journal);
    throw problem;
  } finally {
    caller.close();
  }
}
