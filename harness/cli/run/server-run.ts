/** One run against a server, from the first request to the last deletion. Says nothing; answers what happened. */
import type { Shard } from '../../../reports/run-events.ts';
import type { Case } from '../../cases/case.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { reason } from '../../checks/reason.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { endJournal, withJournal } from '../../endpoint/journal/journal-files.ts';
import { TargetProblem } from '../../endpoint/problem.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { emptyStats, mergeStats, type TransportStats } from '../../endpoint/transport-stats.ts';
import type { Dependencies } from '../../engine/known-failures.ts';
import { notAskedResult } from '../../engine/not-asked.ts';
import { LiveRun } from '../../engine/run/live-run.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { prepareTarget } from '../../security-groups/probe/probe.ts';
import type { TargetProfile } from '../../security-groups/probe/target-profile.ts';
import { tearDown, type UndeletedResource } from '../../security-groups/teardown.ts';
import { partOfPlan, type RunPlan } from './run-plan.ts';
import { type ShardNumber, shardCases } from './shard.ts';

export interface ServerRunOptions {
  readonly settings: TargetSettings;
  readonly operation: OperationSuite;
  readonly plan: RunPlan;
  /** Counterexamples that the baseline holds; part of the plan's cases. */
  readonly counterexamples: readonly FixtureCase[];
  readonly dependsOn: Dependencies;
  /** Seed of the generated requests. */
  readonly seed: number;
  /** Directory of the reports; the journal lies there while the run lasts, and stays when something is left behind. */
  readonly directory: string;
  /** Shares out the cases; undefined: all are run here. */
  readonly shard?: ShardNumber;
  /** The target is prepared, and these cases are about to run; `calls`: made so far. */
  readonly onStart: (preparation: TargetProfile, plan: ServerPlan, calls: number) => void;
  readonly onResult: (result: CaseResult) => void;
  /** Resolves when the user wants it to end. */
  readonly interrupted: Promise<void>;
}

/** Deletions that have to be tried again, since groups refer to each other; kept back from the calls of a run. */
const spareDeletions = 12;

export interface ServerPlan {
  readonly cases: readonly Case[];
  readonly shard?: Shard;
}

export interface ServerRun {
  readonly preparation?: TargetProfile;
  readonly results: readonly CaseResult[];
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Of the whole run: preparation, cases and tidying up. */
  readonly hindrances: TransportStats;
  readonly leftovers: readonly UndeletedResource[];
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: TargetProblem;
  readonly cutShort: readonly string[];
  /** Mistakes of the suites themselves. */
  readonly mistakes: readonly string[];
}

/** Throws only for mistakes of ours. What was created is removed whatever happens. */
export async function runAgainstServer(options: ServerRunOptions): Promise<ServerRun> {
  const settings = withJournal(options.directory, options.settings);
  const caller = new Caller(settings);
  const journal = new Journal(settings.journal);
  let interrupted = false;
  void options.interrupted.then(() => {
    interrupted = true;
  });
  try {
    const judged = await judge(options, settings, caller, journal, () => interrupted);
    return {
      ...judged,
      leftovers: await tearDown(caller, journal),
      callsByAction: sum([caller.budget.byAction, ...judged.results.map(({ calls }) => calls)]),
      hindrances: mergeStats([judged.hindrances, caller.hindrances]),
    };
  } catch (mistake) {
    await tearDown(caller, journal);
    throw mistake;
  } finally {
    endJournal(settings.journal);
    caller.close();
  }
}

/** `hindrances`: those of the cases. */
type Judged = Omit<ServerRun, 'leftovers' | 'callsByAction'>;

