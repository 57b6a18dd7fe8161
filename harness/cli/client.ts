/** `client`: tests an SDK or a command line tool by what it sends and what it makes of the answers. */
import { randomInt } from 'node:crypto';
import type { ResolvedBaseline } from '../../reports/baseline.ts';
import { wantsColour } from '../../reports/colour.ts';
import { uneventful } from '../../reports/conclusion.ts';
import { renderConsole } from '../../reports/console.ts';
import { Progress } from '../../reports/progress.ts';
import type { ExitCode, Report } from '../../reports/report.ts';
import { suiteDigest } from '../../reports/suite-digest.ts';
import { writeReports } from '../../reports/write.ts';
import { areOpen, clientCases, clientProperties } from '../../suites/client/cases.ts';
import { everyRequest } from '../../suites/client/every-request.ts';
import { type ClientRun, runClient } from '../client/client-run.ts';
import { CommandPlug } from '../client/command-plug.ts';
import { DriverPlug } from '../client/driver-plug.ts';
import { ClientWorkspace } from '../client/environment.ts';
import { exportCases } from '../client/export.ts';
import type { ClientDescription, ClientPlug } from '../client/outcome.ts';
import { isTemplate, placeholders } from '../client/template.ts';
import type { OperationSuite } from '../suite/operation-suite.ts';
import { fixtureTexts, packageVersion } from '../suite/package-facts.ts';
import { quoted } from '../transcript/curl.ts';
import { type ClientOptions, clientOptions } from './client-options.ts';
import { type ClientSelection, selectClientCases } from './client-selection.ts';
import { command } from './command.ts';
import type { Context } from './context.ts';
import { operationNamed, usualOperation } from './operation-option.ts';
import { makeReportDirectory } from './report-directory.ts';
import { loadBaseline, saveBaseline } from './run-baseline.ts';
import { type RunBeginning, RunRecord } from './run-record.ts';
import { UsageMistake } from './usage-mistake.ts';

export const clientCommand = command({
  name: 'client',
  takes: ['[-- COMMAND…]'],
  about: 'test an SDK or a command line tool: what it sends, and what it makes of the answers',
  details: [
    'A COMMAND with one of these in its arguments is run once for each case:',
    ...Object.entries(placeholders).map(([name, about]) => `  ${name.padEnd(12)}${about}`),
    'One without is a driver: a process that makes every call, told in lines of JSON (docs/driver-protocol.md).',
    'Example: ec2-conformance client -- aws ec2 revoke-security-group-ingress --cli-input-json {json}',
    'Region, keys and AWS_ENDPOINT_URL_EC2 are set for it; the keys open nothing, and no call leaves this machine.',
  ],
  options: clientOptions,
  run,
});

async function run(options: ClientOptions, words: readonly string[], context: Context): Promise<ExitCode> {
  const suite = await operationOfClients(options.operation, context);
  if (options.export !== undefined) return exportTo(options.export, context);
  if (words.length === 0) {
    throw new UsageMistake(
      'ec2-conformance client lacks its COMMAND. Write it behind --. See ec2-conformance client --help.',
    );
  }
  const asked = askedFor(options, words, suite);
  makeReportDirectory(options.out);
  const workspace = new ClientWorkspace();
  try {
    return await judge(asked, workspace, options, words, context);
  } finally {
    workspace.remove();
  }
}

function exportTo(directory: string, { stdout }: Context): ExitCode {
  makeReportDirectory(directory);
  for (const path of exportCases(clientCases(), directory)) stdout.write(`${path}\n`);
  return 0;
}

/** Throws UsageMistake for an operation of which nothing is demanded of clients. */
async function operationOfClients(name: string, context: Context): Promise<OperationSuite> {
  const suite = await operationNamed(name, context);
  if (!suite.requirements.some(({ binds }) => binds.includes('client'))) {
    throw new UsageMistake(
      `Clients are not judged by ${name} yet. Leave out --operation: ${usualOperation} is meant then.`,
    );
  }
  return suite;
}

interface Asked {
  readonly selection: ClientSelection;
  readonly beginning: RunBeginning;
  readonly runs: number;
}

function askedFor(options: ClientOptions, words: readonly string[], suite: OperationSuite): Asked {
  const { action, requirements: register } = suite;
  const cases = clientCases();
  const invariants = everyRequest.map(({ requirement }) => requirement);
  const now = new Date();
  const seed = options.seed ?? randomInt(2 ** 31 - 1);
  const runs = options.runs ?? (isTemplate(words) ? 10 : 100);
  const properties = clientProperties(seed, runs);
  const globs = { only: options.only ?? [], skip: options.skip ?? [] };
  const selection = selectClientCases({ requirements: register, cases, properties }, globs);
  const baseline = loadBaseline(options.baseline, 'client', { requirements: register, cases, invariants }, now);
  return {
    selection,
    runs,
    beginning: {
      suite: { name: 'ec2-conformance', version: packageVersion(), digest: suiteDigest(register, fixtureTexts()) },
      mode: 'client',
      operation: action,
      startedAt: now.toISOString(),
      seed,
      strict: options.strict === true,
      register,
      invariantRequirements: invariants,
      selected: [...selection.requirements],
      ...(baseline === undefined ? {} : { baseline }),
    },
  };
}

