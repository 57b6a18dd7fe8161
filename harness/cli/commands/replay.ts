/** `replay`: sends one recorded failing case again, and says whether it is fixed. */
import type { ExitCode } from '../../../reports/report.ts';
import { type CaseFile, readCaseFile, UnreadableCaseFile } from '../../cases/case-file.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { endJournal, withJournal } from '../../endpoint/journal/journal-files.ts';
import { TargetProblem } from '../../endpoint/problem.ts';
import type { Engine } from '../../engine/engine.ts';
import { executeCase } from '../../engine/execute-case.ts';
import { withEngine } from '../../engine/run/in-process.ts';
import { command } from '../command.ts';
import { hasConsent } from '../confirmation.ts';
import { openReference } from '../connection/open-reference.ts';
import { serverSettings } from '../connection/open-target.ts';
import { endpointOf } from '../connection/target-settings.ts';
import type { CommandContext } from '../context.ts';
import { didYouMeanPath } from '../did-you-mean.ts';
import { Interruption } from '../interruption.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { operationNamed, usualOperation } from '../operation-option.ts';
import { flagOption, integerOption, optionWords, textOption, type ValuesOf, waitOption } from '../option-table.ts';
import { isOnThisMachine } from '../run/plan-text.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { makeReportDirectory } from './report-directory.ts';
import { sweepLine } from './sweep-line.ts';

const options = {
  endpoint: textOption('URL', 'default: the endpoint at which the case failed; `embedded` is the embedded target'),
  region: textOption('NAME', 'another region'),
  out: textOption('DIR', 'directory of the reports and of the journal', 'ec2-conformance-report'),
  timeout: integerOption('MS', 'milliseconds to wait for a response', { least: 10, most: 600_000 }, 10_000),
  wait: waitOption,
  insecure: flagOption('accept any TLS certificate'),
  yes: flagOption('do not ask before a run on another machine'),
} as const;

/** The command `replay`. */
export const replayCommand = command({
  name: 'replay',
  takes: ['CASE-FILE'],
  about: 'send one recorded failing case again: FIXED or STILL FAILS',
  details: [
    'Creates its own VPC and groups, as a run does, and deletes them. Case files are in the folder cases/ beside a report.',
    'Exit codes: 0 fixed, 1 still fails, 2 wrong usage or configuration or output that cannot be written, 3 could not be judged, 4 target unreachable, 5 resources left behind.',
  ],
  options,
  run: replay,
});

async function replay(
  values: ValuesOf<typeof options>,
  [path = '']: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  const file = read(path);
  const operation = await operationNamed(file.operation ?? usualOperation, context);
  makeReportDirectory(values.out);
  const opened = await open(file, values, context);
  const where = `send ${file.case.id} to ${opened.settings.endpoint}, in groups and a VPC made for it`;
  if (!isOnThisMachine(opened.settings) && !(await hasConsent(where, values.yes === true, context))) return 3;
  let journal: string | undefined;
  const interruption = new Interruption(context);
  const quote = (text: string) => context.secrets.quote(text, longestSaid);
  try {
    const settings = withJournal(values.out, opened.settings);
    journal = settings.journal;
    const ask = async (engine: Engine) => {
      const result = interruption.isRaised ? undefined : await executeCase(engine, file.case);
      return { result, unwritable: engine.journal.unwritable };
    };
    const { value, leftovers } = await withEngine(settings, operation, ask, undefined, { cases: [file.case] });
    const { result, unwritable } = value;
    const verdict = result === undefined ? unsent : verdictOf(file, result);
    context.stdout.write(
      `${verdict.word}  ${quote(`${file.case.id}: ${file.case.title}`)}\n  then  ${quote(file.observed)}\n  now   ${quote(verdict.now)}\n`,
    );
    for (const { kind, id, why } of leftovers) {
      context.stderr.write(`ec2-conformance replay: left behind: ${kind} ${id}: ${why}\n`);
    }
    if (leftovers.length > 0) {
      const words = optionWords(options, values, ['timeout', 'insecure']);
      context.stderr.write(`Remove what is left behind with: ${sweepLine(settings, { out: values.out, words })}\n`);
    }
    if (unwritable !== undefined) throw unwritable;
    if (interruption.isRaised) context.stderr.write('ec2-conformance replay: interrupted.\n');
    if (leftovers.length > 0) return 5;
    return interruption.isRaised ? 3 : verdict.exitCode;
  } catch (problem) {
    if (problem instanceof TargetProblem) {
      context.stderr.write(`ec2-conformance replay: ${problem.message}\n`);
      return problem.kind === 'configuration' ? 2 : 4;
    }
    throw problem;
  } finally {
    if (journal !== undefined) endJournal(journal);
    await opened.close();
  }
}

function read(path: string): CaseFile {
  try {
    return readCaseFile(path);
  } catch (problem) {
    if (problem instanceof UnreadableCaseFile) {
      throw new UsageMistake(
        `${problem.message}.${didYouMeanPath(path)} Give a file from the folder cases/ beside a report.`,
      );
    }
    throw problem;
  }
}

async function open(file: CaseFile, values: ValuesOf<typeof options>, context: CommandContext) {
  const endpoint = values.endpoint ?? endpointOf({}, context.environment) ?? file.endpoint;
  if (endpoint === undefined || endpoint === 'embedded') {
    return openReference({ timeoutMs: values.timeout, concurrency: 1 }, context.secrets);
  }
  const region = values.region ?? file.region;
  const asked = {
    timeoutMs: values.timeout,
    concurrency: 1,
    ...(region === undefined ? {} : { region }),
    ...(values.insecure ? { insecure: true } : {}),
    ...omitUndefined({ wait: values.wait }),
  };
  return { settings: await serverSettings(endpoint, asked, context), close: async () => undefined };
}

/** What was observed, then and now: states of several rules, and a difference. */
const longestSaid = 600;

interface Verdict {
  readonly word: 'FIXED' | 'STILL FAILS' | 'NOT JUDGED';
  readonly now: string;
  readonly exitCode: ExitCode;
}

const unsent: Verdict = { word: 'NOT JUDGED', now: 'interrupted before it was sent', exitCode: 3 };

/** A case file of a general check fails when the response has a mismatch of that check again. */
function verdictOf({ requirements }: CaseFile, result: CaseResult): Verdict {
  const failing = result.findings.find(
    ({ requirement, mismatches }) => mismatches.length > 0 && requirements.includes(requirement),
  );
  const now = [result.observed, result.reason?.message].filter((part) => part !== undefined && part !== '').join('; ');
  if (result.verdict === 'fail' || failing !== undefined) {
    const [first] = failing?.mismatches ?? [];
    const said = first === undefined ? '' : `; ${first.at}: expected ${first.expected}, observed ${first.observed}`;
    return { word: 'STILL FAILS', now: now + said, exitCode: 1 };
  }
  return result.verdict === 'pass' || result.verdict === 'observed'
    ? { word: 'FIXED', now, exitCode: 0 }
    : { word: 'NOT JUDGED', now, exitCode: 3 };
}
