/** The results of an operation's cases, for the tests that take them: a wave is asked when the first of its results is wanted. */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Engine } from '../engine.ts';
import { askInWaves } from './waves.ts';

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
