/** `--shard INDEX/COUNT`: which cases are this machine's. How suite files are shared out is vitest's own doing. */
import type { Shard } from '../../../reports/run-events.ts';
import type { Case } from '../../cases/case.ts';
import { type Dependencies, dependenciesOf } from '../../engine/known-failures.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Enough for any pool of machines; more shards than suite files leave some with nothing to do. */
const mostShards = 1_000;

/** One shard of several, from 1. */
export interface ShardNumber {
  readonly index: number;
  readonly count: number;
}

/** What one machine runs of what all together run. */
export interface ShardedCases {
  /** Its own cases and those that they rest on, in the order of all. */
  readonly cases: readonly Case[];
  /** Ids of its own. */
  readonly own: readonly string[];
  readonly shard: Shard;
}

/** Throws {@link UsageMistake} for anything but `1/3`. */
export function parseShard(text: string): ShardNumber {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index < 1 || count < 1 || index > count || count > mostShards) {
    throw new UsageMistake(`--shard takes INDEX/COUNT, such as 1/3, not ${JSON.stringify(text.slice(0, 40))}.`);
  }
  return { index, count };
}

/**
 * The cases of this machine's suite files. A refusal proves nothing without its control, and generated requests keep away
 * from what failed: controls, and the cases of the requirements that properties depend on, are run here too where they
 * are another machine's. The merged report counts them where they belong.
 */
export function shardCases(
  cases: readonly Case[],
  isOwn: (one: Case) => boolean,
  { dependsOn, properties }: { readonly dependsOn: Dependencies; readonly properties: ReadonlySet<string> },
  number: ShardNumber,
): ShardedCases {
  const wanted = new Set(cases.filter(isOwn).map(({ id }) => id));
  const own = [...wanted];
  const byId = new Map(cases.map((one) => [one.id, one]));
  const restingOn = (one: Case): readonly Case[] => {
    const needed = properties.has(one.id) ? dependenciesOf(one.requirements, dependsOn) : new Set<string>();
    return cases.filter(({ id, requirements }) => id === one.control || requirements.some((each) => needed.has(each)));
  };
  for (const id of wanted) {
    const one = byId.get(id);
    for (const found of one === undefined ? [] : restingOn(one)) wanted.add(found.id);
  }
  return {
    cases: cases.filter(({ id }) => wanted.has(id)),
    own,
    shard: {
      ...number,
      borrowed: [...wanted].filter((id) => !own.includes(id)),
      all: cases.map(({ id }) => id),
    },
  };
}
