/** `--operation every-operation`: a sweep over every action of EC2, planned, run and reported. */
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { ResolvedBaseline } from '../../../reports/baseline.ts';
import { type RunEvents, uneventful } from '../../../reports/conclusion.ts';
import { eventsFile, readEvents } from '../../../reports/formats/events-file.ts';
import { Progress } from '../../../reports/formats/progress.ts';
import { UnreadableReport } from '../../../reports/read.ts';
import type { ExitCode } from '../../../reports/report.ts';
import type { RunStart } from '../../../reports/run-events.ts';
import { suite } from '../../../suites/every-operation/suite.ts';
import { budgetOf } from '../../endpoint/call-budget.ts';
import { Caller } from '../../endpoint/caller.ts';
import { firstContact } from '../../endpoint/endpoint-check.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { endJournal, withJournal } from '../../endpoint/journal/journal-files.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { runName } from '../../endpoint/target-settings.ts';
import type { ActionResult } from '../../model-sweep/action-result.ts';
import { planSweep, type SweepPlan } from '../../model-sweep/plan-sweep.ts';
import type { ProbeContext } from '../../model-sweep/probe.ts';
import type { ProbeKind } from '../../model-sweep/probe-kind.ts';
import { runSweep, type SweepOutcome } from '../../model-sweep/run-sweep.ts';
import { loadSweepList } from '../../model-sweep/sweep-actions.ts';
import { optionalRequirements, type SweepSuite } from '../../model-sweep/sweep-subject.ts';
import { packageVersion } from '../../package/package-facts.ts';
import type { UndeletedResource } from '../../scene/domain.ts';
import { requireAccount } from '../../security-groups/account.ts';
import { tearDown } from '../../security-groups/teardown.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import { makeReportDirectory } from '../commands/report-directory.ts';
import { leftBehindText, sweepLine } from '../commands/sweep-line.ts';
import { hasConsent } from '../confirmation.ts';
import { openTarget } from '../connection/open-target.ts';
import type { CommandContext } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Interruption } from '../interruption.ts';
import { everyOperation } from '../operation-option.ts';
import { optionWords } from '../option-table.ts';
import { deliver } from '../run/deliver.ts';
import { isOnThisMachine } from '../run/plan-text.ts';
import { checkBaselineFile, loadBaseline } from '../run/run-baseline.ts';
import { type RunOptions, runOptions } from '../run/run-options.ts';
import { RunRecord } from '../run/run-record.ts';
import { chooseSeed } from '../run/seed.ts';
import { parseShard } from '../run/shard.ts';
import { suiteIdentity } from '../suite-identity.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { describeSweep, figureLines, sweepFigures } from './sweep-plan-text.ts';
import { filling, makeSweepResources, type SweepResources } from './sweep-resources.ts';

/** The options that say what a sweep asks. */
export type SweepSelection = Pick<
  RunOptions,
  'only' | 'skip' | 'effort' | 'maxCalls' | 'mode' | 'useVpc' | 'useGroup' | 'accountSettings'
>;

/** A sweep as the options ask for it. */
interface AskedSweep {
  readonly plan: SweepPlan;
  /** The checks whose requirements are selected. */
  readonly suite: SweepSuite;
  readonly context: ProbeContext;
}

/** Runs the sweep, writes its reports and prints the verdict. Throws UsageMistake for options that say nothing here. */
export async function runEveryOperation(options: RunOptions, context: CommandContext): Promise<ExitCode> {
  refuseOptions(options);
  makeReportDirectory(options.out);
  checkBaselineFile(options.writeBaseline);
  const opened = await openTarget(undefined, options, context);
  try {
    const { settings, name } = opened;
    if (options.disposable === true && !isOnThisMachine(settings)) {
      throw new UsageMistake(
        '--disposable is for a target on this machine: on another one, a dry run that is carried out ends the run.',
      );
    }
    const asked = askedFor(options, settings);
    if (!isOnThisMachine(settings)) {
      context.stdout.write(describeSweep(asked.plan, settings, options.mode === 'safe'));
      if (!(await hasConsent(`start testing ${settings.endpoint}`, options.yes === true, context))) return 3;
    }
    return await sweep(asked, settings, name, options, context);
  } finally {
    await opened.close();
  }
}

/** What a run would send, for `plan`. */
export function planEveryOperation(options: SweepSelection, settings: TargetSettings, isJson: boolean): string {
  const { plan } = askedFor(options, settings);
  return isJson
    ? `${JSON.stringify(sweepFigures(plan, settings), undefined, 2)}\n`
    : describeSweep(plan, settings, options.mode === 'safe');
}

