/**
 * Runs several cases in a row that all expect to change nothing: the groups are read once, after the last of them. When
 * something did change, or a case failed, that case is run again by itself, so that no verdict rests on the batch.
 */
import type { CaseResult } from '../judgement/case-result.ts';
import type { GroupAccess } from '../target/groups.ts';
import { readBack } from './arrange.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { executeCase, missingCapabilities, resultOfProblem } from './execute-case.ts';
import { judgeSent, mentionsPeer, type SentStep, sendStep, setStage, strays } from './steps.ts';

const mostInBatch = 25;

/** Neighbours that can share one reading, in their order; every case is in exactly one batch. */
export function planBatches(cases: readonly Case[]): readonly (readonly Case[])[] {
  const batches: Case[][] = [];
  for (const testCase of cases) {
    const last = batches.at(-1);
    const first = last?.[0];
    if (last !== undefined && first !== undefined && last.length < mostInBatch && shareReading(first, testCase)) {
      last.push(testCase);
    } else {
      batches.push([testCase]);
    }
  }
  return batches;
}

function shareReading(one: Case, other: Case): boolean {
  return (
    changesNothing(one) &&
    changesNothing(other) &&
    one.vpc === other.vpc &&
    mentionsPeer(one) === mentionsPeer(other) &&
    JSON.stringify(one.needs ?? []) === JSON.stringify(other.needs ?? []) &&
    JSON.stringify(one.given) === JSON.stringify(other.given)
  );
}

/** One request, and every rule stands after each answer that passes. */
export function changesNothing({ expect, then, given }: Case): boolean {
  const rules = [given.main?.ingress, given.main?.egress, given.peer?.ingress, given.peer?.egress];
  const count = rules.reduce((sum, some) => sum + Object.keys(some ?? {}).length, 0);
  return then === undefined && expect.length > 0 && expect.every(({ after }) => after.length === count);
}

/** Results in the order of the cases. Never throws. */
export async function executeBatch(engine: Engine, batch: readonly Case[]): Promise<readonly CaseResult[]> {
  const [first] = batch;
  const alone = batch.length < 2 || first === undefined || missingCapabilities(engine, first).length > 0;
  const together = alone ? undefined : await attemptTogether(engine, first, batch);
  const results: CaseResult[] = [];
  for (const [index, testCase] of batch.entries()) {
    const shared = together?.[index];
    results.push(shared?.verdict === 'pass' ? shared : await executeCase(engine, testCase));
  }
  return results;
}

/** Undefined when the groups were not as they were before: nobody knows whose doing it was. */
async function attemptTogether(
  engine: Engine,
  first: Case,
  batch: readonly Case[],
): Promise<readonly (CaseResult | undefined)[] | undefined> {
  const records = batch.map((testCase) => new CaseRecord(engine, testCase));
  const access: GroupAccess = {
    caller: engine.caller,
    journal: engine.journal,
    ...(records[0] === undefined ? {} : { witness: records[0].witness }),
  };
  try {
    const stage = await setStage(engine, first, access, 'quick');
    const { world, given } = stage;
    const sent: SentStep[] = [];
    for (const [index, testCase] of batch.entries()) {
      const record = records[index];
      if (record !== undefined) {
        sent.push(await sendStep(stage, testCase, record));
      }
    }
    const before = world.standing ?? new Map();
    world.standing = undefined;
    const after = await readBack(world, access, before);
    if (given.some(({ key }) => !after.has(key)) || strays(given, after).length > 0) {
      return undefined;
    }
    world.standing = after;
    engine.pool.release(world);
    return sent.map((step, index) => {
      const record = records[index];
      return record?.judged(judgeSent(stage, step, before, after, record));
    });
  } catch (problem) {
    return records.map((record) => resultOfProblem(record, problem));
  }
}
