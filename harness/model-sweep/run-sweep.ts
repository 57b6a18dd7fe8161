/**
 * A sweep: reads first, dry runs of what changes something last, so that the first of them that is carried out ends the run
 * without a loss. What a target created all the same is listed, removed where the model says how, and reported.
 */
import type { Outcome } from '../checks/outcome.ts';
import type { Caller } from '../endpoint/caller.ts';
import { describeUnexpected } from '../endpoint/expect-success.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import type { ServiceModel } from '../service-model/model.ts';
import type { ActionResult, Cell } from './action-result.ts';
import { added, type Lister, type Listing, listersFor, listNow } from './listing.ts';
import type { PlannedAction, SweepPlan } from './plan-sweep.ts';
import { type ProbeContext, unknownAction } from './probe.ts';
import { failureRecord, repeatDryRun, type SweepAccess, sweepAbsentAction, sweepAction } from './sweep-action.ts';
import type { SweepList } from './sweep-actions.ts';
import type { SweepSubject, SweepSuite } from './sweep-subject.ts';
import { createdIds, type Deletion, deletionOf } from './undo-create.ts';

/** A plan, a caller and callbacks for progress. */
export interface SweepOptions {
  readonly suite: SweepSuite;
  readonly plan: SweepPlan;
  readonly model: ServiceModel;
  readonly list: SweepList;
  readonly caller: Caller;
  readonly context: ProbeContext;
  readonly concurrency: number;
  /** Whether to list before and after what dry runs could create: on this machine alone, where nobody else changes anything. */
  readonly isListing: boolean;
  /** Most reads that list so, twice each. */
  readonly maxListings: number;
  /** Whether to go on after a dry run that was carried out: for targets that nobody needs. */
  readonly isDisposable: boolean;
  /** Results of an earlier, interrupted run of the same plan, by action: these are not asked again. */
  readonly known?: ReadonlyMap<string, ActionResult>;
  readonly isInterrupted: () => boolean;
  /** Keeps what a dry run created, until it is removed. */
  readonly journal?: Journal;
  /** Each result as it comes; once more for an action that turned out to have created something. */
  readonly onResult: (result: ActionResult) => void;
}

/** What a dry run created and nobody could remove, or know of. */
export interface SweepLeftover {
  readonly action: string;
  readonly id: string;
  readonly why: string;
}

/** The results of a sweep by action, and the resources that it left behind. */
export interface SweepOutcome {
  /** In the order of the plan; the action that no EC2 has comes first. */
  readonly results: readonly ActionResult[];
  readonly leftovers: readonly SweepLeftover[];
  /** The action whose dry run was carried out and ended the run. */
  readonly endedBy?: string;
  readonly isInterrupted: boolean;
}

/** Rejects with internal errors, and with TargetProblem where nothing was answered at all. */
export async function runSweep(options: SweepOptions): Promise<SweepOutcome> {
  const sweep = new Sweep(options);
  await sweep.run();
  return sweep.outcome();
}

