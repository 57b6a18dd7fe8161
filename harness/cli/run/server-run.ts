/** One run against a server, from the first request to the last deletion. Says nothing; returns what happened. */
import type { Shard } from '../../../reports/run-events.ts';
import type { Case } from '../../cases/case.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { type CallCounts, sumCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { reason } from '../../checks/reason.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { endJournal, withJournal } from '../../endpoint/journal/journal-files.ts';
import { UnwritableFile } from '../../endpoint/output-file.ts';
import { TargetProblem } from '../../endpoint/problem.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { emptyStats, mergeStats, type TransportStats } from '../../endpoint/transport-stats.ts';
import { notAskedResult } from '../../engine/execute-case.ts';
import { dependenciesWithin } from '../../engine/known-failures.ts';
import { type Lanes, lanesFor } from '../../engine/lanes.ts';
import { LiveRun } from '../../engine/run/live-run.ts';
import type { OperationInput } from '../../engine/run/worker-engine.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import type { TargetFindings, UndeletedResource } from '../../scene/domain.ts';
import { requireAccount } from '../../security-groups/account.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { generatedCallsOf, partOfPlan, type RunPlan, type ShardCalls } from './run-plan.ts';
import { type ShardNumber, shardCases } from './shard.ts';

/** Everything that a run against a server needs. */
export interface ServerRunOptions {
  readonly settings: TargetSettings;
  readonly plan: RunPlan;
  /** Counterexamples that the baseline holds, by operation; part of the plan's cases. */
  readonly counterexamples: Readonly<Record<string, readonly FixtureCase[]>>;
  /** Seed of the generated requests. */
  readonly seed: number;
  /** Directory of the reports; the journal lies there while the run lasts, and stays when something is left behind. */
  readonly directory: string;
  /** Shares out the cases of one operation; undefined: all are run here. */
  readonly shard?: ShardNumber;
  /** The target is prepared, and these cases are about to run; `calls`: made so far. */
  readonly onStart: (preparation: TargetFindings, plan: readonly ServerPlan[], calls: number) => void;
  /** `operation`: whose case it is. */
  readonly onResult: (result: CaseResult, operation: string) => void;
  /** Resolves when the user wants it to end. */
  readonly interrupted: Promise<void>;
}

/** Deletions that have to be tried again, since groups refer to each other; kept back from the calls of a run. */
const spareDeletions = 12;

/** What is run here of one operation. */
export interface ServerPlan {
  readonly operation: OperationSuite;
  readonly cases: readonly Case[];
  readonly shard?: Shard;
}

/** The results of a run against a server. */
export interface ServerRun {
  readonly preparation?: TargetFindings;
  readonly results: readonly CaseResult[];
  readonly callsByAction: CallCounts;
  /** Of the whole run: preparation, cases and clean-up. */
  readonly transportStats: TransportStats;
  readonly leftovers: readonly UndeletedResource[];
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: TargetProblem | UnwritableFile;
  /** All was judged, and the recording lacks something. */
  readonly unwritable?: UnwritableFile;
  readonly cutShort: readonly string[];
  /** Mistakes of the suites themselves. */
  readonly mistakes: readonly string[];
}

/** Throws only for internal errors. What was created is removed whatever happens. */
export async function runAgainstServer(options: ServerRunOptions): Promise<ServerRun> {
  const settings = withJournal(options.directory, options.settings);
  const caller = new Caller(settings);
  const journal = new Journal(settings.journal);
  const { tearDown } = preparedOf(options.plan).domain;
  let interrupted = false;
  void options.interrupted.then(() => {
    interrupted = true;
  });
  try {
    const judged = await judge(options, settings, caller, journal, () => interrupted);
    // What was changed last may be seen as late as anything was.
    caller.consistency.adopt({ delays: { state: judged.transportStats.visibleAfterMs }, inVainMs: 0 });
    return {
      ...judged,
      leftovers: await tearDown(caller, journal, lanesOf(judged, options).count),
      ...omitUndefined({ unwritable: caller.unwritable }),
      callsByAction: sumCalls([caller.budget.byAction, ...judged.results.map(({ calls }) => calls)]),
      transportStats: mergeStats([judged.transportStats, caller.transportStats]),
    };
  } catch (mistake) {
    await tearDown(caller, journal);
    throw mistake;
  } finally {
    endJournal(settings.journal, journal);
    caller.close();
  }
}

