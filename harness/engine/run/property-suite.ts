/** Makes vitest tests of properties; see topic-suite.ts for cases. */
import { describe, test } from 'vitest';
import type { TestedOperation } from '../engine.ts';
import { type Property, propertyEngine, shareOf } from '../properties/property.ts';
import { CaseDidNotPass, isGood } from './topic-suite.ts';
import { handOver, operationInput, suiteInput, workerEngine } from './worker-engine.ts';

/** Registers a vitest test for each property of the run. */
export function propertySuite(properties: readonly Property[], operation: TestedOperation): void {
  const { seed } = suiteInput();
  const { selected, generatedCalls, dependsOn } = operationInput(operation);
  const wanted = properties.filter(({ id }) => selected.includes(id));
  describe('generated requests', () => {
    for (const property of wanted) {
      test(property.title, async (context) => {
        const shared = await workerEngine(operation);
        shared.caller.budget.release();
        const engine = propertyEngine(shared, wanted, dependsOn);
        const found = await property.execute(engine, { seed, ...shareOf(property, wanted, generatedCalls) });
        const results = [...found, ...engine.historyDependence.take()];
        handOver(context, engine, results);
        const bad = results.find(({ verdict }) => !isGood(verdict));
        if (bad !== undefined) {
          throw new CaseDidNotPass(`${bad.id}: ${bad.verdict}`);
        }
      });
    }
  });
}