async function judge(
  asked: Asked,
  workspace: ClientWorkspace,
  options: ClientOptions,
  words: readonly string[],
  context: Context,
): Promise<ExitCode> {
  const since = performance.now();
  const record = new RunRecord(options.out);
  const happened = await runAsked(asked, plugFor(workspace, options, words, context), record, options, words, context);
  if (happened.problem !== undefined) {
    context.stderr.write(`ec2-conformance client: ${happened.problem.message}\n`);
    return 4;
  }
  const report = record.end({
    durationMs: Math.round(performance.now() - since),
    callsByAction: callsOf(happened),
    events: { ...uneventful, cutShort: happened.cutShort },
  });
  return deliver(report, asked.beginning.baseline, options, context);
}

function plugFor(
  workspace: ClientWorkspace,
  options: ClientOptions,
  words: readonly string[],
  { environment }: Context,
): ClientPlug {
  return isTemplate(words)
    ? new CommandPlug({ command: words, workspace, environment, lacks: options.lacks ?? [] })
    : new DriverPlug({ command: words, workspace, environment, startTimeoutMs: Math.max(options.timeout, 10_000) });
}

async function runAsked(
  { selection, beginning, runs }: Asked,
  plug: ClientPlug,
  record: RunRecord,
  options: ClientOptions,
  words: readonly string[],
  context: Context,
): Promise<ClientRun> {
  const { cases } = selection;
  const properties = clientProperties(beginning.seed, runs).filter(({ id }) => selection.properties.includes(id));
  const total = cases.length + properties.length;
  let interrupted = false;
  void context.interrupted().then(() => {
    interrupted = true;
  });
  let progress: Progress | undefined;
  let calls = 0;
  const happened = await runClient({
    plug: withLacks(plug, options.lacks ?? []),
    cases,
    properties,
    invariants: everyRequest,
    isOpen: areOpen,
    timeoutMs: options.timeout,
    concurrency: options.concurrency,
    command: `-- ${words.map(quoted).join(' ')}`,
    interrupted: () => interrupted,
    onStarted: (client) => {
      const target = { name: options.name ?? nameOf(client) };
      record.start({ ...beginning, target, cases: cases.map(({ id }) => id) });
      if (options.quiet === true) return;
      context.stdout.write(announcement(client, total));
      progress = new Progress({ stream: context.stdout, total });
    },
    onResult: (result) => {
      record.case(result);
      calls += Object.values(result.calls).reduce((sum, count) => sum + count, 0);
      progress?.step({ failed: result.verdict === 'fail', calls, id: result.id });
    },
  });
  progress?.end();
  return happened;
}

/** What the user says the client lacks, on top of what it says itself. */
function withLacks(plug: ClientPlug, lacks: readonly string[]): ClientPlug {
  return {
    start: async () => {
      const client = await plug.start();
      return { ...client, lacks: [...new Set([...client.lacks, ...lacks])] };
    },
    call: (call) => plug.call(call),
    close: () => plug.close(),
  };
}

function nameOf({ name, version }: ClientDescription): string {
  return version === undefined ? name : `${name} ${version}`;
}

function announcement(client: ClientDescription, total: number): string {
  return [
    `Testing ${nameOf(client)} with ${total} cases.`,
    ...(client.lacks.length === 0 ? [] : [`  not shown by this client: ${client.lacks.join(', ')}`]),
    '',
  ].join('\n');
}

function callsOf({ results }: ClientRun): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const { calls } of results) {
    for (const [action, count] of Object.entries(calls)) total[action] = (total[action] ?? 0) + count;
  }
  return total;
}

async function deliver(
  report: Report,
  baseline: ResolvedBaseline | undefined,
  options: ClientOptions,
  context: Context,
): Promise<ExitCode> {
  await writeReports(report, options.out);
  if (options.writeBaseline !== undefined) saveBaseline(options.writeBaseline, report, baseline);
  context.stdout.write(
    renderConsole(report, {
      colour: wantsColour(context.stdout, context.environment),
      detail: options.quiet === true ? 'quiet' : options.verbose === true ? 'verbose' : 'normal',
      reports: options.out,
    }),
  );
  return report.summary.exitCode;
}
