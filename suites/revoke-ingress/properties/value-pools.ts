/** The rules that generated requests are made of, for the target at hand. */

import type { Engine } from '../../../harness/engine/engine.ts';
import { smallPools, type ValuePools } from '../../../harness/security-groups/generators/value-pools.ts';
import type { Capability } from '../../../harness/security-groups/probe/capability.ts';
import type { TargetProfile } from '../../../harness/security-groups/probe/target-profile.ts';
import { groupSceneOf } from '../../../harness/security-groups/scene/group-scene.ts';

const descriptions = ['exact-match/description-absent', 'exact-match/description-equal'];

/** What was found out about the target before the run. */
export function profileOf(engine: Pick<Engine, 'scene'>): TargetProfile {
  return groupSceneOf(engine).parts.profile;
}

/** What the target can hold, less what has already failed. */
export function valuePoolsOf(
  engine: Pick<Engine, 'scene'>,
  hasFailed: (requirement: string) => boolean,
  wide: boolean,
): ValuePools {
  const { capabilities, groups } = profileOf(engine);
  const can = new Set(
    Object.entries(capabilities)
      .filter(([, { available }]) => available)
      .map(([name]) => name as Capability),
  );
  return smallPools(can, {
    wide,
    peer: groups === undefined || groups.peer !== undefined,
    descriptions: can.has('descriptions') && !descriptions.some(hasFailed),
    numbered: can.has('numeric-protocols') && !hasFailed('exact-match/numeric-protocol'),
  });
}
