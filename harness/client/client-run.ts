/** One run against a client, from its start to the end of its last process. Says nothing; returns what happened. */
import type { CaseResult } from '../checks/case-result.ts';
import { reason } from '../checks/reason.ts';
import { CaptureEndpoint } from './capture.ts';
import { usualInputs } from './case-forms.ts';
import type { ClientEngine } from './client-engine.ts';
import { executeClientCase } from './execute-client-case.ts';
import { type ClientCase, type JsonObject, plainResponse } from './fixture.ts';
import { outcomeText } from './judge-report.ts';
import { MemberRecord } from './older-model.ts';
import { type ClientAdapter, type ClientDescription, ClientProblem, OperationUnsupported } from './outcome.ts';
import type { ClientProperty } from './property.ts';
import type { RequestCheck } from './request/request-subject.ts';

/** A client, the cases and properties to judge it by, and callbacks for progress. */
export interface ClientRunOptions {
  readonly adapter: ClientAdapter;
  /** The operation under test, which the first call is of. */
  readonly operation: string;
  /** Inputs of the first call, tried in this order; default: {@link usualInputs}. */
  readonly firstInputs?: readonly JsonObject[];
  readonly cases: readonly ClientCase[];
  readonly properties: readonly ClientProperty[];
  readonly invariants: readonly RequestCheck[];
  readonly isOpen: (requirements: readonly string[]) => boolean;
  /** See {@link ClientEngine}. */
  readonly owners?: Pick<ClientEngine, 'ownerOf' | 'ownerOfMember'>;
  /** The name under which the client reaches its endpoints; it has to resolve to 127.0.0.1. Default: 127.0.0.1. */
  readonly host?: string;
  readonly timeoutMs: number;
  /** Calls in flight, each with a port of its own. */
  readonly concurrency: number;
  /** The command that makes one case again, by its id. */
  readonly reproduce: (id: string) => string;
  readonly onStarted?: (client: ClientDescription) => void;
  readonly onResult?: (result: CaseResult) => void;
  /** Whether the user wants it to end. */
  readonly interrupted?: () => boolean;
}

/** The results of a client run, or why nothing was judged. */
export interface ClientRun {
  /** Absent when the client did not start. */
  readonly client?: ClientDescription;
  readonly results: readonly CaseResult[];
  /** Why nothing could be judged. */
  readonly problem?: ClientProblem;
  readonly cutShort: readonly string[];
  /** Members that the client never sent or read, as if its model were older. */
  readonly missingMembers: readonly string[];
}

/** Cases in a row that could not be judged for want of a report, after which the rest is not tried: each might take its whole time. */
const patience = 5;

/** Throws only for internal errors. No process of the client is left, whatever happens. */
export async function runClient(options: ClientRunOptions): Promise<ClientRun> {
  let client: ClientDescription | undefined;
  try {
    client = await options.adapter.start();
    const usualInput = await firstContact(options);
    options.onStarted?.(client);
    const { adapter, invariants, timeoutMs, isOpen, owners, reproduce } = options;
    const members = new MemberRecord();
    const engine: ClientEngine = {
      ...{ adapter, client, usualInput, members, invariants, timeoutMs, isOpen, reproduce },
      ...owners,
    };
    const { results, cutShort } = await runAll(engine, options);
    return { client, results, cutShort, missingMembers: members.missing() };
  } catch (problem) {
    if (!(problem instanceof ClientProblem)) throw problem;
    const results = problem instanceof OperationUnsupported ? notApplicable(options, problem.said) : [];
    return { ...(client === undefined ? {} : { client }), results, problem, cutShort: [], missingMembers: [] };
  } finally {
    await options.adapter.close();
  }
}

/** Every case and property of an operation that the client does not have. */
function notApplicable({ cases, properties, reproduce }: ClientRunOptions, why: string): readonly CaseResult[] {
  return [...cases, ...properties].map((one) => ({
    ...{ id: one.id, title: one.title, requirements: one.requirements },
    kind: 'run' in one ? 'property' : 'fixture',
    ...{ verdict: 'not-applicable', reason: reason('client', why) },
    ...{ given: null, sent: '', expected: '', observed: 'not called', mismatches: [], exchanges: [], findings: [] },
    ...{ calls: {}, durationMs: 0, reproduce: { curl: '', command: reproduce(one.id) } },
  }));
}

/**
 * The first usual input that the client sends. One has to arrive here, else everything that follows would be judged in the
 * dark. Throws {@link ClientProblem} with the outcome of each.
 */
