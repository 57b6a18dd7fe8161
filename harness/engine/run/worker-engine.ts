/** The engine of the thread that runs the suites: one for all files, since they share groups, budget and what was proven. */
import { inject, type TestContext } from 'vitest';
import type { FixtureCase } from '../../cases/fixture.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { budgetOf } from '../../endpoint/call-budget.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { TransportStats } from '../../endpoint/transport-stats.ts';
import type { Operation } from '../../operation/operation.ts';
import type { TargetProfile } from '../../security-groups/probe/target-profile.ts';
import type { AllowedCalls } from '../allowance.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { Dependencies } from '../known-failures.ts';

/** What the command hands to the suites; plain data, since it crosses processes and threads. */
export interface SuiteInput {
  readonly settings: TargetSettings;
  readonly preparation: TargetProfile;
  /** What is left of `--max-calls` for the cases. */
  readonly maxCalls: number;
  /** Of them, for generated requests and for shrinking what they find: the listed cases leave these alone. */
  readonly heldCalls: number;
  /** Of them, for confirming and shrinking what fails. */
  readonly allowed: AllowedCalls;
  /** Ids of the cases to run; all others are not even listed. */
  readonly selected: readonly string[];
  /** Counterexamples of earlier runs, as data, that are asked beside the listed cases of their topic. */
  readonly counterexamples: readonly FixtureCase[];
  /** What each requirement depends on: a failure that another one blocks is not confirmed. */
  readonly dependsOn: Dependencies;
  /** Seed of the generated requests. */
  readonly seed: number;
  /** Calls for generated requests, shared out among the properties. */
  readonly generatedCalls: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    suiteInput: SuiteInput;
  }

  export interface TaskMeta {
    results?: readonly CaseResult[];
    /** Of everything that this thread has sent until then. */
    hindrances?: TransportStats;
  }
}

let shared: Engine | undefined;

export function suiteInput(): SuiteInput {
  return inject('suiteInput');
}

export async function workerEngine(operation: Operation): Promise<Engine> {
  shared ??= makeEngine(operation, suiteInput());
  return shared;
}

function makeEngine(operation: Operation, input: SuiteInput): Engine {
  const { settings, preparation, maxCalls, heldCalls, allowed, dependsOn } = input;
  const { recording } = settings;
  const { owner } = preparation;
  const known: TargetSettings =
    recording?.kind === 'record' && owner !== undefined
      ? { ...settings, recording: { ...recording, owner } }
      : settings;
  const caller = new Caller(known, budgetOf(settings, maxCalls), 'cases');
  caller.learn(preparation);
  // However much the listed cases take, the generated requests get theirs.
  caller.budget.hold(heldCalls);
  const journal = new Journal(settings.journal);
  return createEngine(settings, preparation, operation, { caller, journal }, { dependsOn, allowed });
}

/** What the command is told of a test; it reads it when the test is over. */
export function handOver({ task }: TestContext, engine: Engine, results: readonly CaseResult[]): void {
  task.meta.results = results;
  task.meta.hindrances = engine.caller.hindrances;
}
