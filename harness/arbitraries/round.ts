/** Stars that stand together in one group, as many as fit, so that a few requests judge all of them. */
import type { FixtureRule } from '../suite/fixture.ts';
import { identity } from './rule.ts';
import type { IsKnown, Star } from './star.ts';

/** What stands at once; no rule is in both lists, and no two are one to EC2. */
export interface Round {
  readonly centres: readonly FixtureRule[];
  readonly around: readonly FixtureRule[];
}

/** EC2's default quota is 60 rules of a group. */
const mostRules = 58;

/** Takes from the list, in its order, what fits into one round, and answers the rest; what is known already is dropped. */
export function nextRound(
  stars: readonly Star[],
  isKnown: IsKnown,
): { readonly round: Round; readonly taken: readonly Star[]; readonly rest: readonly Star[] } {
  const centres = new Map<string, FixtureRule>();
  const around = new Map<string, FixtureRule>();
  const rest: Star[] = [];
  const taken: Star[] = [];
  for (const star of stars) {
    const { rule } = star;
    const near = star.near.filter((other) => !isKnown(rule, other) && !isKnown(other, rule) && !isKnown(other, other));
    const fits =
      !around.has(identity(rule)) &&
      near.every((other) => !centres.has(identity(other))) &&
      centres.size + around.size + near.length + 1 <= mostRules;
    if (isKnown(rule, rule) || near.length === 0) {
      continue;
    }
    if (!fits) {
      rest.push(star);
      continue;
    }
    taken.push(star);
    centres.set(identity(rule), rule);
    for (const other of near) around.set(identity(other), other);
  }
  return { round: { centres: [...centres.values()], around: [...around.values()] }, taken, rest };
}