async function judge(
  options: ServerRunOptions,
  settings: TargetSettings,
  caller: Caller,
  journal: Journal,
  interrupted: () => boolean,
): Promise<Judged> {
  const nothing = { results: [], cutShort: [], mistakes: [], hindrances: emptyStats };
  const suites = new Suites(options, settings);
  let preparation: TargetProfile;
  try {
    preparation = await prepareTarget(settings, { caller, journal }, options.operation.direction);
  } catch (problem) {
    await suites.abandon();
    if (problem instanceof TargetProblem) {
      return { ...nothing, problem };
    }
    throw problem;
  }
  if (interrupted()) {
    await suites.abandon();
    options.onStart(preparation, { cases: options.plan.selection.cases }, caller.budget.total);
    return { ...nothing, preparation, cutShort: ['interrupted before the first case'] };
  }
  const { counted, total } = caller.budget;
  const spent = counted + journal.remaining().length + spareDeletions;
  return { preparation, ...(await suites.run(preparation, spent, total)) };
}

/** The suites in their thread, which is started while the target is prepared. */
class Suites {
  readonly #options: ServerRunOptions;
  readonly #settings: TargetSettings;
  readonly #live: LiveRun;
  readonly #results: CaseResult[] = [];

  constructor(options: ServerRunOptions, settings: TargetSettings) {
    const { operation, plan, shard } = options;
    const { cases } = plan.selection;
    this.#options = options;
    this.#settings = settings;
    this.#live = new LiveRun({
      folder: operation.folder,
      files: operation.files.filter((file) => cases.some(({ id }) => operation.fileOf(id) === file)),
      concurrency: settings.concurrency,
      ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
      onResult: (result) => {
        this.#results.push(result);
        options.onResult(result);
      },
    });
  }

  /** `spent`: calls made and kept for tidying up; `calls`: made so far. */
  async run(preparation: TargetProfile, spent: number, calls: number): Promise<Omit<Judged, 'preparation'>> {
    const { onStart, dependsOn, seed, counterexamples, interrupted, operation } = this.#options;
    const plan = this.#planFor(await this.#live.ready);
    onStart(preparation, plan, calls);
    const selected = plan.cases.map(({ id }) => id);
    const files = operation.files.filter((file) => selected.some((id) => operation.fileOf(id) === file));
    const { maxCalls, generatedCalls, allowed } = callsFor(this.#options, plan);
    this.#live.start(
      {
        settings: this.#settings,
        preparation,
        maxCalls: Math.max(maxCalls - spent, 0),
        heldCalls: generatedCalls + allowed.shrinking,
        allowed,
        selected,
        counterexamples,
        dependsOn,
        seed,
        generatedCalls,
      },
      files,
    );
    void interrupted.then(() => this.#live.cancel());
    const { mistakes, cancelled, hindrances } = await this.#live.done;
    const told = new Set(this.#results.map(({ id }) => id));
    const missing = plan.cases.filter(({ id }) => !told.has(id));
    for (const one of missing) {
      const result = notAskedResult(one, reason('interrupted', 'the run ended before this case'));
      this.#results.push(result);
      this.#options.onResult(result);
    }
    const count = `${missing.length} of ${plan.cases.length} cases were not run`;
    const cutShort = [
      ...(cancelled ? ['interrupted'] : []),
      ...(missing.length > 0 && mistakes.length === 0 ? [count] : []),
    ];
    return { results: this.#results, cutShort, mistakes, hindrances };
  }

  /** Ends the thread; nothing was asked. */
  async abandon(): Promise<void> {
    this.#live.cancel();
    await this.#live.done;
  }

  /** Which cases are run here is known once vitest has shared out the suites' files: `own` are this machine's. */
  #planFor(own: readonly string[]): ServerPlan {
    const { plan, shard, dependsOn, operation } = this.#options;
    const { cases } = plan.selection;
    if (shard === undefined) return { cases };
    const { fileOf, properties } = operation;
    return shardCases(cases, ({ id }) => own.includes(fileOf(id)), { dependsOn, properties }, shard);
  }
}

function callsFor({ plan, operation }: ServerRunOptions, { cases, shard }: ServerPlan) {
  return shard === undefined ? plan : partOfPlan(plan, cases, operation, shard.count);
}

function sum(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const count of counts) {
    for (const [action, calls] of Object.entries(count)) {
      total[action] = (total[action] ?? 0) + calls;
    }
  }
  return total;
}
