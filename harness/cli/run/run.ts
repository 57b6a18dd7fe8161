/** `run`: tests a server and writes reports; leaves nothing else behind. */
import type { Matchable } from '../../../reports/baseline.ts';
import { type RunEvents, uneventful } from '../../../reports/conclusion.ts';
import { Progress } from '../../../reports/formats/progress.ts';
import type { ExitCode, TargetReport } from '../../../reports/report.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import { leastSlowMs } from '../../endpoint/caller.ts';
import { UnwritableFile, unwritableBy } from '../../endpoint/output-file.ts';
import type { TargetProblem } from '../../endpoint/problem.ts';
import { beginRecording, endRecording } from '../../endpoint/recording/recording-files.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { type Lanes, lanesFor } from '../../engine/lanes.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { packageVersion } from '../../package/package-facts.ts';
import type { TargetFindings, UndeletedResource } from '../../scene/domain.ts';
import { command } from '../command.ts';
import { makeReportDirectory } from '../commands/report-directory.ts';
import { leftBehindText, sweepLine } from '../commands/sweep-line.ts';
import { hasConsent } from '../confirmation.ts';
import { embeddedTargetName, type OpenTarget, openTarget } from '../connection/open-target.ts';
import { asRecorded, recordingHead, recordingToReplay } from '../connection/recording-options.ts';
import type { CommandContext } from '../context.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { everyOperation, selectedSuites } from '../operation-option.ts';
import { optionWords } from '../option-table.ts';
import { suiteIdentity } from '../suite-identity.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { buildPlan } from './build-plan.ts';
import { writeCaseFiles } from './case-files.ts';
import { deliver } from './deliver.ts';
import { describePlan, isOnThisMachine } from './plan-text.ts';
import { alwaysAsked, checkBaselineFile, joinedBaseline, loadBaselines } from './run-baseline.ts';
import { type RunOptions, refuseIdleOptions, rerunWords, runOptions } from './run-options.ts';
import { nothingAlways, planText, type RunPlan } from './run-plan.ts';
import { type RunBeginning, RunRecord } from './run-record.ts';
import { chooseSeed, withRerunOptions } from './seed.ts';
import { runAgainstServer, type ServerRun } from './server-run.ts';
import { parseShard } from './shard.ts';

/** The command `run`. */
export const runCommand = command({
  name: 'run',
  takes: [],
  about: 'test a server; without --endpoint the embedded target, a small conforming EC2 server',
  details: [
    'Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the default for a loopback endpoint is test/test.',
    'EC2_CONFORMANCE_DENIED_… names an identity without permissions, EC2_CONFORMANCE_SESSION_… a temporary one.',
    'Exit codes: 0 conforms, 1 does not, 2 wrong usage or configuration or output that cannot be written, 3 incomplete, 4 target unreachable and nothing judged, 5 resources left behind; if several apply, the first of 2, 4, 5, 1, 3.',
  ],
  options: runOptions,
  run,
});

async function run(given: RunOptions, _positionals: readonly string[], context: CommandContext): Promise<ExitCode> {
  refuseIdleOptions(given, given.operation === everyOperation);
  if (given.operation === everyOperation) {
    const { runEveryOperation } = await import('../every-operation/run-every-operation.ts');
    return runEveryOperation(given, context);
  }
  const recorded = recordingToReplay(given);
  const options = recorded === undefined ? given : asRecorded(given, recorded);
  const asked = await askedFor(options, context);
  makeReportDirectory(options.out);
  checkBaselineFile(options.writeBaseline);
  const opened = await openTarget(recorded, options, context);
  try {
    if (!(await maybeStart(opened, asked, options, context))) return 3;
    if (options.record !== undefined) {
      beginRecording(options.record, recordingHead(opened.settings, opened.name, asked.beginnings, options));
    }
    const since = performance.now();
    const record = new RunRecord(options.out, (text) => context.secrets.cleanResponse(text));
    const happened = await runSelected(opened, asked, record, options, context);
    const unsealed = await sealed(options, happened);
    if (happened.problem !== undefined) {
      return tellProblem(happened.problem, happened.leftovers, sweepAfter(opened, options), context);
    }
    const { report, unwritable } = record.end({
      durationMs: Math.round(performance.now() - since),
      callsByAction: happened.callsByAction,
      transportStats: happened.transportStats,
      events: eventsOf(happened),
    });
    const baselines = asked.beginnings.flatMap(({ baseline }) => baseline ?? []);
    const finished = { report, unwritable: [...unwritable, ...unsealed] };
    const writeMore = () => writeCaseFiles(report, options.out);
    const code = await deliver(finished, joinedBaseline(baselines), options, context, writeMore);
    if (happened.leftovers.length > 0) {
      context.stderr.write(`Remove what is left behind with: ${sweepAfter(opened, options)}\n`);
    }
    return code;
  } finally {
    await opened.close();
  }
}

