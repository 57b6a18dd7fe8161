/**
 * The functions of `import … from 'ec2-conformance'`: the suite for your own tests.
 *
 * {@link testServer} judges an endpoint, {@link testClient} an SDK in this very process, {@link startReferenceTarget}
 * starts a conforming server. The first two return report.json as an object; nothing is printed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderConsole } from '../../../reports/formats/console.ts';
import type { Report } from '../../../reports/report.ts';
import { writeReports } from '../../../reports/write.ts';
import { InProcessAdapter, type InProcessClient } from '../../client/driver/in-process-adapter.ts';
import { ClientProblem } from '../../client/outcome.ts';
import { UnwritableFile } from '../../endpoint/output-file.ts';
import { startReference } from '../../reference/reference.ts';
import { SecretKeeper } from '../../transcript/secret-keeper.ts';
import { judgeClient } from '../client/client-judging.ts';
import { planClientRun, suitesOfClients } from '../client/client-plan.ts';
import { catalogue } from '../command-list.ts';
import { makeReportDirectory } from '../commands/report-directory.ts';
import { faultsOfAll, withFaults } from '../commands/serve.ts';
import { identitiesIn } from '../connection/target-settings.ts';
import { usualOperation } from '../operation-option.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { ClientTestOptions, ReferenceTarget, ReferenceTargetOptions, ServerTestOptions } from './api-options.ts';
import { ConformanceRunError } from './conformance-run-error.ts';
import { spawnRun } from './spawned-run.ts';

export type {
  BaselineEntryReport,
  CapabilityReport,
  CaseReport,
  Observation,
  OperationSummary,
  Report,
  RequirementCounts,
  RequirementReport,
  RequirementVerdict,
  Summary,
  TargetReport,
} from '../../../reports/report.ts';
export type { CaseVerdict, Mismatch } from '../../checks/finding.ts';
export type { InProcessCall, InProcessClient } from '../../client/driver/in-process-adapter.ts';
export type { Json, JsonObject } from '../../client/fixture.ts';
export type { ClientOutcome } from '../../client/outcome.ts';
export type { Evidence, Grade, Level } from '../../register/requirement.ts';
export type { Credentials } from '../../wire/signing/credentials.ts';
export type { ClientTestOptions, ReferenceTarget, ReferenceTargetOptions, ServerTestOptions } from './api-options.ts';
export { ConformanceRunError } from './conformance-run-error.ts';

/**
 * Runs the suite against a server: `ec2-conformance run` with the options of the same names.
 *
 * The run has a process of its own, so that neither the test runner that you call this from nor the one that the suite
 * is built on sees the other. A target that does not conform is no error: look at `summary.verdict`.
 *
 * Rejects with {@link ConformanceRunError} for options that cannot be used, and when the target cannot be reached.
 */
export async function testServer(options: ServerTestOptions = {}): Promise<Report> {
  const { out, environment = process.env, signal, ...rest } = options;
  return inDirectory(out, (directory) => spawnRun({ ...rest, out: directory }, environment, signal));
}

/**
 * Tests a client that runs in this process: the requests it sends, and how it reads responses. `client.call` gets an endpoint
 * on loopback, fake keys, and the input by the SDK's member names, some hundred times.
 *
 * Rejects with {@link ConformanceRunError} for options that cannot be used, and when no call of the client arrives.
 */
export async function testClient(client: InProcessClient, options: ClientTestOptions = {}): Promise<Report> {
  const { out, signal, runs = 100, timeout = 30_000, concurrency = 4, operation = usualOperation } = options;
  const { only = [], skip = [], strict = false, seed, baseline } = options;
  const secrets = new SecretKeeper();
  secrets.learn(identitiesIn(process.env));
  try {
    const suites = await suitesOfClients({ operation, suiteVersion: options.suiteVersion }, catalogue);
    const asked = planClientRun({ only, skip, strict, seed, baseline }, runs, suites);
    if (out !== undefined) makeReportDirectory(out);
    return await inDirectory(out, async (directory) => {
      const { report, unwritable } = await judgeClient(asked, new InProcessAdapter(client), {
        ...{ name: undefined, lacks: [], out: directory, timeout, concurrency },
        clean: (text) => secrets.clean(text),
        reproduce: (id) => `testClient(client, { only: [${JSON.stringify(id)}] })`,
        interrupted: aborted(signal),
        onStarted: () => undefined,
        onResult: () => undefined,
      });
      if (out !== undefined) await writeReports(report, out);
      for (const problem of unwritable) throw problem;
      return report;
    });
  } catch (problem) {
    if (problem instanceof UsageMistake || problem instanceof UnwritableFile) {
      throw new ConformanceRunError(2, problem.message);
    }
    if (problem instanceof ClientProblem) throw new ConformanceRunError(4, secrets.quote(problem.message, 700));
    throw problem;
  }
}

/**
 * Starts the reference target: a server on 127.0.0.1 that keeps groups and rules as EC2 does, or, with `faults`, has
 * these faults. Rejects with {@link ConformanceRunError} for an unknown fault.
 */
export async function startReferenceTarget(options: ReferenceTargetOptions = {}): Promise<ReferenceTarget> {
  const { port = 0, faults = [] } = options;
  const known = faults.length === 0 ? [] : await faultsOfAll(catalogue);
  try {
    const { endpoint, region, credentials, close } = await startReference({
      port,
      behaviour: withFaults(faults, known),
    });
    return { endpoint: endpoint.href, region, credentials: credentials.main, close };
  } catch (problem) {
    if (problem instanceof UsageMistake) throw new ConformanceRunError(2, problem.message);
    throw problem;
  }
}

/**
 * The report as the command prints it, without colours: each failure with its requirement, what was sent, expected and
 * observed, then a line with the verdict. Made for the message of an assertion.
 */
export function describeReport(report: Report, { verbose = false }: { readonly verbose?: boolean } = {}): string {
  return renderConsole(report, { colour: false, detail: verbose ? 'verbose' : 'normal' });
}

/** Works in the user's directory, or in one that is gone afterwards. */
async function inDirectory(out: string | undefined, work: (directory: string) => Promise<Report>): Promise<Report> {
  if (out !== undefined) return work(out);
  const directory = mkdtempSync(join(tmpdir(), 'ec2-conformance-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