function refuseOptions(options: RunOptions): void {
  const idle = [
    ['--record', options.record],
    ['--replay', options.replay],
    ['--suite-version', options.suiteVersion],
    ['--use-vpc', options.useVpc],
    ['--use-group', options.useGroup[0]],
  ].find(([, value]) => value !== undefined);
  if (idle !== undefined)
    throw new UsageMistake(`${idle[0]} has no effect with --operation ${everyOperation}. Leave it out.`);
}

function askedFor(options: SweepSelection & Partial<Pick<RunOptions, 'shard'>>, settings: TargetSettings): AskedSweep {
  const model = loadServiceModel();
  const { isWanted, isSelected } = globsOf(options, [...model.actions.keys()]);
  const checks = suite.checks.filter(({ requirement }) => isWanted(requirement));
  const kinds = new Set<ProbeKind>(checks.flatMap(({ probes }) => probes));
  const context = contextFor(settings, model.apiVersion);
  const plan = planSweep(model, loadSweepList(), {
    effort: options.effort,
    context,
    withAccountSettings: options.accountSettings === true,
    ...(options.maxCalls === undefined ? {} : { maxCalls: options.maxCalls }),
    ...(options.shard === undefined ? {} : { shard: parseShard(options.shard) }),
    isSelected,
    isNeeded: (kind) => kinds.has(kind),
  });
  return { plan, suite: { ...suite, checks }, context };
}

/** A glob is one of requirements if it has a slash, else of actions. Throws UsageMistake for one that matches nothing. */
function globsOf({ only, skip }: Pick<RunOptions, 'only' | 'skip'>, actions: readonly string[]) {
  const requirements = suite.requirements.map(({ id }) => id);
  for (const glob of [...only, ...skip]) {
    const names = glob.includes('/') ? requirements : actions;
    if (!names.some((name) => picomatch.isMatch(name, glob))) {
      throw new UsageMistake(`${glob} matches no requirement and no action.${didYouMean(glob, names)}`);
    }
  }
  const chooses = (of: 'requirement' | 'action') => {
    const own = (globs: readonly string[]) => globs.filter((glob) => glob.includes('/') === (of === 'requirement'));
    const matches = (globs: readonly string[], name: string) => globs.some((glob) => picomatch.isMatch(name, glob));
    return (name: string) => (own(only).length === 0 || matches(own(only), name)) && !matches(own(skip), name);
  };
  return { isWanted: chooses('requirement'), isSelected: chooses('action') };
}

/** Without resources of the run, dry runs name ids that no resource has. */
function contextFor(settings: TargetSettings, apiVersion: string, resources: SweepResources = new Map()): ProbeContext {
  return {
    apiVersion,
    fill: filling(resources, runName(settings, 'sweep')),
    hasDeniedIdentity: settings.identities.denied !== undefined,
  };
}

async function sweep(
  { plan, suite: selected, context: probes }: AskedSweep,
  given: TargetSettings,
  name: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const since = performance.now();
  const baseline = baselineOf(options);
  const settings = withJournal(options.out, given);
  const journal = new Journal(settings.journal);
  const caller = new Caller(settings, budgetOf(settings));
  const interruption = new Interruption(context);
  try {
    await firstContact(caller);
    if (settings.account !== undefined) await requireAccount(caller, settings.account);
    const known = options.resume === true ? await knownResults(options.out, planKey(plan, options)) : noResults;
    const record = new RunRecord(options.out, (text) => context.secrets.cleanResponse(text));
    record.start([beginning({ plan, suite: selected }, settings, name, caller, options, baseline)]);
    for (const result of known.values()) record.action(result);
    const progress = options.quiet === true ? undefined : announce(plan, settings, known.size, context);
    const resources = options.mode === 'safe' ? undefined : await makeSweepResources(settings, { caller, journal });
    const outcome = await runSweep({
      suite: selected,
      plan,
      model: loadServiceModel(),
      list: loadSweepList(),
      caller,
      context: contextFor(settings, probes.apiVersion, resources),
      concurrency: settings.concurrency ?? 1,
      isListing: isOnThisMachine(settings),
      maxListings: options.effort === 'smoke' ? smokeListings : Number.POSITIVE_INFINITY,
      isDisposable: options.disposable === true,
      journal,
      known,
      isInterrupted: () => interruption.isRaised,
      onResult: (result) => {
        record.action(result);
        const failed = result.cells.some(({ verdict }) => verdict === 'fail');
        progress?.step({ failed, calls: caller.budget.total, id: result.action });
      },
    });
    progress?.end();
    if (journal.unwritable !== undefined) throw journal.unwritable;
    const undeleted = await tearDown(caller, journal);
    const finished = record.end({
      durationMs: Math.round(performance.now() - since),
      callsByAction: caller.budget.byAction,
      transportStats: caller.transportStats,
      events: eventsOf(outcome, undeleted),
    });
    return await deliver(finished, baseline, options, context);
  } catch (problem) {
    const leftovers = await tearDown(caller, journal);
    const words = optionWords(runOptions, options, ['timeout', 'insecure']);
    context.stderr.write(
      leftBehindText(leftovers, sweepLine(settings, { out: options.out, words, runId: settings.runId })),
    );
    throw problem;
  } finally {
    endJournal(settings.journal, journal);
    caller.close();
  }
}

