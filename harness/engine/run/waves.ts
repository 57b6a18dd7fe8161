/** Asks listed cases wave by wave: each wave in lanes, then settled in the order of its cases. See plan/plan-waves.ts. */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { type Engine, inLane, onPart } from '../engine.ts';
import { type AskedBatch, askBatch, settleBatch } from '../execute-batch.ts';
import { askInLanes } from '../lanes.ts';
import { planWaves } from '../plan/plan-waves.ts';

/**
 * The results of each wave, in the order of the cases. `isStopped`: no further batch is begun; those that were not have no
 * result. Never throws.
 */
export async function* askInWaves(
  engine: Engine,
  batches: readonly (readonly Case[])[],
  isStopped: () => boolean = () => false,
): AsyncGenerator<readonly CaseResult[], void, undefined> {
  for (const [number, wave] of planWaves(batches, engine.operation, engine.scene.isDivisible).entries()) {
    const tasks = wave.map(({ lane, isAlone, cases }, index) => {
      // The latest of all resources are its own, whichever lane was the last to make some.
      const own = isAlone ? onPart(engine, `${engine.operation.action}-${number}-${index}`) : inLane(engine, lane);
      return { lane, isAlone, cases, engine: own, ask: () => askBatch(own, cases) };
    });
    const asked = await askInLanes<AskedBatch>(tasks, engine.lanes, isStopped);
    const results: CaseResult[] = [];
    for (const [index, task] of tasks.entries()) {
      const one = asked[index];
      if (one !== undefined) results.push(...(await settleBatch(task.engine, task.cases, one)));
    }
    yield results;
    if (isStopped()) return;
  }
}