/** Ends the recording, where there is one; why it could not be, if so. */
async function sealed({ record }: RunOptions, { problem, unwritable }: ServerRun): Promise<readonly UnwritableFile[]> {
  if (record === undefined || problem instanceof UnwritableFile) return [];
  return unwritable === undefined ? unwritableBy(() => endRecording(record)) : [unwritable];
}

/** The command that removes what this run left. */
function sweepAfter({ settings }: OpenTarget, options: RunOptions): string {
  const words = optionWords(runOptions, options, ['timeout', 'insecure']);
  return sweepLine(settings, { out: options.out, words, runId: settings.runId });
}

/** Why nothing was tested or the run ended early, and what it left behind; there is no report to say it. */
function tellProblem(
  problem: TargetProblem | UnwritableFile,
  leftovers: readonly UndeletedResource[],
  sweep: string,
  { stderr }: CommandContext,
): ExitCode {
  stderr.write(`ec2-conformance run: ${problem.message}\n${leftBehindText(leftovers, sweep)}`);
  return problem instanceof UnwritableFile || problem.kind === 'configuration' ? 2 : 4;
}

/** Whether to go on, where something is going to be changed that is not on this machine. */
async function maybeStart({ settings }: OpenTarget, { plan }: Asked, options: RunOptions, context: CommandContext) {
  if (isOnThisMachine(settings) || options.replay !== undefined) return true;
  context.stdout.write(describePlan(plan, settings));
  return hasConsent(`start testing ${settings.endpoint}`, options.yes === true, context);
}

/** Everything that was asked for; all of it is checked before the first request. */
interface Asked {
  readonly plan: RunPlan;
  /** Those that the baseline holds, by operation; part of the plan. */
  readonly counterexamples: Readonly<Record<string, readonly FixtureCase[]>>;
  /** By operation. */
  readonly beginnings: readonly RunBeginning[];
}

async function askedFor(options: RunOptions, context: CommandContext): Promise<Asked> {
  const selected = await selectedSuites(options, context);
  const now = new Date();
  if (options.shard !== undefined && options.writeBaseline !== undefined) {
    throw new UsageMistake('--write-baseline lists what a whole run failed. Leave out --shard.');
  }
  if (options.shard !== undefined && selected.length > 1) {
    throw new UsageMistake('--shard splits the cases of one operation. Give one --operation, or leave out --shard.');
  }
  const isInOneGroup = options.mode === 'full' && options.useGroup.length > 0;
  if (isInOneGroup && ((options.concurrency ?? 1) > 1 || options.shard !== undefined)) {
    throw new UsageMistake('--use-group has one group for all cases. Leave out --concurrency and --shard.');
  }
  const baselines = loadBaselines(
    options.baseline,
    'server',
    selected.map(({ suite }) => matchableOf(suite)),
    now,
  );
  const wanted = selected.map(({ suite }) => {
    const baseline = baselines.get(suite.action);
    return { suite, baseline, always: baseline === undefined ? nothingAlways : alwaysAsked(baseline) };
  });
  const plan = buildPlan(options, wanted);
  const common = {
    suite: suiteIdentity(selected),
    mode: 'server' as const,
    startedAt: now.toISOString(),
    seed: chooseSeed(options.seed, {
      version: packageVersion(),
      operation: options.operation,
      effort: options.effort,
    }),
    strict: options.strict === true,
    isLimited: options.only.length > 0 || options.skip.length > 0 || options.mode === 'safe',
    effort: options.effort,
  };
  return {
    plan,
    counterexamples: Object.fromEntries(wanted.map(({ suite, always }) => [suite.action, always.counterexamples])),
    beginnings: plan.parts.map(({ operation: { action, requirements, generalChecks }, selection }) => ({
      ...common,
      operation: action,
      register: requirements,
      invariantRequirements: generalChecks.map(({ requirement }) => requirement),
      selected: [...selection.requirements],
      ...omitUndefined({ baseline: baselines.get(action) }),
    })),
  };
}

