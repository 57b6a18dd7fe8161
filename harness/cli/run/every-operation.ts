/** `--operation every-operation`: a sweep over every action of EC2, planned, run and reported. */
import { join } from 'node:path';
import picomatch from 'picomatch';
import { type RunEvents, uneventful } from '../../../reports/conclusion.ts';
import { wantsColour } from '../../../reports/formats/colour.ts';
import { renderConsole } from '../../../reports/formats/console.ts';
import { eventsFile, readEvents } from '../../../reports/formats/events-file.ts';
import { Progress } from '../../../reports/formats/progress.ts';
import { UnreadableReport } from '../../../reports/read.ts';
import type { ExitCode } from '../../../reports/report.ts';
import { writeReports } from '../../../reports/write.ts';
import { suite } from '../../../suites/every-operation/suite.ts';
import { budgetOf } from '../../endpoint/call-budget.ts';
import { Caller } from '../../endpoint/caller.ts';
import { firstContact } from '../../endpoint/endpoint-check.ts';
import { documentedPace, secondsFor } from '../../endpoint/pace.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { runName } from '../../endpoint/target-settings.ts';
import type { ActionResult } from '../../model-sweep/action-result.ts';
import { planSweep, type SweepPlan } from '../../model-sweep/plan-sweep.ts';
import type { ProbeContext } from '../../model-sweep/probe.ts';
import type { ProbeKind } from '../../model-sweep/probe-kind.ts';
import { runSweep, type SweepOutcome } from '../../model-sweep/run-sweep.ts';
import { loadSweepList } from '../../model-sweep/sweep-actions.ts';
import type { SweepSuite } from '../../model-sweep/sweep-subject.ts';
import { packageVersion } from '../../package/package-facts.ts';
import { requireAccount } from '../../security-groups/account.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import { makeReportDirectory } from '../commands/report-directory.ts';
import { hasConsent } from '../confirmation.ts';
import { openTarget } from '../connection/open-target.ts';
import type { CommandContext } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import { everyOperation } from '../operation-option.ts';
import { suiteIdentity } from '../suite-identity.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { isOnThisMachine } from './plan-text.ts';
import { alwaysAsked, loadBaseline, saveBaseline } from './run-baseline.ts';
import type { RunOptions } from './run-options.ts';
import { RunRecord } from './run-record.ts';
import { chooseSeed } from './seed.ts';
import { parseShard } from './shard.ts';

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
      context.stdout.write(describeSweep(asked.plan, settings));
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
  return isJson ? `${JSON.stringify(sweepFigures(plan, settings), undefined, 2)}\n` : describeSweep(plan, settings);
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

function contextFor(settings: TargetSettings, apiVersion: string): ProbeContext {
  const name = runName(settings, 'sweep');
  return {
    apiVersion,
    fill: (text) => (text === 'example' ? name : text),
    hasDeniedIdentity: settings.identities.denied !== undefined,
  };
}

async function sweep(
  { plan, suite: selected, context: probes }: AskedSweep,
  settings: TargetSettings,
  name: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const now = new Date();
  const since = performance.now();
  const { requirements } = suite;
  const wanted = new Set([...selected.checks.map(({ requirement }) => requirement), suite.nothingCreated]);
  const matchable = {
    operation: suite.name,
    requirements,
    cases: requirements.map(({ id }) => ({ id, requirements: [id] })),
    invariants: [],
  };
  const baseline = loadBaseline(options.baseline, 'server', matchable, now);
  if (baseline !== undefined) alwaysAsked(baseline);
  const caller = new Caller(settings, budgetOf(settings));
  let isInterrupted = false;
  void context.interrupted().then(() => {
    isInterrupted = true;
  });
  try {
    await firstContact(caller);
    if (settings.account !== undefined) await requireAccount(caller, settings.account);
    const planText = planKey(plan, options);
    const known = options.resume === true ? await knownResults(options.out, planText) : new Map<string, ActionResult>();
    const record = new RunRecord(options.out, (text) => context.secrets.cleanAnswer(text));
    const shard = options.shard === undefined ? undefined : parseShard(options.shard);
    const ids = requirements.map(({ id }) => id);
    record.start([
      {
        suite: suiteIdentity([{ suite }]),
        mode: 'server',
        operation: suite.name,
        startedAt: now.toISOString(),
        seed: chooseSeed(options.seed, { version: packageVersion(), operation: suite.name, effort: options.effort }),
        strict: options.strict === true,
        register: requirements,
        invariantRequirements: [],
        selected: ids.filter((id) => wanted.has(id)),
        isLimited: options.only.length > 0 || options.skip.length > 0,
        effort: options.effort,
        target: {
          endpoint: settings.endpoint,
          region: settings.region,
          ...(name === undefined ? {} : { name }),
          ...(settings.insecure === true ? { insecure: true } : {}),
          ...(caller.clockAheadMs === 0 ? {} : { clockAheadMs: caller.clockAheadMs }),
        },
        cases: ids,
        sweep: {
          optional: suite.checks.filter((one) => one.isOptional === true).map((one) => one.requirement),
          plan: planText,
        },
        ...(baseline === undefined ? {} : { baseline }),
        ...(shard === undefined ? {} : { shard: { ...shard, borrowed: [], all: ids } }),
      },
    ]);
    for (const result of known.values()) record.action(result);
    const progress = options.quiet === true ? undefined : announce(plan, settings, known.size, context);
    const outcome = await runSweep({
      suite: selected,
      plan,
      model: loadServiceModel(),
      list: loadSweepList(),
      caller,
      context: probes,
      concurrency: settings.concurrency,
      isListing: isOnThisMachine(settings),
      maxListings: options.effort === 'smoke' ? smokeListings : Number.POSITIVE_INFINITY,
      isDisposable: options.disposable === true,
      known,
      isInterrupted: () => isInterrupted,
      onResult: (result) => {
        record.action(result);
        const failed = result.cells.some(({ verdict }) => verdict === 'fail');
        progress?.step({ failed, calls: caller.budget.total, id: result.action });
      },
    });
    progress?.end();
    const report = record.end({
      durationMs: Math.round(performance.now() - since),
      callsByAction: caller.budget.byAction,
      transportStats: caller.transportStats,
      events: eventsOf(outcome),
    });
    await writeReports(report, options.out);
    if (options.writeBaseline !== undefined) saveBaseline(options.writeBaseline, report, baseline);
    const detail = options.quiet === true ? 'quiet' : options.verbose === true ? 'verbose' : 'normal';
    const colour = wantsColour(context.stdout, context.environment);
    context.stdout.write(renderConsole(report, { colour, detail, reports: options.out }));
    return report.summary.exitCode;
  } finally {
    caller.close();
  }
}

