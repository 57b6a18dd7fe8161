/** `client`: tests an SDK or a command line tool by the requests that it sends and by how it reads responses. */
import { Progress } from '../../../reports/formats/progress.ts';
import type { ExitCode } from '../../../reports/report.ts';
import { clientCases } from '../../../suites/client/cases.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import { CommandAdapter } from '../../client/driver/command-adapter.ts';
import { DriverAdapter } from '../../client/driver/driver-adapter.ts';
import { ClientWorkspace } from '../../client/driver/environment.ts';
import { exportCases } from '../../client/driver/export.ts';
import { isTemplate, namesOperation, placeholders } from '../../client/driver/template.ts';
import { type ClientAdapter, type ClientDescription, ClientProblem } from '../../client/outcome.ts';
import { asUnwritable } from '../../endpoint/output-file.ts';
import { commandLine } from '../../transcript/shell.ts';
import { command } from '../command.ts';
import { makeReportDirectory } from '../commands/report-directory.ts';
import { readServiceModel } from '../connection/service-model-option.ts';
import { identitiesIn } from '../connection/target-settings.ts';
import type { CommandContext } from '../context.ts';
import { everyOperation } from '../operation-option.ts';
import { optionWords } from '../option-table.ts';
import { deliver } from '../run/deliver.ts';
import { checkBaselineFile, joinedBaseline } from '../run/run-baseline.ts';
import { refuseQuietAndVerbose } from '../run/run-options.ts';
import type { FinishedRun } from '../run/run-record.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { judgeClient, nameOf } from './client-judging.ts';
import { type ClientOptions, clientOptions } from './client-options.ts';
import { type ClientRunPlan, planClientRun, suitesOfClients } from './client-plan.ts';
import { refuseUnknownLacks } from './lacks-option.ts';

/** The command `client`. */
export const clientCommand = command({
  name: 'client',
  takes: ['[-- COMMAND…]'],
  about: 'test an SDK or a command-line tool: the requests it sends, and how it reads responses',
  details: [
    'A COMMAND with one of these in its arguments is run once for each case:',
    ...Object.entries(placeholders).map(([name, about]) => `  ${name.padEnd(12)}${about}`),
    'Without any of them, COMMAND is a driver: one process that makes every call, controlled by lines of JSON (docs/driver-protocol.md).',
    `Example: ${commandLine(['client', '--', 'aws', 'ec2', 'revoke-security-group-ingress', '--cli-input-json'])} '{json}'`,
    'The suite sets region, keys and AWS_ENDPOINT_URL_EC2 for it. The keys are fake, and no call leaves this machine.',
  ],
  options: clientOptions,
  run,
});

async function run(options: ClientOptions, words: readonly string[], context: CommandContext): Promise<ExitCode> {
  context.secrets.learn(identitiesIn(context.environment));
  const suites = await suitesOfClients(options, context.catalogue);
  refuseQuietAndVerbose(options);
  if (options.export !== undefined) {
    if (words.length > 0) throw new UsageMistake('--export runs nothing. Leave out the COMMAND.');
    return exportTo(options.export, context);
  }
  if (words.length === 0) {
    throw new UsageMistake(
      'ec2-conformance client needs a COMMAND. Write it after --. See npx ec2-conformance client --help.',
    );
  }
  const actions = suites.map(({ suite }) => suite.action);
  const isSweep = options.operation === everyOperation;
  if (!isSweep) refuseUnknownLacks(options.lacks ?? [], actions);
  if (isTemplate(words) && (isSweep || actions.length > 1) && !namesOperation(words)) {
    throw new UsageMistake(
      'Several operations need a COMMAND that says which one to call. Write {operation} or {action} into it: aws ec2 {operation} --cli-input-json {json}.',
    );
  }
  const model = readServiceModel(options.serviceModel);
  const asked = planClientRun(options, options.runs ?? (isTemplate(words) ? 10 : 100), suites, model);
  makeReportDirectory(options.out);
  checkBaselineFile(options.writeBaseline);
  const workspace = new ClientWorkspace();
  try {
    const finished = await judge(asked, adapterFor(workspace, options, words, context), options, words, context);
    const baselines = asked.flatMap(({ beginning }) => beginning.baseline ?? []);
    return await deliver(finished, joinedBaseline(baselines), options, context);
  } catch (problem) {
    if (!(problem instanceof ClientProblem)) throw problem;
    context.stderr.write(`ec2-conformance client: ${context.secrets.quote(problem.message, longestProblem)}\n`);
    return 4;
  } finally {
    workspace.remove();
  }
}

function exportTo(directory: string, { stdout }: CommandContext): ExitCode {
  makeReportDirectory(directory, '--export');
  try {
    for (const path of exportCases(clientCases(), directory)) stdout.write(`${path}\n`);
  } catch (problem) {
    throw asUnwritable(problem, directory, '--export');
  }
  return 0;
}

function adapterFor(
  workspace: ClientWorkspace,
  options: ClientOptions,
  words: readonly string[],
  { environment }: CommandContext,
): ClientAdapter {
  return isTemplate(words)
    ? new CommandAdapter({ command: words, workspace, environment, lacks: options.lacks ?? [] })
    : new DriverAdapter({ command: words, workspace, environment, startTimeoutMs: Math.max(options.timeout, 10_000) });
}

/** What a client said before it failed, and what to look at. */
const longestProblem = 700;

async function judge(
  asked: readonly ClientRunPlan[],
  adapter: ClientAdapter,
  options: ClientOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<FinishedRun> {
  let progress: Progress | undefined;
  let calls = 0;
  let missing: readonly string[] = [];
  const finished = await judgeClient(asked, adapter, {
    ...options,
    reproduce: (id, operation, seed) => {
      const drawn = options.seed === 'random' ? seed : options.seed;
      return commandLine([
        'client',
        '--only',
        id,
        ...rerunWords({ ...options, operation, seed: drawn }),
        '--',
        ...words,
      ]);
    },
    clean: (text) => context.secrets.clean(text),
    interrupted: context.interrupted(),
    onStarted: (client, total) => {
      if (options.quiet) return;
      context.stdout.write(announcement(client, total, context));
      progress = new Progress({ stream: context.stdout, total });
    },
    onResult: (result) => {
      calls += totalCalls(result.calls);
      const { id, verdict, explainedBy } = result;
      const failed = verdict === 'fail' && explainedBy === undefined;
      progress?.step({ failed, wasRun: verdict !== 'not-asked', calls, id });
    },
    onMissing: (members) => {
      missing = members;
    },
  });
  progress?.end();
  if (options.quiet !== true && missing.length > 0) context.stdout.write(suggestion(missing));
  return finished;
}

/** The options without which a single case would not run again as it did. */
function rerunWords(options: ClientOptions): readonly string[] {
  return optionWords(clientOptions, options, [
    ...(['operation', 'seed', 'runs', 'lacks', 'host', 'timeout', 'suiteVersion', 'serviceModel'] as const),
  ]);
}

function suggestion(members: readonly string[]): string {
  const options = members.map((name) => `--lacks ${name}`).join(' ');
  return `This client never sent or read ${members.join(', ')}. If its model is older than these, run again with ${options}\n\n`;
}

function announcement(client: ClientDescription, total: number, { secrets }: CommandContext): string {
  return [
    `Testing ${secrets.quote(nameOf(client))} with ${total} cases.`,
    ...(client.lacks.length === 0 ? [] : [`  not exposed by this client: ${secrets.quote(client.lacks.join(', '))}`]),
    '',
  ].join('\n');
}
