/**
 * Asks listed cases wave by wave: each wave in lanes, then settled in the order of its cases. See plan/plan-waves.ts. While the last
 * lanes of a wave are busy, the others go on with the next one. So that the number of lanes changes nothing, a wave is asked knowing
 * what failed up to the last but one, and what is to be asked again in a wave is asked when the next one is done, even with one lane.
 */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { type Engine, inLane, onPart } from '../engine.ts';
import { type AskedBatch, askBatch, isSettled, settleBatch } from '../execute-batch.ts';
import { LaneQueue } from '../lanes.ts';
import { type PlannedBatch, planWaves } from '../plan/plan-waves.ts';

/**
 * The results of each wave, in the order of the cases. `isStopped`: no further batch is begun; those that were not have no
 * result. Never throws.
 */
export async function* askInWaves(
  engine: Engine,
  batches: readonly (readonly Case[])[],
  isStopped: () => boolean = () => false,
): AsyncGenerator<readonly CaseResult[], void, undefined> {
  const { isDivisible } = engine.scene;
  const queue = new LaneQueue(engine.lanes, isStopped);
  const planned = planWaves(batches, engine.operation, isDivisible, engine.isOneOfSeveral);
  const toBegin = planned.map((wave, number) => () => beginWave(engine, queue, number, wave));
  const begin = () => (isStopped() ? undefined : toBegin.shift()?.());
  for (let current = begin(); current !== undefined; ) {
    // Batches that share their resources wait for what those before them have come to.
    const ahead = isDivisible ? begin() : undefined;
    const asked = await current.asked;
    const begun = current.batches.flatMap((batch, index) => {
      const one = asked[index];
      return one === undefined ? [] : [{ ...batch, asked: one }];
    });
    // Else nothing is asked again, and nothing is learnt that the next wave could know.
    if (begun.some((one) => !isSettled(one.engine, one.cases, one.asked))) await ahead?.asked;
    const results: CaseResult[] = [];
    for (const one of begun) results.push(...(await settleBatch(one.engine, one.cases, one.asked)));
    yield results;
    current = ahead ?? begin();
  }
}

function beginWave(engine: Engine, queue: LaneQueue, number: number, wave: readonly PlannedBatch[]) {
  const batches = wave.map(({ lane, isAlone, cases }, index) => {
    // The latest of all resources are its own, whichever lane was the last to make some.
    const own = isAlone ? onPart(engine, `${engine.operation.action}-${number}-${index}`) : inLane(engine, lane);
    return { lane, isAlone, cases, engine: own, ask: () => askBatch(own, cases) };
  });
  return { batches, asked: queue.ask<AskedBatch>(batches) };
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
    while (!this.#results.has(id) && (await this.#takeWave()));
    const result = this.#results.get(id);
    this.#results.delete(id);
    return result;
  }

  /** Begins nothing more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Begins nothing more; what was asked and not taken, when nothing is under way any more. */
  async takeRest(): Promise<readonly CaseResult[]> {
    this.stop();
    while (await this.#takeWave());
    const rest = [...this.#results.values()];
    this.#results.clear();
    return rest;
  }

  /** False when there is none left. */
  async #takeWave(): Promise<boolean> {
    const { value: settled = [], done = true } = (await this.#waves?.next()) ?? {};
    for (const result of settled) this.#results.set(result.id, result);
    return !done;
  }
}