/** As many deletions at a time as cases in the end. */
function lanesOf({ preparation, transportStats }: Judged, { settings, plan }: ServerRunOptions): Pick<Lanes, 'count'> {
  const isNarrowed = transportStats.narrowed !== undefined || transportStats.throttled > 0;
  return preparation === undefined || isNarrowed ? { count: 1 } : lanesFor(preparation, settings, plan.isLimited);
}

/** `transportStats`: those of the cases. */
type Judged = Omit<ServerRun, 'leftovers' | 'callsByAction' | 'unwritable'>;

async function judge(
  options: ServerRunOptions,
  settings: TargetSettings,
  caller: Caller,
  journal: Journal,
  interrupted: () => boolean,
): Promise<Judged> {
  const nothing = { results: [], cutShort: [], mistakes: [], transportStats: emptyStats };
  const suites = new Suites(options, settings);
  try {
    const { account } = settings;
    const requireOwnAccount = async () => (account === undefined ? undefined : requireAccount(caller, account));
    const operation = preparedOf(options.plan);
    const access = { caller, journal };
    const cases = listedCases(wholePlan(options.plan));
    const preparation = await operation.domain.prepare(settings, access, operation, requireOwnAccount, cases);
    const problem = journal.unwritable ?? caller.unwritable;
    if (problem !== undefined) throw problem;
    if (interrupted()) {
      await suites.abandon();
      options.onStart(preparation, wholePlan(options.plan), caller.budget.total);
      return { ...nothing, preparation, cutShort: ['interrupted before the first case'] };
    }
    const { counted, total } = caller.budget;
    const spent = counted + journal.remaining().length + spareDeletions;
    return { preparation, ...(await suites.run(preparation, spent, total)) };
  } catch (problem) {
    await suites.abandon();
    if (problem instanceof TargetProblem || problem instanceof UnwritableFile) return { ...nothing, problem };
    throw problem;
  }
}

/** All cases that will run; undefined where generated requests will, which may need anything. */
function listedCases(plans: readonly ServerPlan[]): readonly Case[] | undefined {
  const isGenerated = plans.some(({ operation, cases }) => cases.some(({ id }) => operation.properties.has(id)));
  return isGenerated ? undefined : plans.flatMap(({ cases }) => cases);
}

/** The suites in their thread, which is started while the target is prepared. */
class Suites {
  readonly #options: ServerRunOptions;
  readonly #settings: TargetSettings;
  readonly #live: LiveRun;
  readonly #results: CaseResult[] = [];
  /** Of the cases with a result, by operation. */
  readonly #reported = new Map<string, Set<string>>();