const noResults: ReadonlyMap<string, ActionResult> = new Map();

/** One case for each requirement, under its id. */
function baselineOf({ baseline }: RunOptions): ResolvedBaseline | undefined {
  const { name: operation, requirements } = suite;
  const cases = requirements.map(({ id }) => ({ id, requirements: [id] }));
  return loadBaseline(baseline, 'server', { operation, requirements, cases, invariants: [] }, new Date());
}

/** All that is known before the first request of an action. */
function beginning(
  { plan, suite: selected }: Pick<AskedSweep, 'plan' | 'suite'>,
  settings: TargetSettings,
  name: string | undefined,
  { clockAheadMs }: Caller,
  options: RunOptions,
  baseline: ResolvedBaseline | undefined,
): RunStart {
  const ids = suite.requirements.map(({ id }) => id);
  const wanted = new Set([...selected.checks.map(({ requirement }) => requirement), suite.nothingCreated]);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  return {
    suite: suiteIdentity([{ suite }]),
    mode: 'server',
    operation: suite.name,
    startedAt: new Date().toISOString(),
    seed: chooseSeed(options.seed, { version: packageVersion(), operation: suite.name, effort: options.effort }),
    strict: options.strict === true,
    register: suite.requirements,
    invariantRequirements: [],
    selected: ids.filter((id) => wanted.has(id)),
    isLimited: options.only.length > 0 || options.skip.length > 0,
    effort: options.effort,
    target: {
      endpoint: settings.endpoint,
      region: settings.region,
      ...(name === undefined ? {} : { name }),
      ...(settings.insecure === true ? { insecure: true } : {}),
      ...(clockAheadMs === 0 ? {} : { clockAheadMs }),
    },
    cases: ids,
    sweep: { optional: optionalRequirements(suite), plan: planKey(plan, options) },
    ...(baseline === undefined ? {} : { baseline }),
    ...(shard === undefined ? {} : { shard: { ...shard, borrowed: [], all: ids } }),
  };
}

/** Reads that list what dry runs could have created, at effort smoke: before and after. */
const smokeListings = 8;

function announce(plan: SweepPlan, settings: TargetSettings, known: number, { stdout }: CommandContext): Progress {
  stdout.write(
    `Testing ${settings.endpoint} (region ${settings.region}).\n${figureLines(plan)}\n${known > 0 ? `  ${known} actions are known from the run that was interrupted\n` : ''}`,
  );
  return new Progress({ stream: stdout, total: plan.actions.length + 1 - known });
}

function eventsOf(
  { leftovers, endedBy, isInterrupted }: SweepOutcome,
  undeleted: readonly UndeletedResource[],
): RunEvents {
  return {
    ...uneventful,
    leftBehind: [
      ...leftovers.map(({ action, id, why }) => `${id}, created by the dry run of ${action}: ${why}`),
      // What dry runs created is named above already.
      ...undeleted.filter(({ kind }) => kind !== 'by-dry-run').map(({ kind, id, why }) => `${kind} ${id}: ${why}`),
    ],
    cutShort: [
      ...(isInterrupted ? ['interrupted'] : []),
      ...(endedBy === undefined
        ? []
        : [
            `the dry run of ${endedBy} was carried out, so no further ones were sent (--skip ${endedBy} leaves it out; --disposable goes on, on a local server that you throw away)`,
          ]),
    ],
  };
}

/** The actions of an interrupted run in this folder, if it had the same plan. */
async function knownResults(directory: string, plan: string): Promise<ReadonlyMap<string, ActionResult>> {
  const file = join(directory, eventsFile);
  try {
    const [run] = await readEvents(file);
    if (run?.start.sweep?.plan !== plan) {
      throw new UsageMistake(`${file} is of a run with another plan. Give the same options, or leave out --resume.`);
    }
    return new Map((run.actions ?? []).map((one) => [one.action, one]));
  } catch (problem) {
    if (problem instanceof UnreadableReport) throw new UsageMistake(`--resume: ${problem.message}`);
    throw problem;
  }
}

/** The same for runs that send the same to the same target. */
function planKey({ actions }: SweepPlan, { effort, shard, accountSettings, endpoint }: RunOptions): string {
  const probes = actions.reduce((sum, one) => sum + one.probes.length, 0);
  return [packageVersion(), endpoint ?? '', effort, shard ?? '', accountSettings === true, actions.length, probes].join(
    ' ',
  );
}
