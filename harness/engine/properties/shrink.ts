/**
 * The shrinker: delta debugging over the trials of a property, or over the history of used resources, within a number of
 * calls. What becomes smaller is decided by the candidates that the caller names for a failing trial.
 */
import type { FixtureCase } from '../../cases/fixture.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Care } from '../../scene/scene.ts';

/** What one run of a trial came to. */
export interface TrialOutcome {
  readonly result: CaseResult;
  /** The trial, up to its failure, as a case with concrete requests; undefined when part of it is code. */
  readonly replay?: FixtureCase;
  /** Which of its requests failed, from 0; present where there can be several. */
  readonly failedAt?: number;
  /** Whether the request that failed came after others, so that these may be the cause. */
  readonly isLater?: boolean;
  /** Whether more was removed than was named. A trial that fails by that is shrunk to trials that fail by that. */
  readonly removesTooMuch?: boolean;
}

/** What a trial needs to run: the property's title, and how carefully resources are set up. */
export interface PropertyRunOptions {
  readonly title: { readonly id: string; readonly title: string; readonly requirements: readonly string[] };
  readonly care: Care;
  /** A trial of several requests that costs more ends earlier. */
  readonly maxCalls: number;
  /** Others are run at the same time: nothing that failed is asked again, and what was not passed counts for nothing. */
  readonly isAhead?: true;
}

/** A trial that was run, and what it came to. */
export interface Run<Trial, Outcome> {
  readonly trial: Trial;
  readonly outcome: Outcome;
}

/**
 * Candidates in the order in which they are worth their calls: the boldest stage first. A stage that nothing is left of
 * is not returned to, as hardly any later change makes it worth its calls again.
 */
export type Stages<Trial> = readonly (readonly Trial[])[];

/** What the shrinker needs of a kind of trials: smaller candidates, and how to run one. */
export interface Shrinking<Trial, Outcome> {
  /** Smaller trials than a failing one, in stages. None is known to fail. */
  readonly smaller: (trial: Trial, outcome: Outcome) => Stages<Trial>;
  /** Undefined: no calls are left for it. */
  readonly run: (trial: Trial) => Promise<Outcome | undefined>;
  /** Whether an outcome is the failure that is being shrunk, and no other. */
  readonly isSameFailure: (outcome: Outcome) => boolean;
}

/** The smallest failing trial that was found, and why the search for smaller ones ended. */
export interface Shrunk<Trial, Outcome> {
  readonly smallest: Run<Trial, Outcome>;
  /** `minimal`: no candidate fails any more. `calls-spent`: it might still become smaller. */
  readonly end: 'minimal' | 'calls-spent';
}

/** Takes the first candidate of a stage that fails in the same way, as long as there is one. No trial is run twice. */
export async function shrink<Trial, Outcome>(
  failing: Run<Trial, Outcome>,
  { smaller, run, isSameFailure }: Shrinking<Trial, Outcome>,
): Promise<Shrunk<Trial, Outcome>> {
  const tried = new Set([JSON.stringify(failing.trial)]);
  let smallest = failing;
  for (let stage = 0; ; ) {
    const candidates = smaller(smallest.trial, smallest.outcome)[stage];
    if (candidates === undefined) return { smallest, end: 'minimal' };
    const untried = candidates.filter((candidate) => !tried.has(JSON.stringify(candidate)));
    let next: Run<Trial, Outcome> | undefined;
    for (const trial of untried) {
      tried.add(JSON.stringify(trial));
      const outcome = await run(trial);
      if (outcome === undefined) return { smallest, end: 'calls-spent' };
      if (isSameFailure(outcome)) {
        next = { trial, outcome };
        break;
      }
    }
    if (next === undefined) stage += 1;
    else smallest = next;
  }
}

/**
 * How often the smallest trial has to fail again, by the same request. A target that fails one request in fifty fails some
 * request of every long trial, so that a failure repeats by chance and cannot be shrunk.
 */
const failuresAgain = 2;

/** Whether the smallest trial fails each time that it is run again, and the last of these runs. Undefined: it could not be run. */
export async function failsAgain<Outcome extends { readonly failedAt?: number } | undefined>(
  smallest: Run<unknown, NonNullable<Outcome>>,
  run: () => Promise<Outcome>,
  isFailure: (outcome: Outcome) => boolean,
): Promise<{ readonly isSame: boolean; readonly last: Outcome }> {
  let last = await run();
  const isSame = () => last?.failedAt === smallest.outcome.failedAt && isFailure(last);
  for (let time = 1; time < failuresAgain && isSame(); time += 1) last = await run();
  return { isSame: isSame(), last };
}

/**
 * Parts of a list to try in its place: halves, then of long lists quarters and the list without each quarter, then the
 * list without one item.
 */
export function parts<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  const without = list.length < 2 ? [] : list.map((_, index) => list.filter((__, other) => other !== index));
  if (list.length < 4) return without;
  const quarters = list.length < 8 ? [] : split(list, 4);
  const others = quarters.map((quarter) => list.filter((item) => !quarter.includes(item)));
  return [...split(list, 2), ...quarters, ...others, ...without];
}

function split<Item>(list: readonly Item[], count: number): readonly (readonly Item[])[] {
  const length = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, index) => list.slice(index * length, (index + 1) * length)).filter(
    (part) => part.length > 0,
  );
}
