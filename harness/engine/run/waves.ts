/**
 * Asks listed cases wave by wave: each wave in lanes, then settled in the order of its cases. See plan/plan-waves.ts. A wave is asked
 * when the first of its results is wanted.
 */

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
  for (const [number, wave] of planWaves(
    batches,
    engine.operation,
    engine.scene.isDivisible,
    engine.isOneOfSeveral,
  ).entries()) {
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

/** The cases of one operation, asked wave by wave. */
export class AskedCases {
  readonly #batches: readonly (readonly Case[])[];
  /** Settled, and not taken yet. */
  readonly #results = new Map<string, CaseResult>();
  #waves: ReturnType<typeof askInWaves> | undefined;
  #isStopped = false;

  /** `batches`: in the order in which their results are taken. */
  constructor(batches: readonly (readonly Case[])[]) {
    this.#batches = batches;
  }

  /** The result of a case, once; undefined where the asking was stopped before it. */
  async result(engine: Engine, id: string): Promise<CaseResult | undefined> {
    this.#waves ??= askInWaves(engine, this.#batches, () => this.#isStopped);
    while (!this.#results.has(id)) {
      const { value: settled = [], done } = await this.#waves.next();
      if (done === true) return undefined;
      for (const result of settled) this.#results.set(result.id, result);
    }
    const result = this.#results.get(id);
    this.#results.delete(id);
    return result;
  }

  /** Begins nothing more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** What was settled and not taken. */
  takeRest(): readonly CaseResult[] {
    const rest = [...this.#results.values()];
    this.#results.clear();
    return rest;
  }
}
