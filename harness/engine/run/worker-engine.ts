/** The engines of the thread that runs the suites: one for all files of an operation, since they share resources, budget and known failures. */
import { inject, type TestContext } from 'vitest';
import type { FixtureCase } from '../../cases/fixture.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { budgetOf } from '../../endpoint/call-budget.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import type { Unwritable } from '../../endpoint/output-file.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { TransportStats } from '../../endpoint/transport-stats.ts';
import type { TargetFindings } from '../../scene/domain.ts';
import { createEngine } from '../create-engine.ts';
import {
  type Allowances,
  type AllowedCalls,
  allowancesOf,
  type Engine,
  type EngineParts,
  type TestedOperation,
} from '../engine.ts';
import type { Dependencies } from '../known-failures.ts';
import { type Lanes, laneLimitFor } from '../lanes.ts';

/** What the command hands to the suites; plain data, since it crosses processes and threads. */
export interface SuiteInput {
  readonly settings: TargetSettings;
  readonly preparation: TargetFindings;
  /** What is left of `--max-calls` for the cases. */
  readonly maxCalls: number;
  /** Of them, for generated requests and for shrinking what they find: the listed cases leave these alone. */
  readonly heldCalls: number;
  /** Of them, for confirming and shrinking what fails. */
  readonly allowed: AllowedCalls;
  /** How many cases are asked at the same time. */
  readonly lanes: Lanes;
  /** Seed of the generated requests. */
  readonly seed: number;
  /** By the operations' names. */
  readonly operations: Readonly<Record<string, OperationInput>>;
}

/** What one operation is asked. */
export interface OperationInput {
  /** Ids of the cases to run; all others are not even listed. */
  readonly selected: readonly string[];
  /** Counterexamples of earlier runs, as data, that are asked beside the listed cases of their topic. */
  readonly counterexamples: readonly FixtureCase[];
  /** What each requirement depends on: a failure that another one blocks is not confirmed. */
  readonly dependsOn: Dependencies;
  /** Calls for generated requests, shared out among the properties. */
  readonly generatedCalls: number;
}

const nothing: OperationInput = { selected: [], counterexamples: [], dependsOn: {}, generatedCalls: 0 };

declare module 'vitest' {
  export interface ProvidedContext {
    suiteInput: SuiteInput;
  }

  export interface TaskMeta {
    results?: readonly CaseResult[];
    /** Whose cases they are. */
    operation?: string;
    /** Of everything that this thread has sent until then. */
    transportStats?: TransportStats;
    /** The journal or the recording, once it could not be written: nothing more is to be asked. */
    unwritable?: Unwritable;
  }
}

/** What all operations of a run share. */
interface Shared extends EngineParts {
  readonly allowances: Allowances;
}

let shared: Shared | undefined;
const engines = new Map<string, Engine>();

/** What the command passed to the thread of the suites. */
export function suiteInput(): SuiteInput {
  return inject('suiteInput');
}

/** The part of the input that is about one operation; empty for an operation that is not tested. */
export function operationInput({ action }: TestedOperation): OperationInput {
  return suiteInput().operations[action] ?? nothing;
}

/** One of each operation, on one connection and within one budget; they share their resources where they can. */
export async function workerEngine(operation: TestedOperation): Promise<Engine> {
  const known = engines.get(operation.action);
  if (known !== undefined) return known;
  const { settings, preparation } = suiteInput();
  shared ??= share(suiteInput());
  const { dependsOn } = operationInput(operation);
  const own = engines.size === 0 ? settings : { ...settings, series: engines.size };
  const made = createEngine(own, preparation, operation, shared, { dependsOn });
  const scene = made.scene.sharing([...engines.values()].map((one) => one.scene));
  const isOneOfSeveral = Object.keys(suiteInput().operations).length > 1;
  const engine = { ...made, allowances: shared.allowances, scene, isOneOfSeveral };
  engines.set(operation.action, engine);
  return engine;
}

function share({ settings, preparation, maxCalls, heldCalls, allowed, lanes }: SuiteInput): Shared {
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
  return {
    ...{ caller, journal: new Journal(settings.journal), lanes: laneLimitFor(lanes, caller) },
    allowances: allowancesOf(allowed),
  };
}

/** What a test hands over to the command, which reads it when the test is over. */
export function handOver({ task }: TestContext, engine: Engine, results: readonly CaseResult[]): void {
  task.meta.results = results;
  task.meta.operation = engine.operation.action;
  const { narrowed } = engine.lanes;
  task.meta.transportStats = { ...engine.caller.transportStats, ...(narrowed === undefined ? {} : { narrowed }) };
  const { details } = engine.journal.unwritable ?? engine.caller.unwritable ?? {};
  if (details !== undefined) task.meta.unwritable = details;
}
