/** A case of the shelf domain that gets a given response. */
import type { Case } from '../harness/cases/case.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { attempt } from '../harness/engine/attempt-case.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { shelfEngine } from './shelf-engine.ts';
import { conforming, type ShelfReply } from './shelves.ts';

/** What the case comes to when it is attempted once, and its request gets this; a success takes what it names. */
export async function resultOf(
  reply: ShelfReply,
  testCase: Case,
  operation: Partial<TestedOperation> = {},
): Promise<CaseResult> {
  const { engine } = shelfEngine({
    operation,
    behaviour: (request, shelf, earlier) => {
      const usual = request.isSetUp || reply.status === 200 ? conforming(request, shelf, earlier) : reply;
      return request.isSetUp ? usual : reply;
    },
  });
  return (await attempt(engine, testCase, 'careful')).result;
}
