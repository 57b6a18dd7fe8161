/**
 * What was done on a world since its groups were new: the cases that it was lent to. A case that departs on a world with
 * a past, and passes on a new one, may have met what that past did to the target.
 */
import type { StandingKey, World } from '../security-groups/test-groups.ts';
import type { Case } from '../cases/case.ts';

/** A case that a world was lent to. */
export interface PastCase {
  readonly testCase: Case;
  /** What was found to stand afterwards; undefined: nobody looked, and it is as the case foresees. */
  readonly after?: readonly StandingKey[];
  /** It did not come out as it foresees: when it is told again, any answer will do. */
  readonly hasDeparted?: boolean;
}

/** The world is lent to a case, whose requests go out now. */
export function addToPast(world: World, testCase: Case): void {
  world.past = [...(world.past ?? []), { testCase }];
}

/** What the last case has led to, as it was read. */
export function settlePast(world: World, hasDeparted: boolean): void {
  const last = world.past?.at(-1);
  if (world.past !== undefined && last !== undefined && world.standing !== undefined) {
    const after = [...world.standing.keys()];
    world.past = [...world.past.slice(0, -1), { testCase: last.testCase, after, hasDeparted }];
  }
}
