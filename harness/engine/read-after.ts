/** Reads the rules after a request, however late the target shows them. */
import type { Operation } from '../operation/operation.ts';
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
  const known = idsMayMove(sent, engine.operation) ? withoutIds(before) : before;
  await consistency.waitOutDelay();
  const after = await consistency.until(
    () => readBack(testGroups, access, known),
    (rules) => wouldPass(stage, sent, rules),
  );
  await readIdsAfter(stage, sent, after);
  return after;
}

/** After an open question that changes rules in place, a rule of the same values may have the id of another. */
function idsMayMove({ step, call }: SentStep, operation: Operation): boolean {
  const action = step.send.action ?? operation.action;
  return step.expect.length === 0 && action === 'ModifySecurityGroupRules' && call.outcome.kind === 'success';
}

function withoutIds(rules: RuleSnapshot): RuleSnapshot {
  return new Map([...rules].map(([key, { ruleId: _, ...rule }]) => [key, rule]));
}
