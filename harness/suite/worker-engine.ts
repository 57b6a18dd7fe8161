/** The engine of the thread that runs the suites: one for all files, since they share groups, budget and what was proven. */
import { inject, type TestContext } from 'vitest';
import type { CaseResult } from '../judgement/case-result.ts';
import { budgetOf } from '../target/call-budget.ts';
import { Caller } from '../target/caller.ts';
import type { Hindrances } from '../target/hindrances.ts';
import { Journal } from '../target/journal.ts';
import type { TargetSettings } from '../target/settings.ts';
import { type Briefing, briefed } from './briefing.ts';
import { createEngine, type Engine } from './engine.ts';
import type { FixtureCase } from './fixture.ts';
import type { Dependencies } from './known-failures.ts';
import type { Operation } from './operation.ts';

/** What the command hands to the suites before it has met the target; plain data, since it crosses threads. */
export interface SuiteInput {
  readonly settings: TargetSettings;
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
    hindrances?: Hindrances;
  }
}

let shared: Promise<Engine> | undefined;

export function suiteInput(): SuiteInput {
  return inject('suiteInput');
}

/** Waits until the target is prepared. Rejects when that failed: then nothing is asked. */
export function workerEngine(operation: Operation): Promise<Engine> {
  shared ??= briefed(suiteInput().settings).then((briefing) => makeEngine(operation, suiteInput(), briefing));
  return shared;
}

function makeEngine(operation: Operation, input: SuiteInput, { preparation, maxCalls, allowed }: Briefing): Engine {
  const { settings, dependsOn } = input;
  const { recording } = settings;
  const { owner } = preparation;
  const known: TargetSettings =
    recording?.kind === 'record' && owner !== undefined
      ? { ...settings, recording: { ...recording, owner } }
      : settings;
  const caller = new Caller(known, budgetOf(settings, maxCalls), 'cases');
  caller.learn(preparation);
  const journal = new Journal(settings.journal);
  return createEngine(settings, preparation, operation, { caller, journal }, { dependsOn, allowed });
}

/** What the command is told of a test; it reads it when the test is over. */
export function handOver({ task }: TestContext, engine: Engine, results: readonly CaseResult[]): void {
  task.meta.results = results;
  task.meta.hindrances = engine.caller.hindrances;
}
