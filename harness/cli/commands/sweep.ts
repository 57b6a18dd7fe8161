/** `sweep`: finds, shows and removes resources that killed runs left in a target. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { Caller } from '../../endpoint/caller.ts';
import { firstContact } from '../../endpoint/endpoint-check.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { journalFiles } from '../../endpoint/journal/journal-files.ts';
import { TargetProblem, TransportProblem } from '../../endpoint/problem.ts';
import type { UndeletedResource } from '../../scene/domain.ts';
import { findLeakedResources, type LeakedResource } from '../../security-groups/leaked-resources.ts';
import { remove } from '../../security-groups/teardown.ts';
import { ownCidr } from '../../security-groups/vpcs.ts';
import { visibleLine } from '../../transcript/visible-text.ts';
import { command } from '../command.ts';
import { hasConsent } from '../confirmation.ts';
import { serverSettings } from '../connection/open-target.ts';
import { endpointOf } from '../connection/target-settings.ts';
import type { CommandContext } from '../context.ts';
import { Interrupted, Interruption } from '../interruption.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { flagOption, integerOption, shown, textOption, type ValuesOf, waitOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const options = {
  endpoint: textOption(
    'URL',
    'the server to sweep; default: AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, else those that the journals list',
  ),
  region: textOption('NAME', 'region to sign for; default: that of the journals, AWS_REGION, that in the endpoint'),
  out: textOption('DIR', 'directory of the reports, with the journals of runs', 'ec2-conformance-report'),
  run: textOption('ID', 'only resources of this run; every name contains its id: ec2-conformance-ID-...'),
  timeout: integerOption('MS', 'milliseconds to wait for a response', { least: 10, most: 600_000 }, 10_000),
  wait: waitOption,
  insecure: flagOption('accept any TLS certificate'),
  yes: flagOption('remove without asking'),
} as const;

type SweepOptions = ValuesOf<typeof options>;

/** The command `sweep`. */
export const sweepCommand = command({
  name: 'sweep',
  takes: [],
  about: 'show and remove resources that killed runs left in a target',
  details: [
    'Looks for what the journals list (rules in groups of --use-group too), for the tag ec2-conformance:run, and for names ec2-conformance-...; touches nothing else.',
    'It removes the resources of a run in progress, too: give --run ID if several runs share an account.',
  ],
  options,
  run: sweep,
});

async function sweep(values: SweepOptions, _: readonly string[], context: CommandContext) {
  if (existsSync(values.out) && !statSync(values.out).isDirectory()) {
    throw new UsageMistake(
      `--out ${shown(values.out)} is a file. Give the directory of the reports, where the journals are.`,
    );
  }
  const journals = journalFiles(values.out).map((file) => ({ file, journal: new Journal(file) }));
  const runs = journals.map(({ journal }) => journal.run()).filter((run) => run !== undefined);
  const asked = { ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }) };
  const endpoint = endpointOf(asked, context.environment) ?? runs[0]?.endpoint;
  if (endpoint === undefined) {
    throw new UsageMistake(`There is no journal in ${values.out} and no endpoint is named. Give --endpoint URL.`);
  }
  const region = values.region ?? runs.find((run) => isSame(run.endpoint, endpoint))?.region;
  const caller = new Caller(await settingsFor(endpoint, { ...values, region }, context));
  const interruption = new Interruption(context);
  try {
    await firstContact(caller);
    return await sweepWith({ caller, interruption }, journals, values, context);
  } catch (problem) {
    if (problem instanceof Interrupted) {
      context.stderr.write(`ec2-conformance sweep: ${problem.message}\n`);
      return 3;
    }
    if (problem instanceof TargetProblem || problem instanceof TransportProblem) {
      context.stderr.write(`ec2-conformance sweep: ${problem.message}\n`);
      return problem instanceof TargetProblem && problem.kind === 'configuration' ? 2 : 4;
    }
    throw problem;
  } finally {
    caller.close();
  }
}

function isSame(one: string, other: string): boolean {
  return URL.canParse(other) && new URL(other).href === one;
}

