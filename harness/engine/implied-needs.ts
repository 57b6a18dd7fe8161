/** What a case needs by the rules it gives, beside what it says it needs. */

import type { FixtureRule, Given } from '../cases/fixture.ts';
import type { Capability } from '../security-groups/probe/capability.ts';

/** A target that cannot hold a rule cannot be asked to revoke it. */
export function impliedNeeds(given: Given): readonly Capability[] {
  const rules = [given.main, given.peer].flatMap((group) =>
    [group?.ingress, group?.egress].flatMap((named) => Object.values(named ?? {})),
  );
  const has = (holds: (rule: FixtureRule) => boolean) => rules.some(holds);
  return [
    ...(has(({ GroupId }) => GroupId !== undefined) ? (['source-groups'] as const) : []),
    ...(has(({ Description }) => Description !== undefined) ? (['descriptions'] as const) : []),
  ];
}
