/** Reads the rules after a request, however late the target shows the change. */
import type { Operation } from '../operation/operation.ts';
import { readBack } from '../security-groups/arrange.ts';
import type { RuleSnapshot } from '../security-groups/test-groups.ts';
import { type CaseContext, readIdsAfter, type SentStep, wouldPass } from './steps.ts';

/**
 * The rules after the step, and their ids where it is judged by them. Where changes may be late they are read again while
 * the case would fail by them; and when nothing seems to have changed, once more after the longest delay seen so far.
 */
export async function readAfter(stage: CaseContext, sent: SentStep, before: RuleSnapshot): Promise<RuleSnapshot> {
  if (stage.world === undefined) return before;
  const after = await rulesAfter(stage, stage.world, sent, before);
  await readIdsAfter(stage, sent, after);
  return after;
}

async function rulesAfter(
  stage: CaseContext,
  world: NonNullable<CaseContext['world']>,
  sent: SentStep,
  before: RuleSnapshot,
): Promise<RuleSnapshot> {
  const { access, engine } = stage;
  const { visibility } = engine.caller;
  const known = idsMayMove(sent, engine.operation) ? withoutIds(before) : before;
  const read = () => readBack(world, access, known);
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

/** After an open question that changes rules in place, a rule of the same values may have the id of another. */
function idsMayMove({ step, call }: SentStep, operation: Operation): boolean {
  const action = step.send.action ?? operation.action;
  return step.expect.length === 0 && action === 'ModifySecurityGroupRules' && call.outcome.kind === 'success';
}

function withoutIds(rules: RuleSnapshot): RuleSnapshot {
  return new Map([...rules].map(([key, { ruleId: _, ...rule }]) => [key, rule]));
}

function sameKeys(one: RuleSnapshot, other: RuleSnapshot): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}
