/** Paired samples: what is compared is measured in turns, so that a busy machine slows both sides alike. */

/** Median, minimum and maximum of samples. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** One function of a comparison: does its work once and returns what that took, in milliseconds or in more detail. */
export type Measured<Sample> = () => Promise<Sample>;

/**
 * Calls each function once per round, in turns, and returns the samples of each by its name. Begins no round after
 * `budgetMs`, but always completes one.
 */
export async function inTurns<Name extends string, Sample>(
  measured: Readonly<Record<Name, Measured<Sample>>>,
  rounds: number,
  budgetMs: number,
): Promise<Readonly<Record<Name, readonly Sample[]>>> {
  const names = Object.keys(measured) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  const startedAt = performance.now();
  for (let round = 0; round < rounds && (round === 0 || performance.now() - startedAt < budgetMs); round += 1) {
    for (const name of names) {
      samples[name].push(await measured[name]());
    }
  }
  return samples;
}

/** Median, least and most. Throws a RangeError when there is none to take them of. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) {
    throw new RangeError('there is no sample');
  }
  const middle = (sorted.length - 1) / 2;
  const lower = sorted[Math.floor(middle)] ?? least;
  const upper = sorted[Math.ceil(middle)] ?? most;
  return { median: (lower + upper) / 2, least, most };
}

/** The ratios round by round: their median is less moved by a slow round than the ratio of the medians. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): readonly number[] {
  return numerators.map((numerator, round) => numerator / (denominators[round] ?? Number.NaN));
}
