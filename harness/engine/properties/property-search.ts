/**
 * Searches counterexamples of one property: generate a trial, run it; if it fails in a way that is not known, confirm it
 * on new resources, shrink it, classify it, report it, follow it up; go on.
 */
import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import type { CaseResult, ExchangeFinding } from '../../checks/case-result.ts';
import { type Reason, reason } from '../../checks/reason.ts';
import type { Care } from '../../scene/scene.ts';
import type { Engine } from '../engine.ts';
import type { PropertyBudget, PropertyDefinition, TrialSource } from './property-definition.ts';
import type { PropertyRunOptions, TrialOutcome } from './shrink.ts';
import { failsAgain, type Run, type Shrunk, shrink } from './shrink.ts';
import { type AheadLanes, TrialsAhead } from './trials-ahead.ts';

/** What a search came to. */
export interface Found {
  /** Failed results, one for each requirement, in the order in which they were found. */
  readonly counterexamples: readonly CaseResult[];
  /** A failure that did not repeat. With a result: more of these than the target is granted, or no trial that could be judged. */
  readonly unconfirmed: { readonly reason: Reason; readonly result?: CaseResult } | undefined;
  /** Generated trials that passed or failed. */
  readonly trials: number;
  readonly calls: CallCounts;
}

/** Most counterexamples of one property. */
const mostCounterexamples = 6;

/** Failures that say nothing new, or do not repeat, after which a search ends. */
const mostFruitless = 3;

/** Smaller trials that a failure is confirmed by before the whole trial is run with care, which may take many calls. */
const confirmingParts = 2;

/** One search for counterexamples of a property. */
export class PropertySearch<Trial, Outcome extends TrialOutcome> {
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: PropertyRunOptions['title'];
  readonly #budget: PropertyBudget;
  readonly #trials: TrialSource<Trial, Outcome>;
  /** Until something fails, where trials are run ahead. */
  #ahead: TrialsAhead<Trial, Outcome> | undefined;
  readonly #followUps: Iterator<Trial>[] = [];
  readonly #counterexamples: CaseResult[] = [];
  #calls: CallCounts = {};
  /** Generated trials that passed or failed, and the calls that all of them took. */
  #judged = 0;
  #searched = 0;
  #hasLostConnection = false;
  /** Of the last generated trial. */
  #lastOutcome: Outcome | undefined;
  #unconfirmed: Found['unconfirmed'];

