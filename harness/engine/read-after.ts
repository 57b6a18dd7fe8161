/** Reads what stands after a request, however late the target shows it. */
import type { RuleSnapshot } from '../security-groups/test-groups.ts';
import { readBack } from './arrange.ts';
import { type CaseContext, type SentStep, wouldPass } from './steps.ts';

/**
 * The rules after the step, read again while the case would fail by them; where changes are known to be seen late and nothing
 * seems to have changed, once more after the longest delay seen so far.
 */
export async function readAfter(stage: CaseContext, sent: SentStep, before: RuleSnapshot): Promise<RuleSnapshot> {
  const { world, access, engine } = stage;
  const { consistency } = engine.caller;
  const read = () => readBack(world, access, before);
  const isGood = (standing: RuleSnapshot) => wouldPass(stage, sent, standing);
  const standing = await consistency.until(read, isGood);
  if (!consistency.isLate || !sameKeys(standing, before)) {
    return standing;
  }
  return consistency.recheck(read, isGood);
}

function sameKeys(one: RuleSnapshot, other: RuleSnapshot): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}
