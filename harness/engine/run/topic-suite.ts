/** Makes vitest tests of a topic's cases. A suite file under suites/revoke-ingress says which; nothing else is in it. */
import { describe, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { CaseVerdict } from '../../checks/finding.ts';
import type { TestedOperation } from '../engine.ts';
import { executeBatch } from '../execute-batch.ts';
import { planBatches } from '../plan/plan-batches.ts';
import { toDryRun } from '../plan/safe-mode.ts';
import { handOver, operationInput, suiteInput, workerEngine } from './worker-engine.ts';

/** A case that did not pass, for vitest; what happened is in the result that travels in `task.meta`. */
export class CaseDidNotPass extends Error {
  override readonly name = 'CaseDidNotPass';
  // The stack would show this file for every case there is.
  override readonly stack = '';
}

/** Whether vitest is to see it green. */
export function isGood(verdict: CaseVerdict): boolean {
  return ['pass', 'observed', 'not-applicable'].includes(verdict);
}

function topicOf(id: string): string {
  return id.split('/', 1)[0] ?? id;
}

/** Registers a vitest test for each selected case of a topic. */
export function topicSuite(topic: string, cases: readonly Case[], operation: TestedOperation): void {
  const { settings } = suiteInput();
  const { selected, counterexamples } = operationInput(operation);
  const byId = new Map(
    [...cases, ...counterexamples.filter(({ id }) => topicOf(id) === topic)].map((one) => [one.id, one]),
  );
  const asked = selected.flatMap((id) => byId.get(id) ?? []);
  describe(topic, () => {
    for (const batch of planBatches(
      settings.safe === undefined ? asked : asked.map((one) => toDryRun(one, operation)),
      operation,
    )) {
      // The first test of a batch runs it; the others find their results there.
      let results: Promise<readonly CaseResult[]> | undefined;
      for (const [index, testCase] of batch.entries()) {
        test(testCase.title, async (context) => {
          const engine = await workerEngine(operation);
          results ??= executeBatch(engine, batch);
          const result = (await results)[index];
          if (result === undefined) {
            throw new CaseDidNotPass(`${testCase.id}: no result`);
          }
          const made = [result, ...engine.historyDependence.take()];
          handOver(context, engine, made);
          const bad = made.find(({ verdict }) => !isGood(verdict));
          if (bad !== undefined) {
            throw new CaseDidNotPass(`${bad.id}: ${bad.verdict}`);
          }
        });
      }
    }
  });
}
