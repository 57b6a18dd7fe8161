/**
 * The shrinker: delta debugging over the trials of a property, or over the history of a test group, within a number of
 * calls. What becomes smaller is decided by the candidates that the caller names for a failing trial.
 */

/** A trial that was run, and what it came to. */
export interface Run<Trial, Outcome> {
  readonly trial: Trial;
  readonly outcome: Outcome;
}

export interface Shrinking<Trial, Outcome> {
  /** Smaller trials than a failing one, in the order in which they are worth their calls. None is known to fail. */
  readonly smaller: (trial: Trial, outcome: Outcome) => readonly Trial[];
  /** Undefined: no calls are left for it. */
  readonly run: (trial: Trial) => Promise<Outcome | undefined>;
  /** Whether an outcome is the failure that is being shrunk, and no other. */
  readonly isSameFailure: (outcome: Outcome) => boolean;
}

export interface Shrunk<Trial, Outcome> {
  readonly smallest: Run<Trial, Outcome>;
  /** `minimal`: no candidate fails any more. `calls-spent`: it might still become smaller. */
  readonly end: 'minimal' | 'calls-spent';
}

/** Takes the first candidate that fails in the same way, as long as there is one. No trial is run twice. */
export async function shrink<Trial, Outcome>(
  failing: Run<Trial, Outcome>,
  shrinking: Shrinking<Trial, Outcome>,
): Promise<Shrunk<Trial, Outcome>> {
  const tried = new Set([JSON.stringify(failing.trial)]);
  let smallest = failing;
  for (;;) {
    const next = await firstFailing(smallest, shrinking, tried);
    if (typeof next === 'string') return { smallest, end: next };
    smallest = next;
  }
}

async function firstFailing<Trial, Outcome>(
  { trial, outcome }: Run<Trial, Outcome>,
  { smaller, run, isSameFailure }: Shrinking<Trial, Outcome>,
  tried: Set<string>,
): Promise<Run<Trial, Outcome> | 'minimal' | 'calls-spent'> {
  for (const candidate of smaller(trial, outcome)) {
    const text = JSON.stringify(candidate);
    if (tried.has(text)) continue;
    tried.add(text);
    const result = await run(candidate);
    if (result === undefined) return 'calls-spent';
    if (isSameFailure(result)) return { trial: candidate, outcome: result };
  }
  return 'minimal';
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