/** Reads that list what dry runs could have created, at effort smoke: before and after. */
const smokeListings = 8;

function announce(plan: SweepPlan, settings: TargetSettings, known: number, { stdout }: CommandContext): Progress {
  stdout.write(
    `Testing ${settings.endpoint} (region ${settings.region}).\n${figureLines(plan)}\n${known > 0 ? `  ${known} actions are known from the run that was interrupted\n` : ''}`,
  );
  return new Progress({ stream: stdout, total: plan.actions.length + 1 - known });
}

function eventsOf({ leftovers, endedBy, isInterrupted }: SweepOutcome): RunEvents {
  return {
    ...uneventful,
    leftBehind: leftovers.map(({ action, id, why }) => `${id}, created by the dry run of ${action}: ${why}`),
    cutShort: [
      ...(isInterrupted ? ['interrupted'] : []),
      ...(endedBy === undefined ? [] : [`the dry run of ${endedBy} was carried out, so no further ones were sent`]),
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

function figuresOf({ actions, calls, maxCalls }: SweepPlan) {
  const count = (wanted: (one: SweepPlan['actions'][number]) => boolean) => actions.filter(wanted).length;
  const isLeftOut = (why: string) => count(({ use }) => use.kind === 'not-sent' && use.why === why);
  return {
    actions: actions.length,
    reads: count(({ use }) => use.kind === 'read'),
    dryRuns: count(({ use }) => use.kind === 'dry-run'),
    withoutDryRun: isLeftOut('no-dry-run'),
    accountSettings: isLeftOut('account-setting'),
    calls,
    maxCalls,
  };
}

function figureLines(plan: SweepPlan): string {
  const { actions, reads, dryRuns, withoutDryRun, accountSettings, calls, maxCalls } = figuresOf(plan);
  return [
    `  ${actions} actions: ${reads} reads, ${dryRuns} as dry runs alone, ${withoutDryRun} not sent, since they change something and have no DryRun`,
    `  ${accountSettings} not sent, since they change the whole account or buy something: --account-settings adds their dry runs`,
    `  about ${calls} calls, at most ${maxCalls}`,
  ].join('\n');
}

function describeSweep(plan: SweepPlan, settings: TargetSettings): string {
  const { seconds } = sweepFigures(plan, settings);
  return [
    `Plan for ${settings.endpoint} (region ${settings.region})`,
    '  creates   nothing: reads of a reviewed list, and requests with DryRun=true',
    figureLines(plan),
    `  duration  about ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}`,
    '  a dry run that is carried out ends the run',
    '',
  ].join('\n');
}

/** Milliseconds from request to response that a distant endpoint is taken to need. */
const usualRoundTripMs = 100;

function sweepFigures(plan: SweepPlan, settings: TargetSettings) {
  const byAction = Object.fromEntries(plan.actions.map(({ action, probes }) => [action.name, probes.length]));
  const paced = secondsFor(settings.pace ?? documentedPace, byAction);
  const trips = isOnThisMachine(settings) ? plan.calls * 0.003 : (plan.calls * usualRoundTripMs) / 1000;
  const rated = settings.rate === undefined ? 0 : plan.calls / settings.rate;
  const seconds = Math.ceil(Math.max(isOnThisMachine(settings) ? 0 : paced, trips, rated));
  return { endpoint: settings.endpoint, region: settings.region, ...figuresOf(plan), seconds };
}
