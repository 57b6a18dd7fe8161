/** Runs the suite against a client, through any adapter, and assembles the report. */
import { uneventful } from '../../../reports/conclusion.ts';
import { areOpen } from '../../../suites/client/cases.ts';
import { requestChecks } from '../../../suites/client/general-checks.ts';
import { sumCalls } from '../../checks/call-counts.ts';
import type { CaseResult, ExchangeRecord } from '../../checks/case-result.ts';
import { runClient } from '../../client/client-run.ts';
import { type ClientAdapter, type ClientDescription, OperationUnsupported } from '../../client/outcome.ts';
import { type Cleaner, type FinishedRun, RunRecord } from '../run/run-record.ts';
import type { ClientOptions } from './client-options.ts';
import type { ClientRunPlan } from './client-plan.ts';

/** How a client is judged, and callbacks for progress. */
export interface JudgingOptions extends Pick<ClientOptions, 'name' | 'lacks' | 'out' | 'timeout' | 'concurrency'> {
  readonly host?: string | undefined;
  /** The command that repeats one case of an operation, by its id; `seed` made its generated inputs. */
  readonly reproduce: (id: string, operation: string, seed: number) => string;
  /** Takes the user's own keys out of what the client said. */
  readonly clean: Cleaner;
  readonly interrupted: Promise<void>;
  /** `total`: cases and properties that are about to run. */
  readonly onStarted: (client: ClientDescription, total: number) => void;
  readonly onResult: (result: CaseResult) => void;
  /** Members that the client never sent or read. */
  readonly onMissing?: (members: readonly string[]) => void;
}

/**
 * One operation after another. Writes events.ndjson and no other report. Throws ClientProblem when nothing could be judged, and
 * UnwritableFile when that file cannot be written while cases are judged;
 * an operation that the client does not have beside others that it has is not applicable.
 */
export async function judgeClient(
  plans: readonly ClientRunPlan[],
  adapter: ClientAdapter,
  options: JudgingOptions,
): Promise<FinishedRun> {
  const since = performance.now();
  const run = new ClientJudging(plans, options);
  for (const plan of plans) await run.judge(plan, withLacks(adapter, options.lacks));
  return run.end(Math.round(performance.now() - since));
}

/** What has been found out so far. The report directory is touched once a first call has arrived. */
class ClientJudging {
  readonly #plans: readonly ClientRunPlan[];
  readonly #options: JudgingOptions;
  readonly #record: RunRecord;
  readonly #calls: CaseResult['calls'][] = [];
  readonly #cutShort: string[] = [];
  readonly #unreachable: string[] = [];
  readonly #missing = new Set<string>();
  /** Before the first call arrived: what is to be recorded, and why nothing was judged. */
  readonly #held: (readonly [result: CaseResult, operation: string])[] = [];
  #problem: Error | undefined;
  #isStarted = false;
  #isInterrupted = false;

  constructor(plans: readonly ClientRunPlan[], options: JudgingOptions) {
    this.#plans = plans;
    this.#options = options;
    this.#record = new RunRecord(options.out, options.clean);
    void options.interrupted.then(() => {
      this.#isInterrupted = true;
    });
  }

  async judge({ selection, properties, firstCall, owners, beginning }: ClientRunPlan, adapter: ClientAdapter) {
    const { host, timeout, concurrency, reproduce } = this.#options;
    const { operation, seed = 0 } = beginning;
    if (this.#isInterrupted && this.#plans.length > 1) {
      this.#cutShort.push(`interrupted: ${operation} was not run`);
      return;
    }
    const { results, problem, cutShort, missingMembers } = await runClient({
      adapter,
      operation: firstCall?.operation ?? operation,
      ...(firstCall === undefined ? {} : { firstInputs: firstCall.inputs }),
      ...{ cases: selection.cases, properties, invariants: requestChecks, isOpen: areOpen, owners },
      ...(host === undefined ? {} : { host }),
      timeoutMs: timeout,
      concurrency,
      reproduce: (id) => reproduce(id, operation, seed),
      interrupted: () => this.#isInterrupted,
      onStarted: (started) => this.#start(started),
      onResult: (result) => this.#keep(result, operation),
    });
    this.#calls.push(...results.map(({ calls }) => calls));
    const isOneOfSeveral = this.#plans.length > 1;
    this.#cutShort.push(...cutShort.map((why) => (isOneOfSeveral ? `${operation}: ${why}` : why)));
    for (const name of missingMembers) this.#missing.add(name);
    this.#problem ??= problem;
    if (problem instanceof OperationUnsupported) for (const one of results) this.#keep(one, operation);
    else if (problem !== undefined) this.#unreachable.push(`${operation}: ${problem.message}`);
  }

  end(durationMs: number): FinishedRun {
    if (!this.#isStarted) throw this.#problem ?? new Error('The client was asked nothing.');
    if (this.#missing.size > 0) this.#options.onMissing?.([...this.#missing]);
    return this.#record.end({
      durationMs,
      callsByAction: sumCalls(this.#calls),
      events: { ...uneventful, cutShort: this.#cutShort, unreachable: this.#unreachable },
    });
  }

  #start(client: ClientDescription): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const target = { name: this.#options.name ?? nameOf(client) };
    this.#record.start(
      this.#plans.map(({ beginning, selection }) => ({
        ...beginning,
        target,
        cases: selection.cases.map(({ id }) => id),
      })),
    );
    const total = this.#plans.reduce(
      (sum, { selection }) => sum + selection.cases.length + selection.properties.length,
      0,
    );
    this.#options.onStarted(client, total);
    for (const [result, operation] of this.#held) this.#keep(result, operation);
  }

  #keep(given: CaseResult, operation: string): void {
    if (!this.#isStarted) {
      this.#held.push([given, operation]);
      return;
    }
    const exchanges = given.exchanges.map((one) => withoutUsersKeys(one, this.#options.clean));
    this.#record.case({ ...given, exchanges }, operation);
    this.#options.onResult(given);
  }
}

/** Where exchanges are recorded only the keys that the client was given are known. */
function withoutUsersKeys(exchange: ExchangeRecord, clean: Cleaner): ExchangeRecord {
  return { ...exchange, request: clean(exchange.request), response: clean(exchange.response) };
}

/** Name and version of a client: `boto3 1.44.5`. */
export function nameOf({ name, version }: ClientDescription): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** What the user says the client lacks, on top of what it says itself. */
function withLacks(adapter: ClientAdapter, lacks: readonly string[]): ClientAdapter {
  return {
    start: async () => {
      const client = await adapter.start();
      return { ...client, lacks: [...new Set([...client.lacks, ...lacks])] };
    },
    call: (call) => adapter.call(call),
    close: () => adapter.close(),
  };
}
