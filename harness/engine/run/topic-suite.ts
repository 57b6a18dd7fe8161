/** Makes vitest tests of a topic's cases, and of properties. A suite file of an operation says which, and nothing else. */
import { describe, type TestContext, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import { topicOf } from '../../cases/case-text.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { CaseVerdict } from '../../checks/finding.ts';
import type { Engine, TestedOperation } from '../engine.ts';
import { planBatches } from '../plan/plan-batches.ts';
import { toDryRun } from '../plan/safe-mode.ts';
import { type Property, propertyEngine, shareOf } from '../properties/property.ts';
import { AheadLanes } from '../properties/trials-ahead.ts';
import { AskedCases } from './waves.ts';
import { handOver, operationInput, suiteInput, workerEngine } from './worker-engine.ts';

/** A case that did not pass, for vitest; what happened is in the result that travels in `task.meta`. */
class CaseDidNotPass extends Error {
  override readonly name = 'CaseDidNotPass';
  // The stack would show this file for every case there is.
  override readonly stack = '';
}

/** Whether vitest is to see it green. */
function isGood(verdict: CaseVerdict): boolean {
  return ['pass', 'observed', 'not-applicable'].includes(verdict);
}

/** Hands the results over; throws CaseDidNotPass for the first that is not good. */
function conclude(context: TestContext, engine: Engine, results: readonly CaseResult[]): void {
  handOver(context, engine, results);
  const bad = results.find(({ verdict }) => !isGood(verdict));
  if (bad !== undefined) throw new CaseDidNotPass(`${bad.id}: ${bad.verdict}`);
}

/** What one operation is asked. */
interface Asking {
  readonly batches: readonly TopicBatch[];
  readonly cases: AskedCases;
}

/** By operation: the files of its topics run in one thread, one after another, and what they ask is asked together. */
const known = new Map<string, Asking>();

/** Tests of one topic. `all`: the cases of all topics of the operation, in the order in which they run. */
export function topicSuite(topic: string, all: () => readonly Case[], operation: TestedOperation): void {
  const { batches, cases } = askingOf(all, operation);
  describe(topic, () => {
    for (const { batch } of batches.filter((one) => one.topic === topic)) {
      for (const { id, title } of batch) {
        test(title, async (context) => {
          const engine = await workerEngine(operation);
          context.signal.addEventListener('abort', () => cases.stop());
          const result = await cases.result(engine, id);
          // Of those that were asked with it no other test tells any more.
          const others = context.signal.aborted ? await cases.takeRest() : [];
          const own = result === undefined ? [] : [result];
          conclude(context, engine, [...own, ...others, ...engine.historyDependence.take()]);
          if (result === undefined) throw new CaseDidNotPass(`${id}: no result`);
        });
      }
    }
  });
}

function askingOf(all: () => readonly Case[], operation: TestedOperation): Asking {
  const before = known.get(operation.action);
  if (before !== undefined) return before;
  const batches = batchesOf(all(), operation);
  const asking = { batches, cases: new AskedCases(batches.map(({ batch }) => batch)) };
  known.set(operation.action, asking);
  return asking;
}

interface TopicBatch {
  readonly topic: string;
  readonly batch: readonly Case[];
}

/** The selected cases, with counterexamples of earlier runs beside the cases of their topic. */
function batchesOf(all: readonly Case[], operation: TestedOperation): readonly TopicBatch[] {
  const { settings } = suiteInput();
  const { selected, counterexamples } = operationInput(operation);
  const topics = [...new Set(all.map(({ id }) => topicOf(id)))];
  const byId = new Map([...all, ...counterexamples].map((one) => [one.id, one]));
  const asked = selected.flatMap((id) => byId.get(id) ?? []);
  return topics.flatMap((topic) => {
    const own = asked.filter(({ id }) => topicOf(id) === topic);
    const sent = settings.safe === undefined ? own : own.map((one) => toDryRun(one, operation));
    return planBatches(sent, operation).map((batch) => ({ topic, batch }));
  });
}

/** Registers a vitest test for each property of the run. Their trials are run ahead together when the first test begins. */
export function propertySuite(properties: readonly Property[], operation: TestedOperation): void {
  const { selected } = operationInput(operation);
  const wanted = properties.filter(({ id }) => selected.includes(id));
  let begun: ReturnType<typeof beginAll> | undefined;
  describe('generated requests', () => {
    for (const property of wanted) {
      test(property.title, async (context) => {
        const engine = await workerEngine(operation);
        begun ??= beginAll(engine, wanted);
        const { lanes, executes } = begun;
        context.signal.addEventListener('abort', () => void lanes.end());
        const found = (await executes.get(property)?.()) ?? [];
        // No later test waits for what is under way.
        if (context.signal.aborted) await lanes.end();
        conclude(context, engine, [...found, ...engine.historyDependence.take()]);
      });
    }
  });
}

function beginAll(engine: Engine, wanted: readonly Property[]) {
  const { seed } = suiteInput();
  const { generatedCalls, dependsOn } = operationInput(engine.operation);
  engine.caller.budget.release();
  const lanes = new AheadLanes(engine.lanes);
  const executes = new Map(
    wanted.map((property) => {
      const budget = { seed, ...shareOf(property, wanted, generatedCalls) };
      return [property, property.begin(propertyEngine(engine, wanted, dependsOn), budget, lanes)] as const;
    }),
  );
  return { lanes, executes };
}
