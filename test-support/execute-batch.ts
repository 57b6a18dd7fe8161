/** A batch that is alone: asked and settled at once. Test support. */
import type { Case } from '../harness/cases/case.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { Engine } from '../harness/engine/engine.ts';
import { askBatch, settleBatch } from '../harness/engine/execute-batch.ts';

/** Results in the order of the cases. Never throws. */
export async function executeBatch(engine: Engine, batch: readonly Case[]): Promise<readonly CaseResult[]> {
  return settleBatch(engine, batch, await askBatch(engine, batch));
}
