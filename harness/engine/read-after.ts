/** Reads the rules after a request, however late the target shows them. */
import { readBack } from '../security-groups/arrange.ts';
import type { RuleSnapshot } from '../security-groups/test-groups.ts';
import { type CaseContext, readIdsAfter, type SentStep, wouldPass } from './steps.ts';

/**
 * The rules after the step, and their ids where it is judged by them: read when every change that the target has made would
 * be seen, as far as its delay is known, since a change that it should not have made may be seen later than the others; and
 * read again while the case would fail by them.
 */
export async function readAfter(stage: CaseContext, sent: SentStep, before: RuleSnapshot): Promise<RuleSnapshot> {
  const { testGroups, access, engine } = stage;
  if (testGroups === undefined) return before;
  const { consistency } = engine.caller;
  await consistency.waitOutDelay();
  const after = await consistency.until(
    () => readBack(testGroups, access, before),
    (rules) => wouldPass(stage, sent, rules),
  );
  await readIdsAfter(stage, sent, after);
  return after;
}