async function settingsFor(
  endpoint: string,
  { region, timeout, insecure, wait }: SweepOptions,
  context: CommandContext,
) {
  const asked = {
    timeoutMs: timeout,
    concurrency: 1,
    ...(region === undefined ? {} : { region }),
    ...(insecure ? { insecure } : {}),
    ...omitUndefined({ wait }),
  };
  return serverSettings(endpoint, asked, context);
}

interface OpenJournal {
  readonly file: string;
  readonly journal: Journal;
}

interface Sweeping {
  readonly caller: Caller;
  readonly interruption: Interruption;
}

async function sweepWith(
  { caller, interruption }: Sweeping,
  journals: readonly OpenJournal[],
  values: SweepOptions,
  context: CommandContext,
): Promise<0 | 2 | 5> {
  const { endpoint } = caller.settings;
  // A journal is a file that anybody may have written.
  const quote = (text: string) => caller.display(text);
  const ours = journals.filter(({ journal }) => {
    const run = journal.run();
    return run?.endpoint === endpoint && (values.run === undefined || run.runId === values.run);
  });
  const leaked = await allLeakedResources(caller, ours, values.run);
  interruption.check(nothingRemoved);
  context.stdout.write(unseenVpcs(ours, leaked));
  if (leaked.length === 0) {
    context.stdout.write(`No resource of the suite is left at ${endpoint}.\n`);
    forget(ours);
    return 0;
  }
  context.stdout.write(
    `Left at ${endpoint}:\n${leaked.map(({ kind, id, name }) => `  ${kind} ${quote(id)} ${quote(name)}\n`).join('')}`,
  );
  if (!(await hasConsent('remove them', values.yes === true, context))) {
    context.stdout.write('Nothing was removed.\n');
    return 5;
  }
  interruption.check(nothingRemoved);
  const left = await remove(
    caller,
    leaked,
    () => undefined,
    () => interruption.isRaised,
  );
  if (left.length === 0) {
    forget(ours);
  }
  context.stdout.write(outcome(leaked, left));
  if (interruption.isRaised && left.length > 0) context.stderr.write('ec2-conformance sweep: interrupted.\n');
  return left.length === 0 ? 0 : 5;
}

const nothingRemoved = 'interrupted. Nothing was removed.';

/** All leaked resources, each once: those with the suite's names or tags, and those that a journal lists as not deleted. */
async function allLeakedResources(
  caller: Caller,
  journals: readonly OpenJournal[],
  runId: string | undefined,
): Promise<readonly LeakedResource[]> {
  const journalled = journals.flatMap(({ journal }) =>
    journal.remaining().map(({ kind, id = '', name }): LeakedResource => ({ kind, id, name })),
  );
  const found = await findLeakedResources(caller, runId);
  return [...new Map([...journalled, ...found].map((one) => [`${one.kind} ${one.id}`, one])).values()];
}

/** A VPC has no name but its tags. If its id was never received and it could not be tagged, it cannot be found. */
function unseenVpcs(journals: readonly OpenJournal[], leaked: readonly LeakedResource[]): string {
  const unseen = journals
    .flatMap(({ journal }) => journal.unanswered())
    .filter(({ kind, name }) => kind === 'vpc' && !leaked.some((one) => one.kind === 'vpc' && one.name === name));
  return unseen
    .map(
      ({ name }) =>
        `Asked for, never answered and not found: ${visibleLine(name)}. Is there a VPC of ${ownCidr} without a name?\n`,
    )
    .join('');
}

function forget(journals: readonly OpenJournal[]): void {
  for (const { file } of journals) {
    rmSync(file, { force: true });
  }
}

function outcome(leaked: readonly LeakedResource[], left: readonly UndeletedResource[]): string {
  const removed = `Removed ${leaked.length - left.length} of ${leaked.length}.\n`;
  return removed + left.map(({ kind, id, why }) => `  still there: ${kind} ${visibleLine(id)}: ${why}\n`).join('');
}