  constructor(
    engine: Engine,
    property: PropertyDefinition<Trial, Outcome>,
    title: PropertyRunOptions['title'],
    budget: PropertyBudget,
    lanes: AheadLanes,
  ) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
    this.#budget = budget;
    this.#trials = property.generate(engine, budget.seed);
    this.#ahead = new TrialsAhead(engine, property, title, budget, lanes);
  }

  /** Never throws. */
  async run(): Promise<Found> {
    await this.#search();
    await this.#countAhead(this.#ahead?.leave());
    return {
      counterexamples: this.#counterexamples,
      unconfirmed: this.#unconfirmed ?? this.#nothingJudged(),
      trials: this.#judged,
      calls: this.#calls,
    };
  }

  /** Why the last trial could not be judged, if none could. */
  #nothingJudged(): Found['unconfirmed'] {
    const last = this.#lastOutcome?.result;
    return this.#judged > 0 || last?.reason === undefined ? undefined : { reason: last.reason, result: last };
  }

  async #search(): Promise<void> {
    for (let fruitless = 0; fruitless < mostFruitless && this.#counterexamples.length < mostCounterexamples; ) {
      const failing = (await this.#nextFollowUp()) ?? (await this.#nextGenerated());
      if (failing === undefined) break;
      const confirmed = await this.#confirmed(failing);
      if (confirmed === undefined) {
        fruitless += 1;
        continue;
      }
      const shrunk = await this.#shrunk(confirmed);
      const result = this.#reported(shrunk);
      if (!(await this.#failsAgain(shrunk.smallest, result))) {
        fruitless += 1;
        continue;
      }
      if (result.requirements.every((id) => this.#engine.knownFailures.failed.has(id))) {
        fruitless += 1;
        continue;
      }
      this.#counterexamples.push(result);
      if (this.#budget.isEnough?.(result) === true) break;
      for (const id of result.requirements) this.#engine.knownFailures.add(id);
      this.#followUp(shrunk.smallest);
    }
  }

  /** The next generated trial that fails in an unknown way; undefined when the calls for searching are spent. */
  async #nextGenerated(): Promise<Run<Trial, Outcome> | undefined> {
    const { searchCalls } = this.#budget;
    while (searchCalls - this.#searched >= this.#property.callsPerTrial) {
      const { value: trial, done } = this.#trials.next(this.#lastOutcome);
      if (done === true) return undefined;
      const maxCalls = searchCalls - this.#searched;
      const outcome = (await this.#ranAhead(trial, maxCalls)) ?? (await this.#runConnected(trial, maxCalls));
      if (outcome.result.verdict === 'not-asked') return undefined;
      const { verdict, calls } = outcome.result;
      this.#judged += verdict === 'pass' || verdict === 'fail' ? 1 : 0;
      // A target that is gone is not even called: the search ends all the same.
      this.#searched += this.#property.costOf?.(trial, maxCalls) ?? Math.max(1, totalCalls(calls));
      this.#lastOutcome = outcome;
      if (this.#isUnknownFailure({ trial, outcome })) return { trial, outcome };
    }
    return undefined;
  }

  /** What the trial came to when it was run ahead, if it passed; if it did not, nothing is run ahead any more. */
  async #ranAhead(trial: Trial, maxCalls: number): Promise<Outcome | undefined> {
    const outcome = await this.#ahead?.take(trial, maxCalls);
    if (outcome !== undefined) this.#count(outcome);
    const hasPassed = outcome?.result.verdict === 'pass' && !this.#isUnknownFailure({ trial, outcome });
    if (hasPassed) return outcome;
    await this.#countAhead(this.#ahead?.end());
    return undefined;
  }

  /** `left`: calls of the trials that are not taken any more. */
  async #countAhead(left: Promise<CallCounts> | undefined): Promise<void> {
    this.#ahead = undefined;
    this.#calls = sumCalls([this.#calls, (await left) ?? {}]);
  }

  /** As {@link #nextGenerated}, of the trials that counterexamples suggest. There is a fault to show: shrinking pays. */
  async #nextFollowUp(): Promise<Run<Trial, Outcome> | undefined> {
    for (let [trials] = this.#followUps; trials !== undefined; [trials] = this.#followUps) {
      const { value: trial, done } = trials.next();
      const outcome = done === true ? undefined : await this.#runForShrinking(trial, 'quick');
      if (outcome === undefined) {
        this.#followUps.shift();
      } else if (this.#isUnknownFailure({ trial, outcome })) {
        return { trial, outcome };
      }
    }
    return undefined;
  }

  #followUp({ trial, outcome }: Run<Trial, Outcome>): void {
    const trials = outcome.result.verdict === 'fail' ? this.#property.followUps?.(this.#engine, trial, outcome) : [];
    this.#followUps.push((trials ?? [])[Symbol.iterator]());
  }

  /** A failure that known failures do not explain. */
  #isUnknownFailure({ trial, outcome }: Run<Trial, Outcome>): boolean {
    const { knownFailures } = this.#engine;
    if (outcome.result.verdict !== 'fail') return this.#newMismatch(outcome.result) !== undefined;
    if (outcome.isLater === true && knownFailures.isHistoryDependent) return false;
    const asFirst = { ...outcome, isLater: false } as Outcome;
    const candidates = this.#property.classify(trial, asFirst);
    // One that only depends on a failure has not failed yet; one of several is what would be blamed.
    const [only, ...others] = candidates;
    const isCertain = others.length === 0 && outcome.isLater !== true;
    return !(isCertain && only !== undefined
      ? knownFailures.failed.has(only)
      : candidates.some((id) => knownFailures.isKnown(id)));
  }

  /** Runs small parts of the trial with care, then all of it; undefined when none fails again. */
  async #confirmed(suspect: Run<Trial, Outcome>): Promise<Run<Trial, Outcome> | undefined> {
    const parts = this.#property.smaller(suspect.trial, suspect.outcome).flat().slice(0, confirmingParts);
    let last: Outcome | undefined;
    for (const trial of [...parts, suspect.trial]) {
      last = await this.#runForShrinking(trial, 'careful', Number.POSITIVE_INFINITY);
      if (last === undefined || !this.#hasFailed(last.result)) continue;
      const passing = await this.#passing(trial);
      if (passing === undefined) return { trial, outcome: last };
      last = passing;
      break;
    }
    this.#noteUnconfirmed(suspect.outcome.result, last?.result);
    return undefined;
  }

  /** The run in which a trial passes that has to fail several times; undefined when it fails in each. */
  async #passing(trial: Trial): Promise<Outcome | undefined> {
    const times = this.#property.repeats?.(trial) ?? 1;
    for (let time = 1; time < times; time += 1) {
      const outcome = await this.#runForShrinking(trial, 'careful', Number.POSITIVE_INFINITY);
      if (outcome !== undefined && !this.#hasFailed(outcome.result)) return outcome;
    }
    return undefined;
  }

  /** Whether the smallest trial fails under the same requirement each time. Its calls are not counted among those for shrinking. */
  async #failsAgain(smallest: Run<Trial, Outcome>, { requirements }: CaseResult): Promise<boolean> {
    const { trial } = smallest;
    const { isSame, last } = await failsAgain(
      smallest,
      () => this.#run(trial, 'careful', Number.POSITIVE_INFINITY),
      (outcome) =>
        this.#hasFailed(outcome.result) && this.#failedRequirements({ trial, outcome }).join() === requirements.join(),
    );
    const again = last.result.verdict === 'not-asked' ? undefined : last.result;
    if (!isSame) this.#noteUnconfirmed(smallest.outcome.result, again);
    return isSame;
  }

  /** A mismatch of a general check that was predicted to be all may turn out to be a failure. */
  #hasFailed(result: CaseResult): boolean {
    return result.verdict === 'fail' || (result.verdict === 'pass' && this.#newMismatch(result) !== undefined);
  }

  /** `again`: what it came to with care, passed or failed in another way; undefined when the call limit was reached. */
  #noteUnconfirmed(failed: CaseResult, again: CaseResult | undefined): void {
    // The calls went into the counterexamples that were found.
    if (this.#unconfirmed !== undefined || (again === undefined && this.#counterexamples.length > 0)) return;
    const isFlaky = again?.verdict === 'pass' || again?.verdict === 'fail';
    if (isFlaky && this.#engine.caller.tolerateUnrepeated(false)) {
      this.#unconfirmed = { reason: flaky };
      return;
    }
    const why = again === undefined ? unconfirmed : (again.reason ?? flaky);
    const verdict = again === undefined || isFlaky ? 'untestable' : again.verdict;
    this.#unconfirmed = { reason: why, result: { ...(again ?? failed), verdict, reason: why, mismatches: [] } };
  }

  async #shrunk(confirmed: Run<Trial, Outcome>): Promise<Shrunk<Trial, Outcome>> {
    const end = totalCalls(this.#calls) + this.#budget.shrinkCalls;
    return shrink(confirmed, {
      smaller: (trial, outcome) => this.#property.smaller(trial, outcome),
      isSameFailure: this.#sameFailure(confirmed.outcome),
      run: (trial) => this.#runForShrinking(trial, 'careful', end - totalCalls(this.#calls)),
    });
  }

  #sameFailure(wanted: TrialOutcome): (other: TrialOutcome) => boolean {
    if (wanted.result.verdict === 'fail') {
      return ({ result, removesTooMuch = false }) =>
        result.verdict === 'fail' && (removesTooMuch || wanted.removesTooMuch !== true);
    }
    const requirement = this.#newMismatch(wanted.result)?.requirement;
    return ({ result }) => result.verdict === 'pass' && this.#newMismatch(result)?.requirement === requirement;
  }

  /**
   * The first unknown mismatch that a general check found in a response of the trial. A response with a known one says
   * nothing more: what is wrong in one place of it shows in others.
   */
  #newMismatch({ findings }: CaseResult): ExchangeFinding | undefined {
    const mismatching = findings.filter(({ mismatches }) => mismatches.length > 0);
    const { failed } = this.#engine.knownFailures;
    const spoiled = new Set(
      mismatching.filter(({ requirement }) => failed.has(requirement)).map(({ exchange }) => exchange),
    );
    return mismatching.find(({ exchange }) => !spoiled.has(exchange));
  }

  #reported({ smallest: { trial, outcome }, end }: Shrunk<Trial, Outcome>): CaseResult {
    const { result, replay } = outcome;
    const mismatch = result.verdict === 'fail' ? undefined : this.#newMismatch(result);
    return {
      ...result,
      kind: this.#property.kind,
      verdict: 'fail',
      requirements: this.#failedRequirements({ trial, outcome }),
      ...(mismatch === undefined ? {} : { mismatches: mismatch.mismatches }),
      ...(replay === undefined ? {} : { replay }),
      ...(end === 'minimal' ? {} : { reason: notMinimal }),
    };
  }

  /** What a failing trial, or a mismatch that a general check found in it, is reported as. */
  #failedRequirements({ trial, outcome }: Run<Trial, Outcome>): readonly string[] {
    const mismatch = outcome.result.verdict === 'fail' ? undefined : this.#newMismatch(outcome.result);
    return [mismatch?.requirement ?? this.#blamed(this.#property.classify(trial, outcome))];
  }

  /** One of several is blamed only when it is known to fail; else it is the property that does not hold. */
  #blamed([only = this.#property.requirement, ...others]: readonly string[]): string {
    if (others.length === 0) return only;
    return [only, ...others].find((id) => this.#engine.knownFailures.isKnown(id)) ?? this.#property.requirement;
  }

  /** Undefined: the calls for shrinking are spent. */
  async #runForShrinking(
    trial: Trial,
    care: Care,
    most: number = this.#budget.shrinkCalls,
  ): Promise<Outcome | undefined> {
    const { shrinking } = this.#engine.allowances;
    const maxCalls = Math.min(most, shrinking.left);
    if (maxCalls < this.#property.callsPerTrial) return undefined;
    const before = totalCalls(this.#calls);
    const outcome = await this.#run(trial, care, maxCalls);
    shrinking.spend(totalCalls(this.#calls) - before);
    return outcome.result.verdict === 'not-asked' ? undefined : outcome;
  }

  /** Once more where a connection failed for the first time, which says nothing of the trial: there may be calls for this one alone. */
  async #runConnected(trial: Trial, maxCalls: number): Promise<Outcome> {
    const first = await this.#run(trial, 'quick', maxCalls);
    if (first.result.reason?.kind !== 'transport' || this.#hasLostConnection) return first;
    this.#hasLostConnection = true;
    return this.#run(trial, 'quick', maxCalls);
  }

  async #run(trial: Trial, care: Care, maxCalls: number): Promise<Outcome> {
    const outcome = await this.#property.run(this.#engine, trial, { title: this.#title, care, maxCalls });
    this.#count(outcome);
    return outcome;
  }

  #count({ result }: Outcome): void {
    this.#calls = sumCalls([this.#calls, result.calls]);
  }
}

const flaky = reason(
  'flaky',
  'a counterexample was found, and passed or failed otherwise when it was run again from the start',
);

const unconfirmed = reason(
  'unconfirmed',
  'found a counterexample once; could not be confirmed: the call limit was reached (--max-calls raises it)',
);

const notMinimal = reason(
  'not-shrunk',
  'this counterexample might become smaller: the call limit was reached before (--max-calls raises it)',
);
