/** Runs the suite against a client, through any adapter, and assembles the report. */
import { uneventful } from '../../../reports/conclusion.ts';
import type { Report } from '../../../reports/report.ts';
import { areOpen, clientCases, clientProperties } from '../../../suites/client/cases.ts';
import { everyOperationProperties, everyOperationRequirements } from '../../../suites/client/every-operation.ts';
import { requestChecks } from '../../../suites/client/general-checks.ts';
import { owners } from '../../../suites/client/parameter-owners.ts';
import { sumCalls } from '../../checks/call-counts.ts';
import type { CaseResult, ExchangeRecord } from '../../checks/case-result.ts';
import { runClient } from '../../client/client-run.ts';
import type { JsonObject } from '../../client/fixture.ts';
import type { ClientAdapter, ClientDescription } from '../../client/outcome.ts';
import type { ClientProperty } from '../../client/property.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { coversOnly } from '../../operation/version-filter.ts';
import { packageVersion } from '../../package/package-facts.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import type { ServiceModel } from '../../service-model/model.ts';
import type { Catalogue } from '../context.ts';
import { everyOperation, type SelectedSuite, selectedSuite, usualOperation } from '../operation-option.ts';
import { loadBaseline } from '../run/run-baseline.ts';
import { type Cleaner, type RunBeginning, RunRecord } from '../run/run-record.ts';
import { chooseSeed } from '../run/seed.ts';
import { suiteIdentity } from '../suite-identity.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { ClientOptions } from './client-options.ts';
import { type ClientSelection, selectClientCases } from './client-selection.ts';

type AskedBy = Pick<ClientOptions, 'only' | 'skip' | 'strict' | 'seed' | 'baseline'>;

/** Everything that was asked for; all of it is checked before the client is started. */
export interface ClientRunPlan {
  readonly selection: ClientSelection;
  readonly beginning: RunBeginning;
  readonly properties: readonly ClientProperty[];
  /** The action of the first call, and inputs for it; default: those of RevokeSecurityGroupIngress. */
  readonly firstCall?: { readonly operation: string; readonly inputs: readonly JsonObject[] };
}

/** What is asked of a client: a suite of one operation, or one call of every action. */
type ClientSuite = Pick<SelectedSuite, 'heldBack'> & {
  readonly suite: Pick<OperationSuite, 'action' | 'requirements'>;
};

/** Throws UsageMistake for an operation without requirements on clients, and for an unknown version. */
export async function suiteOfClients(
  options: Pick<ClientOptions, 'operation' | 'suiteVersion'>,
  catalogue: Catalogue,
): Promise<ClientSuite> {
  if (options.operation === everyOperation) {
    return { suite: { action: everyOperation, requirements: everyOperationRequirements } };
  }
  const asked = await selectedSuite(options, { catalogue });
  if (!asked.suite.requirements.some(({ binds }) => binds.includes('client'))) {
    throw new UsageMistake(
      `Clients are not judged by ${options.operation} yet. Leave out --operation: ${usualOperation} is the default. ${everyOperation} makes a call of each.`,
    );
  }
  return asked;
}

/** Throws UsageMistake for a baseline that cannot be used and for globs that match nothing. */
export function planClientRun(
  options: AskedBy,
  runs: number,
  asked: ClientSuite,
  model: ServiceModel = loadServiceModel(),
): ClientRunPlan {
  const { action, requirements: register } = asked.suite;
  const isSweep = action === everyOperation;
  const ids = new Set(register.map(({ id }) => id));
  const cases = isSweep ? [] : clientCases().filter(coversOnly(ids));
  const invariants = requestChecks.map(({ requirement }) => requirement).filter((id) => ids.has(id));
  const now = new Date();
  const seed = chooseSeed(options.seed, { version: packageVersion(), operation: action, effort: 'client' });
  const properties = isSweep
    ? everyOperationProperties(model, seed)
    : clientProperties(seed, runs).filter(coversOnly(ids));
  const selection = selectClientCases({ requirements: register, cases, properties }, options);
  const baseline = loadBaseline(
    options.baseline,
    'client',
    { operation: action, requirements: register, cases: [...cases, ...properties], invariants },
    now,
  );
  return {
    selection,
    properties: properties.filter(({ id }) => selection.properties.includes(id)),
    ...(isSweep ? { firstCall: { operation: 'DescribeRegions', inputs: [{}] } } : {}),
    beginning: {
      suite: suiteIdentity([asked]),
      mode: 'client',
      operation: action,
      startedAt: now.toISOString(),
      seed,
      isLimited: options.only.length > 0 || options.skip.length > 0,
      strict: options.strict,
      register,
      invariantRequirements: invariants,
      selected: [...selection.requirements],
      ...(baseline === undefined ? {} : { baseline }),
    },
  };
}

export interface JudgingOptions extends Pick<ClientOptions, 'name' | 'lacks' | 'out' | 'timeout' | 'concurrency'> {
  readonly host?: string | undefined;
  /** The command that makes one case again, by its id. */
  readonly reproduce: (id: string) => string;
  /** Takes the user's own keys out of what the client said. */
  readonly clean: Cleaner;
  readonly interrupted: Promise<void>;
  /** `total`: cases and properties that are about to run. */
  readonly onStarted: (client: ClientDescription, total: number) => void;
  readonly onResult: (result: CaseResult) => void;
  /** Members that the client never sent or read. */
  readonly onMissing?: (members: readonly string[]) => void;
}

/** Writes events.ndjson and no other report. Throws ClientProblem when nothing could be judged. */
export async function judgeClient(
  { selection, properties, firstCall, beginning }: ClientRunPlan,
  adapter: ClientAdapter,
  options: JudgingOptions,
): Promise<Report> {
  const { cases } = selection;
  const { out, name, lacks, host, timeout, concurrency, reproduce, clean } = options;
  const since = performance.now();
  const record = new RunRecord(out, clean);
  let interrupted = false;
  void options.interrupted.then(() => {
    interrupted = true;
  });
  const { results, problem, cutShort, missingMembers } = await runClient({
    adapter: withLacks(adapter, lacks),
    operation: firstCall?.operation ?? beginning.operation ?? usualOperation,
    ...(firstCall === undefined ? {} : { firstInputs: firstCall.inputs }),
    cases,
    properties,
    invariants: requestChecks,
    isOpen: areOpen,
    owners,
    ...(host === undefined ? {} : { host }),
    timeoutMs: timeout,
    concurrency,
    reproduce,
    interrupted: () => interrupted,
    onStarted: (client) => {
      const target = { name: name ?? nameOf(client) };
      record.start([{ ...beginning, target, cases: cases.map(({ id }) => id) }]);
      options.onStarted(client, cases.length + properties.length);
    },
    onResult: (result) => {
      const exchanges = result.exchanges.map((one) => withoutUsersKeys(one, clean));
      record.case({ ...result, exchanges }, beginning.operation);
      options.onResult(result);
    },
  });
  if (problem !== undefined) throw problem;
  if (missingMembers.length > 0) options.onMissing?.(missingMembers);
  return record.end({
    durationMs: Math.round(performance.now() - since),
    callsByAction: sumCalls(results.map(({ calls }) => calls)),
    events: { ...uneventful, cutShort },
  });
}

/** Where exchanges are recorded only the keys that the client was given are known. */
function withoutUsersKeys(exchange: ExchangeRecord, clean: Cleaner): ExchangeRecord {
  return { ...exchange, request: clean(exchange.request), response: clean(exchange.response) };
}

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
