/** Generated input: any input of the model arrives whole, and the smallest call that does not is shown. */

import fc from 'fast-check';
import { totalCalls } from '../checks/call-counts.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import { actionOf, loadServiceModel } from '../service-model/load-model.ts';
import type { ModelObject } from '../service-model/model.ts';
import type { CaptureEndpoint } from './capture.ts';
import type { ClientEngine } from './client-engine.ts';
import { executeClientCase } from './execute-client-case.ts';
import { type ClientCase, isJsonList, isJsonObject, type Json, type JsonObject } from './fixture.ts';

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

/** Shrinking ends after this time: a command line tool takes a second for each call. */
const shrinkingMs = 30_000;

/**
 * The parameters that the service model gives an input: members under their wire names, lists numbered, null members
 * left out. Throws InvalidValue for an input that the model does not have.
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

async function runProperty(
  options: PropertyOptions,
  engine: ClientEngine,
  endpoint: CaptureEndpoint,
): Promise<CaseResult> {
  const { inputs, operation, seed, runs } = options;
  const makeCall = async (input: JsonObject) =>
    (await executeClientCase(engine, asCase(options, input), endpoint)).result;
  const found = await searchCalls(inputs, makeCall, { seed, numRuns: runs, shrinkingMs });
  const { calls, judged, hasFailed } = found;
  const shown = hasFailed ? withFindings(found.shown) : found.shown;
  const passed = !hasFailed && shown.verdict === 'pass';
  return {
    ...shown,
    kind: 'property',
    observed: passed ? `held over ${judged} inputs` : `${shown.observed} (seed ${seed})`,
    exchanges: passed ? [] : shown.exchanges,
    ...(passed ? { findings: [], sent: `${judged} generated inputs` } : {}),
    calls: { [operation]: calls },
  };
}

/** How generated calls are made. */
export interface SearchOptions extends Pick<fc.Parameters, 'seed' | 'numRuns' | 'endOnFailure'> {
  /** A call that fails is made smaller for so many milliseconds. */
  readonly shrinkingMs: number;
}

/** What generated calls came to. */
export interface Search {
  /** The smallest call that failed; else the last that was judged; else the first, which the client could not make. */
  readonly shown: CaseResult;
  readonly hasFailed: boolean;
  /** Requests of all calls. */
  readonly calls: number;
  /** Calls that the client could make. */
  readonly judged: number;
}

/**
 * Makes generated calls until one fails, by its verdict or by a check over its requests, and then smaller ones. Ends early
 * once the client cannot be judged any more. The result shown has the duration of all calls. `numRuns` is 1 at least.
 */
export async function searchCalls<Draw>(
  draws: fc.Arbitrary<Draw>,
  makeCall: (draw: Draw) => Promise<CaseResult>,
  { shrinkingMs: patienceMs, ...parameters }: SearchOptions,
): Promise<Search> {
  const startedAt = performance.now();
  const seen: { calls: number; judged: number; last?: CaseResult; failed?: CaseResult } = { calls: 0, judged: 0 };
  let failedAt: number | undefined;
  const isOver = () =>
    (failedAt !== undefined && performance.now() - failedAt > patienceMs) ||
    seen.last?.verdict === 'untestable' ||
    seen.last?.verdict === 'error';
  await fc.check(
    fc.asyncProperty(draws, async (draw) => {
      if (isOver()) return true;
      const result = await makeCall(draw);
      if (result.verdict === 'not-applicable') {
        seen.last ??= result;
        return true;
      }
      seen.judged += 1;
      seen.calls += totalCalls(result.calls);
      seen.last = result;
      const holds = result.verdict !== 'fail' && !hasWrongRequest(result);
      if (!holds) seen.failed = result;
      if (!holds) failedAt ??= performance.now();
      return holds;
    }),
    parameters,
  );
  const { calls, judged, last, failed } = seen;
  const shown = failed ?? last;
  if (shown === undefined) throw new Error('no call was generated');
  const durationMs = performance.now() - startedAt;
  return { shown: { ...shown, durationMs }, hasFailed: failed !== undefined, calls, judged };
}

function hasWrongRequest({ findings }: CaseResult): boolean {
  return findings.some(({ mismatches }) => mismatches.length > 0);
}

/** A request that is whole and wrongly signed fails the property too. */
function withFindings(result: CaseResult): CaseResult {
  const mismatches = result.findings.flatMap((finding) => finding.mismatches);
  return { ...result, verdict: 'fail', mismatches: [...result.mismatches, ...mismatches] };
}

function asCase(options: PropertyOptions, input: JsonObject): ClientCase {
  const { id, title, requirements, operation } = options;
  return { id, title, requirements, operation, input, wire: expectedWire(operation, input), anyCase: true };
}

/** Null is a member that is not given. */
function withoutNull(value: Json): Json {
  if (isJsonList(value)) return value.map(withoutNull);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNull(member)]])),
  );
}
