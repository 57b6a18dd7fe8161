/** Reads the state after a request, however late the target shows it. */
import type { SceneState } from '../scene/scene.ts';
import { type CaseContext, readIdsAfter, type SentStep, wouldPass } from './steps.ts';

/**
 * The state after the step, and the ids in it where it is judged by them: read when every change that the target has made
 * would be seen, as far as its delay is known, since a change that it should not have made may be seen later than the others;
 * and read again while the case would fail by it.
 */
export async function readAfter(context: CaseContext, sent: SentStep, before: SceneState): Promise<SceneState> {
  const { stage, engine } = context;
  if (stage.isStateless) return before;
  const { consistency } = engine.caller;
  await consistency.waitOutDelay();
  const after = await consistency.until(
    () => stage.read(before, sent.step.expect.length === 0),
    (state) => wouldPass(context, sent, state),
  );
  await readIdsAfter(context, sent, after);
  return after;
}
