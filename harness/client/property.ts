/** Generated input: any input of the model arrives whole, and the smallest call that does not is shown. */

import fc from 'fast-check';
import { totalCalls } from '../checks/call-counts.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import { actionOf, loadServiceModel } from '../service-model/load-model.ts';
import type { JsonObject as ModelObject } from '../service-model/model.ts';
import type { CaptureEndpoint } from './capture.ts';
import type { ClientEngine } from './client-engine.ts';
import { executeClientCase } from './execute-client-case.ts';
import { type ClientCase, isList, type Json, type JsonObject } from './fixture.ts';

/** A property over generated inputs of a client. */
export interface ClientProperty {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  run(engine: ClientEngine, endpoint: CaptureEndpoint): Promise<CaseResult>;
}

/** What defines a property: how inputs are generated and which requirements a counterexample fails. */
export interface PropertyOptions {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly operation: string;
  readonly inputs: fc.Arbitrary<JsonObject>;
  readonly seed: number;
  readonly runs: number;
}

/** A call that fails is made smaller for so long: a command line tool takes a second for each of its calls. */
const shrinkingMs = 30_000;

/**
 * The parameters that the service model gives an input: members by their names on the wire, lists numbered, what is
 * nothing left out. Throws InvalidValue for an input that the model does not have.
 */
export function expectedWire(operation: string, input: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(encodeInput(actionOf(loadServiceModel(), operation), withoutNull(input) as ModelObject));
}

/** Runs until an input fails, then shrinks; the result is that of the smallest failing call. */
export function clientProperty(options: PropertyOptions): ClientProperty {
  return {
    id: options.id,
    title: options.title,
    requirements: options.requirements,
    run: (engine, endpoint) => runProperty(options, engine, endpoint),
  };
}

/** What a property has seen so far. */
interface Seen {
  calls: number;
  /** Inputs that the client could express. */
  judged: number;
  last?: CaseResult;
  failed?: CaseResult;
}

async function runProperty(
  options: PropertyOptions,
  engine: ClientEngine,
  endpoint: CaptureEndpoint,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const seen: Seen = { calls: 0, judged: 0 };
  let failedAt: number | undefined;
  const isSpent = () => failedAt !== undefined && performance.now() - failedAt > shrinkingMs;
  await fc.check(
    fc.asyncProperty(options.inputs, async (input) => {
      // Once the client cannot be judged any more, or has had its share, going on would only take time.
      if (seen.last?.verdict === 'untestable' || seen.last?.verdict === 'error' || isSpent()) return true;
      const { result } = await executeClientCase(engine, asCase(options, input), endpoint);
      const wrong = result.findings.filter(({ mismatches }) => mismatches.length > 0);
      if (result.verdict === 'not-applicable') {
        seen.last ??= result;
        return true;
      }
      seen.judged += 1;
      seen.calls += totalCalls(result.calls);
      seen.last = result;
      const holds = result.verdict !== 'fail' && wrong.length === 0;
      if (!holds) seen.failed = withFindings(result);
      if (!holds) failedAt ??= performance.now();
      return holds;
    }),
    { seed: options.seed, numRuns: options.runs },
  );
  const shown = seen.failed ?? seen.last;
  if (shown === undefined) throw new Error(`${options.id} made no call`);
  const passed = seen.failed === undefined && shown.verdict === 'pass';
  return {
    ...shown,
    kind: 'property',
    observed: passed ? `held over ${seen.judged} inputs` : `${shown.observed} (seed ${options.seed})`,
    exchanges: passed ? [] : shown.exchanges,
    ...(passed ? { findings: [], sent: `${seen.judged} generated inputs` } : {}),
    calls: { [options.operation]: seen.calls },
    durationMs: performance.now() - startedAt,
  };
}

/** A request that is whole and wrongly signed fails the property too. */
function withFindings(result: CaseResult): CaseResult {
  const mismatches = result.findings.flatMap((finding) => finding.mismatches);
  return { ...result, verdict: 'fail', mismatches: [...result.mismatches, ...mismatches] };
}

function asCase(options: PropertyOptions, input: JsonObject): ClientCase {
  const { id, title, requirements, operation } = options;
  return { id, title, requirements, operation, input, wire: expectedWire(operation, input) };
}

/** Null is a member that is not given. */
function withoutNull(value: Json): Json {
  if (isList(value)) return value.map(withoutNull);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNull(member)]])),
  );
}
