/** One run against a server, from the first request to the last deletion. Says nothing; answers what happened. */
import type { Shard } from '../../reports/run-events.ts';
import type { CaseResult } from '../judgement/case-result.ts';
import type { Case } from '../suite/case.ts';
import type { Dependencies } from '../suite/known-failures.ts';
import { type LiveShard, loadVitest, startLiveRun } from '../suite/live-run.ts';
import type { FixtureCase } from '../suite/fixture.ts';
import type { OperationSuite } from '../suite/operation-suite.ts';
import { Caller } from '../target/caller.ts';
import { allHindrances, type Hindrances, unhindered } from '../target/hindrances.ts';
import { Journal } from '../target/journal.ts';
import { endJournal, withJournal } from '../target/journal-files.ts';
import { prepareTarget } from '../target/probe.ts';
import { TargetProblem } from '../target/problem.ts';
import type { Preparation, TargetSettings } from '../target/settings.ts';
import { type Leftover, tearDown } from '../target/teardown.ts';
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
  readonly onStart: (preparation: Preparation, plan: ServerPlan, calls: number) => void;
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
  readonly preparation?: Preparation;
  readonly results: readonly CaseResult[];
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Of the whole run: preparation, cases and tidying up. */
  readonly hindrances: Hindrances;
  readonly leftovers: readonly Leftover[];
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
      hindrances: allHindrances([judged.hindrances, caller.hindrances]),
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
  const nothing = { results: [], cutShort: [], mistakes: [], hindrances: unhindered };
  let suites: Suites | undefined;
  const load = () => {
    suites = loadSuites(options, settings);
  };
  loadVitest();
  let preparation: Preparation;
  try {
    preparation = await prepareTarget(settings, { caller, journal }, options.operation.direction, load);
  } catch (problem) {
    await suites?.abandon();
    if (problem instanceof TargetProblem) {
      return { ...nothing, problem };
    }
    throw problem;
  }
  if (interrupted() || suites === undefined) {
    await suites?.abandon();
    options.onStart(preparation, { cases: options.plan.selection.cases }, caller.budget.total);
    return { ...nothing, preparation, cutShort: ['interrupted before the first case'] };
  }
  const { counted, total } = caller.budget;
  const spent = counted + journal.remaining().length + spareDeletions;
  return { preparation, ...(await suites.run(preparation, spent, total)) };
}

/** The suites in their thread, which load while the target is prepared. */
interface Suites {
  /** `spent`: calls made and kept for tidying up; `calls`: made so far. */
  run(preparation: Preparation, spent: number, calls: number): Promise<Omit<Judged, 'preparation'>>;
  /** Ends the thread; nothing was asked. */
  abandon(): Promise<void>;
}

function loadSuites(options: ServerRunOptions, settings: TargetSettings): Suites {
  const { folder, files, fileOf } = options.operation;
  const results: CaseResult[] = [];
  let plan: ServerPlan = { cases: options.plan.selection.cases };
  const choose = (chosen: ServerPlan): void => {
    plan = chosen;
  };
  const live = startLiveRun({
    input: {
      settings,
      selected: options.plan.selection.cases.map(({ id }) => id),
      counterexamples: options.counterexamples,
      dependsOn: options.dependsOn,
      seed: options.seed,
      generatedCalls: options.plan.generatedCalls,
    },
    folder,
    files: files.filter((file) => options.plan.selection.cases.some(({ id }) => fileOf(id) === file)),
    ...(options.shard === undefined ? {} : { shard: liveShard(options, options.shard, choose) }),
    onResult: (result) => {
      results.push(result);
      options.onResult(result);
    },
  });
  return {
    run: async (preparation, spent, calls) => {
      await live.ready;
      options.onStart(preparation, plan, calls);
      const { maxCalls, allowed } = callsFor(options, plan);
      live.brief({ preparation, maxCalls: Math.max(maxCalls - spent, 0), allowed });
      void options.interrupted.then(() => live.cancel());
      const { mistakes, cancelled, hindrances } = await live.done;
      const told = new Set(results.map(({ id }) => id));
      const missing = plan.cases.filter(({ id }) => !told.has(id)).length;
      const cutShort = [
        ...(cancelled ? ['interrupted'] : []),
        ...(missing > 0 && mistakes.length === 0 ? [`${missing} of ${plan.cases.length} cases were not run`] : []),
      ];
      return { results, cutShort, mistakes, hindrances };
    },
    abandon: async () => {
      await live.cancel();
      // What goes wrong with what nobody needs any more is no news.
      await live.done.catch(() => undefined);
    },
  };
}

/** A shard has its share of the calls: budgets are divided, not multiplied. */
function callsFor({ plan, operation }: ServerRunOptions, { cases, shard }: ServerPlan) {
  return shard === undefined ? plan : partOfPlan(plan, cases, operation, shard.count);
}

/** Which cases are run here is known once vitest has shared out the suites' files. */
function liveShard(
  { plan: { selection: { cases } }, operation: { fileOf, properties }, dependsOn }: ServerRunOptions,
  number: ShardNumber,
  choose: (plan: ServerPlan) => void,
): LiveShard {
  return {
    number: `${number.index}/${number.count}`,
    choose: (files) => {
      const chosen = shardCases(cases, ({ id }) => files.includes(fileOf(id)), { dependsOn, properties }, number);
      choose(chosen);
      return {
        files: [...new Set(chosen.cases.map(({ id }) => fileOf(id)))],
        cases: chosen.cases.map(({ id }) => id),
      };
    },
  };
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
