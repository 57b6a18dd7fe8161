/** `run`: tests a server, says where it departs, leaves reports and nothing else behind. */
import { randomInt } from 'node:crypto';
import { assembleReport } from '../../reports/assemble.ts';
import { wantsColour } from '../../reports/colour.ts';
import { renderConsole } from '../../reports/console.ts';
import { Progress } from '../../reports/progress.ts';
import type { ExitCode, Report } from '../../reports/report.ts';
import { suiteDigest } from '../../reports/suite-digest.ts';
import { writeReports } from '../../reports/write.ts';
import { topics } from '../../suites/server/cases.ts';
import { everyAnswer } from '../../suites/server/every-answer.ts';
import { startReference } from '../reference/reference.ts';
import type { Requirement } from '../register/requirement.ts';
import type { Case } from '../suite/case.ts';
import { fixtureTexts, packageVersion } from '../suite/package-facts.ts';
import type { Preparation, TargetSettings } from '../target/settings.ts';
import { command } from './command.ts';
import type { Context } from './context.ts';
import { makeReportDirectory } from './report-directory.ts';
import { type RunOptions, runOptions } from './run-options.ts';
import { type Selection, selectCases } from './selection.ts';
import { runAgainstServer, type ServerRun } from './server-run.ts';
import { readTargetFile } from './target-file.ts';
import { endpointOf, targetSettings } from './target-settings.ts';

export const runCommand = command({
  name: 'run',
  takes: [],
  about: 'test a server; without --endpoint the embedded reference target',
  details: [
    'Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; against a loopback endpoint with none set, test/test.',
    'EC2_CONFORMANCE_DENIED_… names an identity without permissions, EC2_CONFORMANCE_SESSION_… a temporary one.',
    'Exit codes: 0 conforms, 1 does not, 2 wrong usage or configuration, 3 incomplete, 4 target unreachable, 5 resources left behind.',
  ],
  options: runOptions,
  run,
});

async function run(options: RunOptions, _positionals: readonly string[], context: Context): Promise<ExitCode> {
  const register = await context.catalogue.requirements();
  const cases = await context.catalogue.cases();
  const selection = selectCases(register, cases, { only: options.only ?? [], skip: options.skip ?? [] });
  makeReportDirectory(options.out);
  const { settings, name, close } = await openTarget(options, context);
  try {
    const startedAt = new Date();
    const since = performance.now();
    const happened = await runSelected(settings, selection, options, context);
    const report = toReport({ happened, register, cases: selection, settings, name, options, startedAt, since });
    return await deliver(report, happened, options, context);
  } finally {
    await close();
  }
}

interface OpenTarget {
  readonly settings: TargetSettings;
  readonly name?: string;
  readonly close: () => Promise<void>;
}

async function openTarget(options: RunOptions, context: Context): Promise<OpenTarget> {
  const file = options.target === undefined ? undefined : readTargetFile(options.target);
  const endpoint = endpointOf(withoutUndefined({ endpoint: options.endpoint ?? file?.endpoint }), context.environment);
  const asked = withoutUndefined({
    region: options.region ?? file?.region,
    declared: file?.declared,
    timeoutMs: options.timeout,
    concurrency: options.concurrency,
    rate: options.rate,
  });
  if (endpoint !== undefined) {
    const settings = targetSettings(endpoint, asked, context.environment);
    return { settings, ...withoutUndefined({ name: file?.name }), close: async () => undefined };
  }
  const reference = await startReference();
  const settings = targetSettings(String(reference.endpoint), { ...asked, region: reference.region }, {});
  return {
    settings: { ...settings, identities: reference.credentials },
    name: 'embedded reference target',
    close: () => reference.close(),
  };
}

async function runSelected(
  settings: TargetSettings,
  selection: Selection,
  options: RunOptions,
  context: Context,
): Promise<ServerRun> {
  let progress: Progress | undefined;
  let calls = 0;
  const quiet = options.quiet === true;
  const happened = await runAgainstServer({
    settings,
    cases: selection.cases,
    topics: topics.filter((topic) => selection.cases.some(({ id }) => id.startsWith(`${topic}/`))),
    maxCalls: options.maxCalls,
    directory: options.out,
    interrupted: context.interrupted(),
    onPrepared: (preparation, spent) => {
      calls = spent;
      if (!quiet) {
        context.stdout.write(announcement(settings, preparation, selection.cases));
        progress = new Progress({ stream: context.stdout, total: selection.cases.length });
      }
    },
    onResult: (result) => {
      calls += Object.values(result.calls).reduce((sum, count) => sum + count, 0);
      progress?.step({ failed: result.verdict === 'fail', calls, id: result.id });
    },
  });
  progress?.end();
  return happened;
}

function announcement(settings: TargetSettings, preparation: Preparation, cases: readonly Case[]): string {
  const lacking = Object.entries(preparation.capabilities).filter(([, { available }]) => !available);
  return [
    `Testing ${settings.endpoint} (region ${settings.region}) with ${cases.length} cases.`,
    ...lacking.map(([capability, { why }]) => `  not found: ${capability} (${why})`),
    '',
  ].join('\n');
}

interface ReportParts {
  readonly happened: ServerRun;
  readonly register: readonly Requirement[];
  readonly cases: Selection;
  readonly settings: TargetSettings;
  readonly name: string | undefined;
  readonly options: RunOptions;
  readonly startedAt: Date;
  readonly since: number;
}

function toReport({ happened, register, cases, settings, name, options, startedAt, since }: ReportParts): Report {
  const { problem } = happened;
  return assembleReport({
    register,
    results: happened.results,
    invariantRequirements: everyAnswer.map(({ requirement }) => requirement),
    suite: { name: 'ec2-conformance', version: packageVersion(), digest: suiteDigest(register, fixtureTexts()) },
    mode: 'server',
    target: {
      endpoint: settings.endpoint,
      region: settings.region,
      ...(name === undefined ? {} : { name }),
      ...(happened.preparation === undefined ? {} : { capabilities: happened.preparation.capabilities }),
    },
    startedAt,
    durationMs: Math.round(performance.now() - since),
    seed: options.seed ?? randomInt(2 ** 31 - 1),
    callsByAction: happened.callsByAction,
    strict: options.strict === true,
    selected: cases.requirements,
    events: {
      misconfigured: problem?.kind === 'configuration' ? [problem.message] : [],
      unreachable: problem?.kind === 'unreachable' ? [problem.message] : [],
      leftBehind: happened.leftovers.map(({ kind, id, why }) => `${kind} ${id}: ${why}`),
      cutShort: [...happened.cutShort, ...happened.mistakes.map((mistake) => `a mistake of the suite: ${mistake}`)],
    },
  });
}

/** A run that judged nothing leaves no report: half a report would look like a whole one. */
async function deliver(report: Report, happened: ServerRun, options: RunOptions, context: Context): Promise<ExitCode> {
  if (happened.problem !== undefined) {
    context.stderr.write(`ec2-conformance run: ${happened.problem.message}\n`);
    return report.summary.exitCode;
  }
  await writeReports(report, options.out);
  context.stdout.write(
    renderConsole(report, {
      colour: wantsColour(context.stdout, context.environment),
      detail: options.quiet === true ? 'quiet' : options.verbose === true ? 'verbose' : 'normal',
      reports: options.out,
    }),
  );
  return report.summary.exitCode;
}

/** Drops undefined members, which exact optional properties do not take. */
function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
