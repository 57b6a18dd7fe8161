/**
 * A run against one mutant, in this thread, up to the failure of the requirement that the mutant breaks: at default effort,
 * or at deep effort where default effort does not ask that requirement.
 */

import type { Case } from '../../harness/cases/case.ts';
import type { CaseResult } from '../../harness/checks/case-result.ts';
import { CallBudget } from '../../harness/endpoint/call-budget.ts';
import type { Engine, TestedOperation } from '../../harness/engine/engine.ts';
import {
  type Effort,
  type EffortPlan,
  effortLimits,
  maxCallsOf,
  planEffort,
} from '../../harness/engine/plan/effort.ts';
import { planBatches } from '../../harness/engine/plan/plan-batches.ts';
import { shareOf } from '../../harness/engine/properties/property.ts';
import { withEngine } from '../../harness/engine/run/in-process.ts';
import { askInWaves } from '../../harness/engine/run/waves.ts';
import type { Fault, Variant } from '../../harness/mutants/fault.ts';
import { type Behaviour, referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { startReference } from '../../harness/reference/reference.ts';
import type { Level, Requirement } from '../../harness/register/requirement.ts';
import { operations } from '../../suites/operations.ts';
import { register } from '../../suites/requirements/register.ts';
import { allCases } from '../../suites/revoke-ingress/cases.ts';
import { revokeIngressOperation } from '../../suites/revoke-ingress/operation.ts';
import { properties } from '../../suites/revoke-ingress/properties.ts';
import { settingsForReference } from '../../test-support/reference-settings.ts';
import type { Kill } from './page.ts';
import { counterexampleOf } from './short-counterexample.ts';

/** What an effort asks of an operation. */
interface Asked {
  readonly effort: Effort;
  readonly operation: TestedOperation;
  readonly plan: EffortPlan;
  readonly properties: typeof properties;
  readonly dependsOn: Readonly<Record<string, readonly string[]>>;
  /** Levels of requirements by their ids. */
  readonly levels: ReadonlyMap<string, Level>;
}

function askedOf(
  operation: TestedOperation,
  requirements: readonly Requirement[],
  cases: readonly Case[],
  ofGenerated: typeof properties,
  effort: Effort = 'default',
): Asked {
  return {
    effort,
    operation,
    plan: planEffort(cases, requirements, effort, operation),
    properties: ofGenerated,
    dependsOn: Object.fromEntries(requirements.map(({ id, dependsOn: needed }) => [id, needed])),
    levels: new Map(requirements.map(({ id, level }) => [id, level])),
  };
}

const ofRevoke = askedOf(revokeIngressOperation, register.requirements, allCases(), properties);
const { levels } = ofRevoke;
const askedByDefault = new Set([
  ...ofRevoke.plan.cases.flatMap(({ requirements }) => requirements),
  ...properties.map(({ requirement }) => requirement),
  ...revokeIngressOperation.generalChecks.map(({ requirement }) => requirement),
]);

/** The effort that asks the requirement which a fault breaks. */
export function effortFor({ breaks }: Pick<Fault, 'breaks'>): Effort {
  return askedByDefault.has(breaks) ? 'default' : 'deep';
}

/** Deep effort asks every case; made when the first fault needs it. */
let deepOfRevoke: Asked | undefined;

function askedOfRevoke(effort: Effort): Asked {
  if (effort === 'default') return ofRevoke;
  deepOfRevoke ??= askedOf(revokeIngressOperation, register.requirements, allCases(), properties, effort);
  return deepOfRevoke;
}

/** What the listed cases came to; they are the same whatever the seed, so that further seeds need not ask them again. */
export interface ListedResult {
  readonly calls: number;
  /** Requirements that failed, from which generated requests keep away. */
  readonly failed: readonly string[];
}

/** A fault on one seed. */
export interface KillAttempt {
  /** Undefined: it survived. By its own requirement where that failed, else by another. */
  readonly kill: Kill | undefined;
  /** Undefined when the fault was killed by a listed case. */
  readonly listed: ListedResult | undefined;
}

/** `listed`: what another seed found, which is then not asked again. */
export async function attemptKill(fault: Fault, seed: number, listed?: ListedResult): Promise<KillAttempt> {
  let own: Kill | undefined;
  let other: Kill | undefined;
  let found: ListedResult | undefined = listed;
  const before = listed?.calls ?? 0;
  await runUntil(askedOfRevoke(effortFor(fault)), fault.apply(referenceBehaviour), seed, listed, {
    afterListed: ({ caller, knownFailures }) => {
      found ??= { calls: caller.budget.total, failed: [...knownFailures.failed] };
    },
    wanted: (results, { caller }) => {
      for (const result of results) {
        const failed = failedBy(result);
        const made = {
          ...counterexampleOf(result),
          by: result.id,
          kind: result.kind,
          calls: before + caller.budget.total,
        };
        const [unrelated] = failed.filter((id) => levels.get(id) !== 'OBSERVE');
        own ??= failed.includes(fault.breaks) ? { ...made, requirement: fault.breaks } : undefined;
        other ??= unrelated === undefined ? undefined : { ...made, requirement: unrelated };
      }
      return own !== undefined;
    },
  });
  return { kill: own ?? other, listed: own?.kind === 'fixture' ? undefined : found };
}

/** How a mutant of which several requirements may fail is found out. */
export interface GrammarAttempt {
  /** Whether one of those failed; undefined: nothing did. */
  readonly isOwn?: boolean;
  /** The first requirement that failed, one of those if any was. */
  readonly requirement?: string;
  /** The case or property that failed it. */
  readonly by?: string;
  readonly calls: number;
}

/**
 * A run against a behaviour, up to the failure of a requirement that `isOwn` accepts. `action`: of the operation that
 * is asked; of all but RevokeSecurityGroupIngress the listed cases alone.
 */
export async function attemptGrammarKill(
  behaviour: Behaviour,
  isOwn: (requirement: string) => boolean,
  action = revokeIngressOperation.action,
  effort: Effort = 'default',
): Promise<GrammarAttempt> {
  const asked = await askedOfAction(action, effort);
  let found: Omit<GrammarAttempt, 'calls'> = {};
  let calls = 0;
  await runUntil(asked, behaviour, 1, undefined, {
    afterListed: () => {},
    wanted: (results, { caller }) => {
      calls = caller.budget.total;
      for (const result of results) {
        const failed = failedBy(result).filter((id) => asked.levels.get(id) !== 'OBSERVE');
        const own = failed.find(isOwn);
        const [other] = failed;
        if (own !== undefined) found = { isOwn: true, requirement: own, by: result.id };
        else if (other !== undefined && found.isOwn === undefined)
          found = { isOwn: false, requirement: other, by: result.id };
        if (found.isOwn === true) return true;
      }
      return false;
    },
  });
  return { ...found, calls };
}

async function askedOfAction(action: string, effort: Effort): Promise<Asked> {
  return action === revokeIngressOperation.action ? askedOfRevoke(effort) : askedOfSister(action, effort);
}

/** By action and effort. */
const sisters = new Map<string, Promise<Asked>>();

/** What is asked of an operation besides the revoke: its listed cases. */
function askedOfSister(action: string, effort: Effort): Promise<Asked> {
  const load = async () => {
    const suite = await operations[action]?.();
    if (suite === undefined) throw new Error(`There is no operation ${action}.`);
    const listed = suite.cases.filter(({ id }) => !suite.properties.has(id));
    return askedOf(suite, suite.requirements, listed, [], effort);
  };
  const key = `${action} ${effort}`;
  const known = sisters.get(key) ?? load();
  sisters.set(key, known);
  return known;
}

/** What turns red on a right target that differs from the reference, and should not. `action`: of the operation that is asked. */
export async function redOf(variant: Variant, action: string): Promise<readonly string[]> {
  const asked = await askedOfAction(action, 'default');
  const red: string[] = [];
  await runUntil(asked, variant.apply(referenceBehaviour), 1, undefined, {
    afterListed: () => {},
    wanted: (results) => {
      for (const result of results) {
        const failed = failedBy(result).filter((id) => asked.levels.get(id) !== 'OBSERVE');
        const isOff = failed.length > 0 || !['pass', 'observed', 'not-applicable'].includes(result.verdict);
        if (isOff) {
          red.push(`${result.id} (${failed.join(', ') || result.verdict})`);
        }
      }
      return false;
    },
  });
  return red;
}

/** Requirements that a result fails: its own, and those of general checks that its responses fail. */
function failedBy(result: CaseResult): readonly string[] {
  const failing = result.findings
    .filter(({ mismatches }) => mismatches.length > 0)
    .map(({ requirement }) => requirement);
  return result.verdict === 'fail' ? [...result.requirements, ...failing] : failing;
}

interface Watcher {
  /** Called after every batch and property; a true ends the run. */
  readonly wanted: (results: readonly CaseResult[], engine: Engine) => boolean;
  readonly afterListed: (engine: Engine) => void;
}

async function runUntil(
  asked: Asked,
  behaviour: Behaviour,
  seed: number,
  listed: ListedResult | undefined,
  watcher: Watcher,
) {
  const reference = await startReference({ behaviour });
  const settings = settingsForReference(reference, `kill${seed}`, { maxResponseBytes: 8 * 1024 * 1024 });
  const maxCalls = maxCallsOf(asked.effort) - (listed?.calls ?? 0);
  try {
    await withEngine(
      settings,
      asked.operation,
      (engine) => askAll(asked, engine, seed, listed, watcher),
      new CallBudget({ maxCalls }),
      { dependsOn: asked.dependsOn, allowed: effortLimits[asked.effort].allowed },
    );
  } finally {
    await reference.close();
  }
}

async function askAll(
  { plan, properties: generated }: Asked,
  engine: Engine,
  seed: number,
  listed: ListedResult | undefined,
  watcher: Watcher,
): Promise<void> {
  for (const id of listed?.failed ?? []) {
    engine.knownFailures.add(id);
  }
  // As in a run, but that each batch is a wave of its own: the calls to a kill are counted by batches.
  for (const batch of listed === undefined ? planBatches(plan.cases, engine.operation) : []) {
    for await (const results of askInWaves(engine, [batch])) {
      if (watcher.wanted([...results, ...engine.historyDependence.take()], engine)) return;
    }
  }
  watcher.afterListed(engine);
  for (const property of generated) {
    const share = shareOf(property, generated, plan.generatedCalls);
    const isEnough = (found: CaseResult) => watcher.wanted([found], engine);
    const results = await property.execute(engine, { seed, ...share, isEnough });
    if (watcher.wanted([...results, ...engine.historyDependence.take()], engine)) {
      return;
    }
  }
}
