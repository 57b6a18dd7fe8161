import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import type { ShelfReply } from '../../test-support/shelves.ts';
import { ImplementedActions } from './implemented-actions.ts';

const action = 'DescribeVpcs';

/** What is known after these responses to an action of EC2, and how often the target was asked. */
async function known(replies: readonly ShelfReply[], plain: ShelfReply, of = action) {
  let next: ShelfReply = plain;
  const { engine, shelves, asked } = shelfEngine({ behaviour: () => next });
  const actions = new ImplementedActions();
  for (const reply of replies) {
    next = reply;
    const { outcome } = shelves.answer(of, [], false);
    next = plain;
    await actions.note(of, outcome, engine.caller);
  }
  return [actions.isMissing(of), asked.length];
}

const fine: ShelfReply = { status: 200 };
const refused: ShelfReply = { status: 400, code: 'InvalidParameterValue' };

describe('an action', () => {
  it('is there unless a plain request is answered as to one that is not known', async () => {
    expect(await known([], fine)).toEqual([false, 0]);
    expect(await known([refused], fine)).toEqual([false, 0]);
    expect(await known([fine], fine)).toEqual([false, 0]);
    expect(await known([{ status: 501 }], refused)).toEqual([false, 1]);
  });

  it.each([
    [{ status: 501 }],
    [{ status: 501, code: 'Odd' }],
    [{ status: 400, code: 'InvalidAction' }],
    [{ status: 404, code: 'UnknownOperationException' }],
    [{ status: 400, code: 'UnknownAction' }],
    [{ status: 400, code: 'NotImplemented' }],
    [{ status: 400, code: 'NotImplementedException' }],
  ] satisfies [ShelfReply][])('is missing if that is answered so: %j', async (missing) => {
    expect(await known([missing], missing)).toEqual([true, 1]);
  });

  it('is asked about once', async () => {
    expect(await known([{ status: 501 }, { status: 501 }], { status: 501 })).toEqual([true, 1]);
    expect(await known([fine, { status: 501 }], { status: 501 })).toEqual([false, 0]);
  });

  it('is asked about only if EC2 has it', async () => {
    expect(await known([{ status: 501 }], { status: 501 }, 'TakeApples')).toEqual([false, 0]);
  });
});
