/** Sweeps the embedded target with some behaviour, in this process; says which requirements came to which verdict. */
import { budgetOf } from '../harness/endpoint/call-budget.ts';
import { Caller } from '../harness/endpoint/caller.ts';
import { planSweep } from '../harness/model-sweep/plan-sweep.ts';
import { runSweep, type SweepOutcome } from '../harness/model-sweep/run-sweep.ts';
import { loadSweepList } from '../harness/model-sweep/sweep-actions.ts';
import { sweepCases } from '../harness/model-sweep/sweep-cases.ts';
import { optionalRequirements } from '../harness/model-sweep/sweep-subject.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { loadServiceModel } from '../harness/service-model/load-model.ts';
import { suite } from '../suites/every-operation/suite.ts';
import { settingsForReference } from './reference-settings.ts';

/** Behaviour and extent of a sweep. */
export interface SweepTrial {
  readonly behaviour?: Behaviour;
  /** Actions to sweep; all by default. */
  readonly on?: readonly string[];
  readonly effort?: 'smoke' | 'default' | 'deep';
  readonly isDisposable?: boolean;
  readonly isInterrupted?: () => boolean;
}

/** The outcome of a sweep with its verdicts. */
export interface SweptReference extends SweepOutcome {
  /** Verdict by requirement. */
  readonly verdicts: ReadonlyMap<string, string>;
  /** Ids of the requirements that fail. */
  readonly failed: readonly string[];
  readonly calls: number;
  /** What the target answered, and mistakes of its own. */
  readonly mistakes: readonly Error[];
  readonly byAction: Readonly<Record<string, number>>;
}

/** Sweeps an embedded target. */
export async function sweepReference(trial: SweepTrial = {}): Promise<SweptReference> {
  const { on, effort = 'deep', isDisposable = true, isInterrupted = () => false } = trial;
  const reference = await startReference({ behaviour: trial.behaviour ?? referenceBehaviour });
  const settings = settingsForReference(reference, 'sweep', { concurrency: 1 });
  const caller = new Caller(settings, budgetOf(settings));
  const model = loadServiceModel();
  const list = loadSweepList();
  const context = { apiVersion: model.apiVersion, fill: (text: string) => text, hasDeniedIdentity: true };
  try {
    const plan = planSweep(model, list, {
      effort,
      context,
      withAccountSettings: true,
      isSelected: (action) => on === undefined || on.includes(action),
      isNeeded: () => true,
    });
    const outcome = await runSweep({
      suite,
      plan,
      model,
      list,
      caller,
      context,
      concurrency: 1,
      isListing: true,
      maxListings: Number.POSITIVE_INFINITY,
      isDisposable,
      isInterrupted,
      onResult: () => undefined,
    });
    const optional = new Set(optionalRequirements(suite));
    const facts = { operation: suite.name, endpoint: '', region: '', optional, isCutShort: false };
    const cases = sweepCases(suite.requirements, outcome.results, facts);
    return {
      ...outcome,
      verdicts: new Map(cases.map(({ id, verdict }) => [id, verdict])),
      failed: cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id),
      calls: caller.budget.total,
      mistakes: reference.stats.mistakes,
      byAction: reference.stats.byAction,
    };
  } finally {
    caller.close();
    await reference.close();
  }
}