  constructor(options: ServerRunOptions, settings: TargetSettings) {
    const { plan, shard } = options;
    this.#options = options;
    this.#settings = settings;
    this.#live = new LiveRun({
      files: filesOf(wholePlan(plan)),
      ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
      onResult: (result, operation) => this.#take(result, operation),
    });
  }

  /** `spent`: calls made and kept for the clean-up; `calls`: made so far. */
  async run(preparation: TargetFindings, spent: number, calls: number): Promise<Omit<Judged, 'preparation'>> {
    const { onStart, seed, interrupted } = this.#options;
    const plans = this.#planFor(await this.#live.ready);
    onStart(preparation, plans, calls);
    const { maxCalls, generatedCalls, allowed } = callsFor(this.#options, plans);
    this.#live.start(
      {
        settings: this.#settings,
        preparation,
        maxCalls: Math.max(maxCalls - spent, 0),
        heldCalls: generatedCalls + allowed.shrinking,
        allowed,
        lanes: this.#lanesFor(preparation),
        seed,
        operations: Object.fromEntries(plans.map((one) => [one.operation.action, this.#inputOf(one)])),
      },
      filesOf(plans),
    );
    void interrupted.then(() => this.#live.cancel());
    const { mistakes, cancelled, transportStats, unwritable } = await this.#live.done;
    if (unwritable !== undefined) {
      return { results: this.#results, cutShort: [], mistakes, transportStats, problem: unwritable };
    }
    const planned = plans.flatMap(({ operation, cases }) => cases.map((one) => ({ operation: operation.action, one })));
    const missing = planned.filter(({ operation, one }) => this.#reported.get(operation)?.has(one.id) !== true);
    for (const { operation, one } of missing) {
      this.#take(notAskedResult(one, reason('interrupted', 'the run ended before this case')), operation);
    }
    const count = `${missing.length} of ${planned.length} cases were not run`;
    const cutShort = [
      ...(cancelled ? ['interrupted'] : []),
      ...(missing.length > 0 && mistakes.length === 0 ? [count] : []),
    ];
    return { results: this.#results, cutShort, mistakes, transportStats };
  }

  #lanesFor(preparation: TargetFindings): Lanes {
    return lanesFor(preparation, this.#settings, this.#options.plan.isLimited);
  }

  #take(result: CaseResult, operation: string): void {
    const reported = this.#reported.get(operation) ?? new Set();
    this.#reported.set(operation, reported.add(result.id));
    this.#results.push(result);
    this.#options.onResult(result, operation);
  }

  #inputOf({ operation, cases, shard }: ServerPlan): OperationInput {
    const { plan, counterexamples } = this.#options;
    const part = plan.parts.find((one) => one.operation.action === operation.action);
    const hasProperties = cases.some(({ id }) => operation.properties.has(id));
    return {
      selected: cases.map(({ id }) => id),
      counterexamples: counterexamples[operation.action] ?? [],
      dependsOn: dependenciesWithin(operation.requirements),
      generatedCalls: shard !== undefined && !hasProperties ? 0 : (part?.generatedCalls ?? 0),
    };
  }

  /** Ends the thread; nothing was asked. */
  async abandon(): Promise<void> {
    this.#live.cancel();
    await this.#live.done;
  }

  /** Which cases are run here is known once vitest has shared out the suites' files: `own` are this machine's. */
  #planFor(own: readonly string[]): readonly ServerPlan[] {
    const { plan, shard } = this.#options;
    if (shard === undefined) return wholePlan(plan);
    return wholePlan(plan).map(({ operation, cases }) => {
      const isOwn = ({ id }: Case) => own.includes(fileOf(operation, id));
      const dependsOn = dependenciesWithin(operation.requirements);
      return { operation, ...shardCases(cases, isOwn, { dependsOn, properties: operation.properties }, shard) };
    });
  }
}

function wholePlan({ parts }: RunPlan): readonly ServerPlan[] {
  return parts.map(({ operation, selection }) => ({ operation, cases: selection.cases }));
}

/** The operation that the target is prepared for: the first, unless it works on nothing and another does. */
function preparedOf({ parts }: RunPlan): OperationSuite {
  const operations = parts.map(({ operation }) => operation);
  const [first] = [...operations.filter(({ domain }) => domain.isStateless !== true), ...operations];
  if (first === undefined) throw new RangeError('A run has at least one operation.');
  return first;
}

/** Suite files, operation by operation; of several operations the generated requests come last, as they do of one. */
function filesOf(plans: readonly ServerPlan[]): readonly string[] {
  const wanted = (isGenerated: boolean) =>
    plans.flatMap(({ operation, cases }) => {
      const used = new Set(cases.map(({ id }) => fileOf(operation, id)));
      const generated = new Set([...operation.properties].map((id) => fileOf(operation, id)));
      const files = operation.files.map((file) => `${operation.folder}/${file}`);
      return files.filter((file) => used.has(file) && generated.has(file) === isGenerated);
    });
  return [...wanted(false), ...wanted(true)];
}

function fileOf({ folder, fileOf: nameOf }: OperationSuite, id: string): string {
  return `${folder}/${nameOf(id)}`;
}

function callsFor({ plan }: ServerRunOptions, [first]: readonly ServerPlan[]): ShardCalls {
  return first?.shard === undefined
    ? { ...plan, generatedCalls: generatedCallsOf(plan) }
    : partOfPlan(plan, first.cases, first.operation, first.shard.count);
}