async function firstContact({
  adapter,
  timeoutMs,
  operation,
  host,
  firstInputs = usualInputs,
}: ClientRunOptions): Promise<JsonObject> {
  const endpoint = await CaptureEndpoint.open(host);
  const outcomes: string[] = [];
  let isUnsupported = true;
  try {
    for (const input of firstInputs) {
      endpoint.begin([plainResponse(operation)]);
      const outcome = await adapter.call({ endpoint: endpoint.url, operation, input, as: 'main', timeoutMs });
      const reported = outcomeText(outcome);
      if (endpoint.requests.length > 0) {
        if (outcome.kind !== 'silent') return input;
        throw new ClientProblem(
          `the first request arrived, but its report cannot be read; the client reported ${reported}`,
        );
      }
      if (!outcomes.includes(reported)) outcomes.push(reported);
      const couldBeTheInput = outcome.kind === 'unsupported' || outcome.kind === 'clientError';
      isUnsupported &&= couldBeTheInput;
      if (!couldBeTheInput && !(outcome.kind === 'silent' && outcome.how === 'ended')) break;
    }
  } finally {
    await endpoint.close();
  }
  const said = outcomes.join('; then ');
  const message = `no request arrived at ${endpoint.url}; the client reported ${said}. The endpoint is in AWS_ENDPOINT_URL_EC2 and in each message to a driver.`;
  throw isUnsupported ? new OperationUnsupported(message, said) : new ClientProblem(message);
}

interface Progress {
  readonly results: (CaseResult | undefined)[];
  /** Indices of cases still to run, in order. */
  queue: number[];
  /** Cases in a row that could not be judged, since a report did not come in time or could not be read. */
  mute: number;
  /** Cases that failed by silence and are asked again: a process may be slow or die for reasons of its own, once. */
  readonly doubted: Set<number>;
  /** One of them failed by silence again: from then on each such failure counts, since a hang takes its whole time. */
  isKnownSilent: boolean;
  /** A loss that several calls shared: from then on each call is made alone, so that the blame is exact. */
  isShaken: boolean;
}

async function runAll(
  engine: ClientEngine,
  options: ClientRunOptions,
): Promise<{ results: readonly CaseResult[]; cutShort: readonly string[] }> {
  const progress: Progress = {
    results: options.cases.map(() => undefined),
    queue: options.cases.map((_, index) => index),
    mute: 0,
    doubted: new Set(),
    isKnownSilent: false,
    isShaken: false,
  };
  const thrown: unknown[] = [];
  const goesOn = () => options.interrupted?.() !== true && progress.mute < patience && thrown.length === 0;
  const lane = () => runLane(engine, options, progress, () => goesOn() && !progress.isShaken);
  // What one of them throws ends all of them, and is thrown on when none makes a call any more.
  const guarded = () => lane().catch((problem: unknown) => thrown.push(problem));
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, guarded));
  if (thrown.length > 0) throw thrown[0];
  progress.queue.sort((a, b) => a - b);
  await runLane(engine, options, progress, goesOn);
  const done = progress.results.filter((result) => result !== undefined);
  const properties = goesOn() ? await runProperties(engine, options) : [];
  return {
    results: [...done, ...properties],
    cutShort: shortage(options, done.length + properties.length, progress.mute),
  };
}

/** Takes cases off the queue, one call at a time, each lane with a port of its own. */
async function runLane(
  engine: ClientEngine,
  options: ClientRunOptions,
  progress: Progress,
  goesOn: () => boolean,
): Promise<void> {
  let endpoint = await CaptureEndpoint.open(options.host);
  try {
    while (goesOn()) {
      const index = progress.queue.shift();
      const testCase = index === undefined ? undefined : options.cases[index];
      if (index === undefined || testCase === undefined) break;
      const { result, isLost, hasCrashed, isShared } = await executeClientCase(engine, testCase, endpoint);
      if (isShared === true) {
        progress.isShaken = true;
        progress.queue.push(index);
      } else if (isLost && result.verdict === 'fail' && !progress.isKnownSilent && !progress.doubted.has(index)) {
        progress.doubted.add(index);
        progress.queue.unshift(index);
      } else {
        progress.isKnownSilent ||= isLost && result.verdict === 'fail';
        progress.results[index] = result;
        options.onResult?.(result);
        if (!isLost) progress.mute = 0;
        else if (result.verdict === 'untestable' && !hasCrashed) progress.mute += 1;
      }
      if (isLost) {
        await endpoint.close();
        endpoint = await CaptureEndpoint.open(options.host);
      }
    }
  } finally {
    await endpoint.close();
  }
}

/** One after another, on one port as long as every call reports: SDKs keep a client for each endpoint. */
async function runProperties(engine: ClientEngine, options: ClientRunOptions): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  let endpoint = await CaptureEndpoint.open(options.host);
  try {
    for (const property of options.properties) {
      if (options.interrupted?.() === true) break;
      const result = await property.run(engine, endpoint);
      results.push(result);
      options.onResult?.(result);
      if (result.verdict !== 'untestable') continue;
      await endpoint.close();
      endpoint = await CaptureEndpoint.open(options.host);
    }
    return results;
  } finally {
    await endpoint.close();
  }
}

function shortage({ cases, properties, interrupted }: ClientRunOptions, done: number, mute: number): readonly string[] {
  const missing = cases.length + properties.length - done;
  if (interrupted?.() === true)
    return [`interrupted: ${missing} of ${cases.length + properties.length} cases were not run`];
  if (mute < patience) return [];
  return [
    `${patience} cases in a row could not be judged for want of a report: ${missing} of ${cases.length} were not run`,
  ];
}
