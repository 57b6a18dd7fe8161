/** What a client is going to be asked, of one operation or of several; all of it is checked before the client starts. */
import { clientCases, clientProperties } from '../../../suites/client/cases.ts';
import { everyOperationProperties, everyOperationRequirements } from '../../../suites/client/every-operation.ts';
import { requestChecks } from '../../../suites/client/general-checks.ts';
import {
  type OperationClientSuite,
  operationClientSuite,
  operationProperties,
} from '../../../suites/client/operation-suite.ts';
import { owners } from '../../../suites/client/parameter-owners.ts';
import type { ClientEngine } from '../../client/client-engine.ts';
import type { ClientCase, JsonObject } from '../../client/fixture.ts';
import type { ClientProperty } from '../../client/property.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { coversOnly, type RestrictedSuite } from '../../operation/version-filter.ts';
import { packageVersion } from '../../package/package-facts.ts';
import { isNewer } from '../../register/suite-version.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import type { ServiceModel } from '../../service-model/model.ts';
import type { Catalogue } from '../context.ts';
import { everyOperation, type SelectedSuite, selectedSuites, usualOperation } from '../operation-option.ts';
import { loadBaselines } from '../run/run-baseline.ts';
import type { RunBeginning } from '../run/run-record.ts';
import { chooseSeed } from '../run/seed.ts';
import { suiteIdentity } from '../suite-identity.ts';
import type { ClientOptions } from './client-options.ts';
import { type ClientSelection, selectClientCases } from './client-selection.ts';

/** Everything that is asked of a client in one operation, or in one call of each. */
export interface ClientRunPlan {
  readonly selection: ClientSelection;
  readonly beginning: RunBeginning;
  readonly properties: readonly ClientProperty[];
  readonly owners: Pick<ClientEngine, 'ownerOf' | 'ownerOfMember'>;
  /** The action of the first call, and inputs for it; default: those of RevokeSecurityGroupIngress. */
  readonly firstCall?: { readonly operation: string; readonly inputs: readonly JsonObject[] };
}

/** What is asked of a client: a suite of one operation, or one call of every action. */
export type ClientSuite = Pick<SelectedSuite, 'heldBack'> & {
  readonly suite: Pick<OperationSuite, 'action' | 'requirements'>;
  /** Of an operation that takes over the cases of another, whatever the version. */
  readonly carried?: OperationClientSuite;
};

/** At least one. Throws UsageMistake for an operation that there is nothing about, and for an unknown version. */
export async function suitesOfClients(
  options: Pick<ClientOptions, 'operation' | 'suiteVersion'>,
  catalogue: Catalogue,
): Promise<readonly ClientSuite[]> {
  if (options.operation === everyOperation) {
    return [{ suite: { action: everyOperation, requirements: everyOperationRequirements } }];
  }
  const selected = await selectedSuites(options, { catalogue });
  return selected.map((one) =>
    one.suite.action === usualOperation ? one : restricted(one.suite.action, one.heldBack?.version),
  );
}

/** The requirements of clients in another operation, none of them newer than the version. */
function restricted(action: string, version: string | undefined): ClientSuite {
  const carried = operationClientSuite(action);
  const { requirements } = carried;
  if (version === undefined) return { suite: { action, requirements }, carried };
  const kept = requirements.filter(({ since }) => !isNewer(since, version));
  const heldBack: RestrictedSuite = { version, requirements: requirements.length - kept.length };
  return { suite: { action, requirements: kept }, heldBack, carried };
}

type AskedBy = Pick<ClientOptions, 'only' | 'skip' | 'strict' | 'seed' | 'baseline'>;

/** What one suite asks, before anything is selected. */
interface Asked extends Pick<ClientRunPlan, 'properties' | 'owners' | 'firstCall'> {
  readonly action: string;
  readonly requirements: OperationSuite['requirements'];
  readonly cases: readonly ClientCase[];
}

/** A plan for each suite. Throws UsageMistake for a baseline that cannot be used and for globs that match nothing. */
export function planClientRun(
  options: AskedBy,
  runs: number,
  suites: readonly ClientSuite[],
  model: ServiceModel = loadServiceModel(),
): readonly ClientRunPlan[] {
  const now = new Date();
  const operation = suites.map(({ suite }) => suite.action).join();
  const seed = chooseSeed(options.seed, { version: packageVersion(), operation, effort: 'client' });
  const all = suites.map((suite) => askedIn(suite, seed, runs, model));
  const invariantsOf = ({ requirements }: Asked) => {
    const ids = new Set(requirements.map(({ id }) => id));
    return requestChecks.map(({ requirement }) => requirement).filter((id) => ids.has(id));
  };
  const selections = selectClientCases(all, options);
  const baselines = loadBaselines(
    options.baseline,
    'client',
    all.map((one) => ({
      ...{ operation: one.action, requirements: one.requirements },
      ...{ cases: [...one.cases, ...one.properties], invariants: invariantsOf(one) },
    })),
    now,
  );
  return all.flatMap((one, index) => {
    const selection = selections[index];
    if (selection === undefined) return [];
    const baseline = baselines.get(one.action);
    const { owners: explained, firstCall } = one;
    return {
      ...{ selection, owners: explained },
      properties: one.properties.filter(({ id }) => selection.properties.includes(id)),
      ...(firstCall === undefined ? {} : { firstCall }),
      beginning: {
        suite: suiteIdentity(suites),
        mode: 'client',
        operation: one.action,
        startedAt: now.toISOString(),
        seed,
        isLimited: options.only.length > 0 || options.skip.length > 0,
        strict: options.strict,
        register: one.requirements,
        invariantRequirements: invariantsOf(one),
        selected: [...selection.requirements],
        ...(baseline === undefined ? {} : { baseline }),
      },
    };
  });
}

function askedIn(
  { suite: { action, requirements }, carried }: ClientSuite,
  seed: number,
  runs: number,
  model: ServiceModel,
): Asked {
  const isKnown = coversOnly(new Set(requirements.map(({ id }) => id)));
  if (action === everyOperation) {
    const properties = everyOperationProperties(model, seed);
    const firstCall = { operation: 'DescribeRegions', inputs: [{}] };
    return { action, requirements, cases: [], properties, owners, firstCall };
  }
  if (carried === undefined) {
    const properties = clientProperties(seed, runs).filter(isKnown);
    return { action, requirements, cases: clientCases().filter(isKnown), properties, owners };
  }
  return {
    ...{ action, requirements, owners: carried.owners },
    cases: carried.cases.filter(isKnown),
    properties: operationProperties(action, model, seed, runs).filter(isKnown),
    firstCall: { operation: action, inputs: carried.firstInputs },
  };
}