function matchableOf({ action, requirements, cases, generalChecks }: OperationSuite): Matchable {
  return { operation: action, requirements, cases, invariants: generalChecks.map(({ requirement }) => requirement) };
}

async function runSelected(
  { settings, name }: OpenTarget,
  { plan, counterexamples, beginnings }: Asked,
  record: RunRecord,
  options: RunOptions,
  context: CommandContext,
): Promise<ServerRun> {
  let progress: Progress | undefined;
  let calls = 0;
  const rerun = { seed: beginnings[0]?.seed ?? 0, effort: options.effort, words: rerunWords(options) };
  const happened = await runAgainstServer({
    settings,
    plan,
    counterexamples,
    seed: rerun.seed,
    directory: options.out,
    interrupted: context.interrupted(),
    ...(options.shard === undefined ? {} : { shard: parseShard(options.shard) }),
    onStart: (preparation, plans, spent) => {
      const lanes = lanesFor(preparation, settings, plan.isLimited);
      const target = targetReport(settings, name, preparation, lanes);
      record.start(
        plans.flatMap(({ operation, cases, shard }) =>
          beginnings
            .filter((one) => one.operation === operation.action)
            .map((one) => ({ ...one, target, cases: cases.map(({ id }) => id), ...omitUndefined({ shard }) })),
        ),
      );
      calls = spent;
      if (options.quiet === true) return;
      context.stdout.write(announcement(target, planText(plan, options.effort), preparation, lanes));
      const total = plans.reduce((sum, { cases }) => sum + cases.length, 0);
      progress = new Progress({ stream: context.stdout, total });
    },
    onResult: (result, operation) => {
      record.case(withRerunOptions(result, rerun), operation);
      calls += totalCalls(result.calls);
      const { id, verdict } = result;
      progress?.step({ failed: verdict === 'fail', wasRun: verdict !== 'not-asked', calls, id });
    },
  });
  progress?.end();
  return happened;
}

function targetReport(
  settings: TargetSettings,
  name: string | undefined,
  preparation: TargetFindings,
  lanes: Lanes,
): TargetReport {
  return {
    endpoint: settings.endpoint,
    region: settings.region,
    ...(name === undefined ? {} : { name }),
    ...(settings.insecure === true ? { insecure: true } : {}),
    ...omitUndefined({ clockAheadMs: preparation.clockAheadMs, visibleAfterMs: preparation.visibleAfterMs }),
    lanes,
    capabilities: preparation.capabilities,
  };
}

function announcement(target: TargetReport, plan: string, preparation: TargetFindings, lanes: Lanes): string {
  const { endpoint, region, name } = target;
  const lacking = Object.entries(preparation.capabilities).filter(([, { available }]) => !available);
  return [
    name === embeddedTargetName
      ? `No --endpoint is given. Testing the embedded target, ${endpoint} (region ${region}).`
      : `Testing ${endpoint} (region ${region}).`,
    plan,
    ...lanesText(lanes, preparation),
    ...lacking.map(([capability, { why }]) => `  not available: ${capability} (${why})`),
    '',
  ].join('\n');
}

/** Not where one case at a time is what anybody expects. */
function lanesText({ count, why }: Lanes, { responseMs = 0 }: TargetFindings): readonly string[] {
  if (count === 1 && responseMs < leastSlowMs) return [];
  return [`  ${count === 1 ? 'one case' : `${count} cases`} at a time: ${why}`];
}

function eventsOf({ preparation, leftovers, cutShort, mistakes }: ServerRun): RunEvents {
  return {
    ...uneventful,
    ...omitUndefined({ contradictions: preparation?.contradictions }),
    leftBehind: leftovers.map(({ kind, id, why }) => `${kind} ${id}: ${why}`),
    cutShort: [...cutShort, ...mistakes.map((mistake) => `a mistake of the suite: ${mistake}`)],
  };
}
