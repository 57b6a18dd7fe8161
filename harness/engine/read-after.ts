/** Reads what stands after a request, however late the target shows it. */
import type { RuleSnapshot } from '../security-groups/test-groups.ts';
import { readBack } from './arrange.ts';
import { type CaseContext, type SentStep, wouldPass } from './steps.ts';

/**
 * What stands after the step. Where changes may be late it is read again while the case would fail by it; and when
 * nothing seems to have changed, once more after the longest delay seen so far.
 */
export async function readAfter(stage: CaseContext, sent: SentStep, before: RuleSnapshot): Promise<RuleSnapshot> {
  const { world, access, engine } = stage;
  const { visibility } = engine.caller;
  const read = () => readBack(world, access, before);
  if (!visibility.isEventual) {
    return read();
  }
  const isGood = (standing: RuleSnapshot) => wouldPass(stage, sent, standing);
  const standing = await visibility.until(read, isGood);
  if (visibility.lagMs === 0 || !sameKeys(standing, before)) {
    return standing;
  }
  return visibility.recheck(read, isGood);
}

function sameKeys(one: RuleSnapshot, other: RuleSnapshot): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}
