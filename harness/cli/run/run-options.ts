/** The options of `run`. */
import { efforts } from '../../engine/plan/effort.ts';
import { everyOperation, operationsOption, refuseInSweep, suiteVersionOption } from '../operation-option.ts';
import {
  choiceOption,
  decimalOption,
  flagOption,
  integerOption,
  listOption,
  optionName,
  optionWords,
  textOption,
  type ValuesOf,
  waitOption,
} from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { seedOption } from './seed.ts';

/** The options of `run`. */
export const runOptions = {
  operation: operationsOption,
  suiteVersion: suiteVersionOption,
  endpoint: textOption(
    'URL',
    'the server to test; default: AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, else the embedded target',
  ),
  region: textOption('NAME', 'region to sign for; default: AWS_REGION, AWS_DEFAULT_REGION, that in the endpoint'),
  out: textOption('DIR', 'directory for report.json, report.html and the other reports', 'ec2-conformance-report'),
  only: listOption('GLOB', 'requirements or cases to run'),
  skip: listOption('GLOB', 'requirements or cases to leave out'),
  strict: flagOption('a failed SHOULD fails the run too'),
  effort: choiceOption(
    efforts,
    'how much to test: on a conforming target at most 100, 1,500 or 10,000 calls, of several operations 400, 4,000 or 40,000; more where cases fail; with --only every selected case runs',
    'default',
  ),
  seed: seedOption('requests', 'suite version, operation and effort'),
  concurrency: integerOption(
    'N',
    'cases at a time (more than 12 count as 12); default: 1 to 12 by the time that a response takes; every-operation: actions at a time, default 1',
    {
      least: 1,
      most: 64,
    },
  ),
  rate: decimalOption('N', 'maximum calls per second', { least: 0.1, most: 10_000 }),
  maxCalls: integerOption(
    'N',
    'maximum calls in all, not counting retries, readings repeated because a change may be seen late, and clean-up; more than the effort needs confirms and shrinks more failures',
    {
      least: 1,
      most: 1_000_000,
    },
  ),
  timeout: integerOption('MS', 'milliseconds to wait for a response', { least: 10, most: 600_000 }, 10_000),
  wait: waitOption,
  target: textOption('FILE', 'JSON file with name, endpoint and capabilities of the target (docs/settings.md)'),
  baseline: textOption('FILE', 'JSON: failures that are known; a known failure that passes fails the run'),
  writeBaseline: textOption('FILE', 'write the smallest list of what failed'),
  shard: textOption('INDEX/COUNT', "run one machine's part; report DIR DIR ... merges"),
  mode: choiceOption(
    ['full', 'safe'],
    'safe sends only requests that change nothing, on the group of --use-group',
    'full',
  ),
  useVpc: textOption('ID', 'create groups only in this VPC, and no VPC'),
  useGroup: listOption(
    'ID',
    'create nothing; use this group, which must have no rules; give it twice for a second group that rules refer to',
  ),
  account: textOption('ID', 'refuse to run in any other account'),
  record: textOption('DIR', 'write every exchange to this folder, without keys, tokens, signatures and account ids'),
  replay: textOption('DIR', 'send nothing; take the responses from a folder that --record wrote'),
  accountSettings: flagOption(
    'every-operation: also dry runs of actions that change the whole account or buy something',
  ),
  disposable: flagOption('every-operation: go on after a dry run that was carried out; for a target that nobody needs'),
  resume: flagOption('every-operation: go on with the interrupted run in --out'),
  insecure: flagOption('accept any TLS certificate; the report says so'),
  yes: flagOption('do not ask before a run on another machine'),
  quiet: flagOption('print only the verdict'),
  verbose: flagOption('print every failed case in full, and what was observed'),
} as const;

/** The values of the options of `run`. */
export type RunOptions = ValuesOf<typeof runOptions>;

/** Options that say nothing in a sweep over every action, and those that say nothing but there. */
const idleInSweep = ['record', 'replay', 'suiteVersion', 'useVpc', 'useGroup'] as const;
const ofSweep = ['resume', 'disposable', 'accountSettings'] as const;

/** Throws UsageMistake for an option that would be ignored. `isSweep`: whether the operation is every-operation. */
export function refuseIdleOptions(options: Partial<RunOptions>, isSweep: boolean): void {
  const isGiven = (key: keyof RunOptions): boolean => {
    const value = options[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  };
  const idle = (isSweep ? idleInSweep : ofSweep).find(isGiven);
  if (idle !== undefined && isSweep) refuseInSweep(optionName(idle));
  if (idle !== undefined) {
    throw new UsageMistake(
      `${optionName(idle)} belongs to --operation ${everyOperation}. Give that too, or leave it out.`,
    );
  }
  const idleInReplay = options.replay === undefined ? undefined : atTarget.find(isGiven);
  if (idleInReplay !== undefined) {
    throw new UsageMistake(`--replay sends nothing, so ${optionName(idleInReplay)} has no effect. Leave it out.`);
  }
  refuseQuietAndVerbose(options);
}

/** Throws UsageMistake where both are given. */
export function refuseQuietAndVerbose({ quiet, verbose }: Pick<Partial<RunOptions>, 'quiet' | 'verbose'>): void {
  if (quiet === true && verbose === true) {
    throw new UsageMistake('--quiet prints only the verdict, --verbose everything. Give one of them.');
  }
}

/** Options that say how to reach a target. */
const atTarget = ['endpoint', 'region', 'rate', 'wait', 'account', 'insecure'] as const;

/** The options without which a single case would not run again as it did: where, how and with which rights. */
export function rerunWords(options: RunOptions): readonly string[] {
  return optionWords(runOptions, options, [
    ...(['suiteVersion', 'timeout', 'rate', 'target', 'mode', 'useVpc', 'useGroup', 'account'] as const),
    ...(['accountSettings', 'disposable', 'insecure'] as const),
  ]);
}
