/** How long a target's responses take, where nothing is set up and few requests are made before the cases. */
import { expect, it } from 'vitest';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import { Caller } from '../../endpoint/caller.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { changed, referenceBehaviour } from '../../reference/behaviour.ts';
import { startReference } from '../../reference/reference.ts';
import { prepareTarget } from './probe.ts';

/** What is found of a target that takes so many milliseconds for its first responses, the last of these for all further ones. */
async function prepared(...delays: readonly number[]) {
  const left = [...delays];
  const delayMs = () => (left.length > 1 ? left.shift() : left[0]) ?? 0;
  const target = await startReference({ behaviour: changed(referenceBehaviour, { responding: { delayMs } }) });
  const settings = settingsForReference(target, 'timing');
  const caller = new Caller(settings);
  try {
    const { responseMs = 0 } = await prepareTarget(settings, { caller, journal: new Journal() }, { isStateless: true });
    return { responseMs, calls: caller.budget.total };
  } finally {
    caller.close();
    await target.close();
  }
}

it('is taken for slow by three responses, not by the first alone', async () => {
  const once = await prepared(400, 0);
  expect(once.responseMs).toBeLessThan(300);
  expect(once.calls).toBeGreaterThan(1);

  const always = await prepared(400);
  expect(always.responseMs).toBeGreaterThanOrEqual(395);
  expect(always.calls).toBe(3);
});