class Sweep {
  readonly #options: SweepOptions;
  readonly #access: SweepAccess;
  readonly #results = new Map<string, ActionResult>();
  /** Ids by the action that created them, removed or not. */
  readonly #created: { readonly action: string; readonly id: string; readonly deletion?: Deletion }[] = [];
  readonly #leftovers: SweepLeftover[] = [];
  #toAbsentAction: Outcome | undefined;
  #confirmations: number;
  #endedBy: string | undefined;

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#confirmations = options.plan.maxCalls - options.plan.calls;
    const { suite, model, list, caller, context } = options;
    this.#access = {
      suite,
      model,
      list,
      caller,
      context,
      toAbsentAction: () => this.#toAbsentAction,
      mayConfirm: () => this.#confirmations-- > 0,
      maySendDryRun: () => this.#mayGoOn(),
      onCarriedOut: (subject) => this.#carriedOut(subject),
    };
  }

  async run(): Promise<void> {
    const { plan, context, list } = this.#options;
    const absent = unknownAction(context);
    const { result, outcome } = await sweepAbsentAction(absent, this.#access);
    this.#toAbsentAction = outcome;
    this.#results.set(result.action, result);
    this.#options.onResult(result);
    const changing = plan.actions.filter(({ use }) => use.kind === 'dry-run');
    await this.#askAll(plan.actions.filter(({ use }) => use.kind !== 'dry-run'));
    const listers = this.#options.isListing
      ? listersFor(
          this.#options.model,
          list,
          changing.filter(({ probes }) => probes.length > 0).map(({ action }) => action),
        )
      : [];
    const before = await this.#listAll(listers.slice(0, this.#options.maxListings));
    await this.#askAll(changing);
    await this.#compare(before);
    await this.#remove();
  }

  outcome(): SweepOutcome {
    return {
      results: [...this.#results.values()],
      leftovers: this.#leftovers,
      ...(this.#endedBy === undefined ? {} : { endedBy: this.#endedBy }),
      isInterrupted: this.#options.isInterrupted(),
    };
  }

  #mayGoOn(): boolean {
    return this.#endedBy === undefined && !this.#options.isInterrupted();
  }

  /** As many at a time as the target is asked at once; those that an earlier run asked keep its results. */
  async #askAll(planned: readonly PlannedAction[]): Promise<void> {
    const { known, concurrency, onResult, isInterrupted } = this.#options;
    for (const { action } of planned) {
      const result = known?.get(action.name);
      if (result !== undefined) this.#results.set(result.action, result);
    }
    const open = planned.filter(({ action }) => !this.#results.has(action.name))[Symbol.iterator]();
    const thrown: unknown[] = [];
    const worker = async () => {
      for (const one of open) {
        if (thrown.length > 0 || isInterrupted()) return;
        const result = await sweepAction(one, this.#access);
        this.#results.set(result.action, result);
        onResult(result);
      }
    };
    // What one of them throws ends all of them, and is thrown on when none sends anything any more.
    const guarded = () => worker().catch((problem: unknown) => thrown.push(problem));
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, guarded));
    if (thrown.length > 0) throw thrown[0];
  }

  async #carriedOut(subject: SweepSubject): Promise<void> {
    const { action } = subject.probe;
    if (!this.#options.isDisposable) this.#endedBy ??= action;
    const deletion = deletionOf(this.#options.model, action);
    if (deletion === undefined) return;
    for (const id of createdIds(subject, deletion)) {
      this.#created.push({ action, id, deletion });
      this.#options.journal?.write({ event: 'created', kind: 'by-dry-run', name: deletionName(deletion), id });
    }
  }

  async #listAll(listers: readonly Lister[]): Promise<ReadonlyMap<Lister, Listing>> {
    const found = new Map<Lister, Listing>();
    for (const lister of listers) {
      if (this.#options.isInterrupted() || this.#results.get(lister.read.name)?.isOffered === false) continue;
      const listed = await listNow(lister, this.#inputOf(lister), this.#options.caller);
      if (listed !== undefined) found.set(lister, listed);
    }
    return found;
  }

  #inputOf({ read }: Lister): readonly (readonly [string, string])[] {
    return encodeInput(read, this.#options.list.reads[read.name] ?? {});
  }

  /** Judges each creating action whose dry run was sent; what is new is confirmed by another dry run of its action. */
  async #compare(before: ReadonlyMap<Lister, Listing>): Promise<void> {
    for (const [lister, listed] of before) {
      const sent = lister.creators.filter((name) => (this.#results.get(name)?.sent.length ?? 0) > 0);
      const after = sent.length === 0 ? undefined : await listNow(lister, this.#inputOf(lister), this.#options.caller);
      if (after === undefined) continue;
      const ids = added(listed, after);
      const guilty = ids.length === 0 ? [] : await this.#creatorsOf(lister, sent, after);
      const [first] = guilty;
      if (first !== undefined) for (const id of ids) this.#noteListed(first.name, id);
      for (const name of sent) {
        const found = guilty.find((one) => one.name === name);
        this.#judgeCreator(name, found === undefined ? undefined : { lister, ids: found.ids ?? ids, after });
      }
    }
  }

  /**
   * Which of these actions created what is new: those whose dry run was carried out; else those after whose repeated dry run
   * something is new once more. None if somebody else did.
   */
  async #creatorsOf(
    lister: Lister,
    sent: readonly string[],
    listed: Listing,
  ): Promise<readonly { readonly name: string; readonly ids?: readonly string[] }[]> {
    const carriedOut = sent.filter((name) => this.#results.get(name)?.dryRun === 'carried-out');
    if (carriedOut.length > 0) return carriedOut.map((name) => ({ name }));
    const found: { name: string; ids: readonly string[] }[] = [];
    let before = listed;
    for (const name of sent) {
      const planned = this.#options.plan.actions.find(({ action }) => action.name === name);
      if (planned === undefined || !this.#mayGoOn()) continue;
      await repeatDryRun(planned, this.#access);
      const after = await listNow(lister, this.#inputOf(lister), this.#options.caller);
      if (after === undefined) continue;
      const ids = added(before, after);
      before = after;
      for (const id of ids) this.#noteListed(name, id);
      if (ids.length > 0) found.push({ name, ids });
    }
    return found;
  }

  /** Of what a list shows and no response stated: it is removed only where nobody else has anything. */
  #noteListed(action: string, id: string): void {
    if (this.#created.some((one) => one.id === id)) return;
    const deletion = this.#options.isDisposable ? deletionOf(this.#options.model, action) : undefined;
    this.#created.push({ action, id, ...(deletion === undefined ? {} : { deletion }) });
  }

  #judgeCreator(
    name: string,
    found: { readonly lister: Lister; readonly ids: readonly string[]; readonly after: Listing } | undefined,
  ): void {
    const result = this.#results.get(name);
    if (result === undefined) return;
    const requirement = this.#options.suite.nothingCreated;
    const known = result.cells.find((cell) => cell.requirement === requirement);
    if (known?.verdict === 'fail') return;
    const cell: Cell =
      found === undefined
        ? { requirement, verdict: 'pass' }
        : {
            requirement,
            verdict: 'fail',
            mismatches: [
              {
                kind: 'body',
                at: `what ${found.lister.read.name} lists`,
                expected: 'nothing new',
                observed: this.#options.caller.display(found.ids.slice(0, 3).join(', ')),
              },
            ],
            ...failureRecord(found.after.exchange, this.#access, { as: 'main', signature: 'valid' }),
          };
    const changed = { ...result, cells: [...result.cells.filter((one) => one.requirement !== requirement), cell] };
    this.#results.set(name, changed);
    this.#options.onResult(changed);
  }

  /** Twice, since one thing may hold another. */
  async #remove(): Promise<void> {
    const { caller } = this.#options;
    let open = this.#created.map((one) => ({ ...one, why: notDeleted }));
    for (let pass = 0; pass < 2 && open.length > 0; pass += 1) {
      const left: typeof open = [];
      for (const one of open) {
        const why = one.deletion === undefined ? one.why : await deleteOne(caller, one.deletion, one.id);
        if (why !== undefined) left.push({ ...one, why });
        else if (one.deletion !== undefined) {
          const name = deletionName(one.deletion);
          this.#options.journal?.write({ event: 'deleted', kind: 'by-dry-run', name, id: one.id });
        }
      }
      open = left;
    }
    this.#leftovers.push(...open.map(({ action, id, why }) => ({ action, id: caller.display(id), why })));
  }
}

const notDeleted = 'the model has no action that deletes it by one id, or it is not known whose it is';

/** What a journal calls it: the request that deletes it. */
function deletionName({ action, parameter }: Deletion): string {
  return `${action}/${parameter}`;
}

/** Undefined if it is gone; else why it is not. */
async function deleteOne(caller: Caller, { action, parameter }: Deletion, id: string): Promise<string | undefined> {
  if (!caller.isUsableId(id)) return 'its id cannot be used';
  try {
    const { outcome } = await caller.call(action, [[parameter, id]]);
    const isGone = outcome.kind === 'success' || (outcome.kind === 'error' && /NotFound|Unknown/.test(outcome.code));
    return isGone ? undefined : `${action} ${describeUnexpected(outcome)}`;
  } catch (problem) {
    if (problem instanceof TransportProblem) return problem.message;
    throw problem;
  }
}
