/** Generated input: any input of the model arrives whole, and the smallest call that does not is shown. */
import fc from 'fast-check';
import type { CaseResult } from '../checks/case-result.ts';
import { flatten, type NestedInput } from '../wire/nesting.ts';
import type { CaptureEndpoint } from './capture.ts';
import type { ClientEngine } from './client-engine.ts';
import { executeClientCase } from './execute-client-case.ts';
import type { ClientCase, JsonObject } from './fixture.ts';

export interface ClientProperty {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  run(engine: ClientEngine, endpoint: CaptureEndpoint): Promise<CaseResult>;
}

export interface PropertyOptions {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly operation: string;
  readonly inputs: fc.Arbitrary<JsonObject>;
  /** The members whose names on the wire are others, by name: `UserIdGroupPairs` is `Groups`. */
  readonly wireNames: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly runs: number;
}

/** A call that fails is made smaller for so long: a command line tool takes a second for each of its calls. */
const shrinkingMs = 30_000;

/** The wire form that the model gives an input: members renamed, lists numbered, what is nothing left out. */
export function expectedWire(
  input: JsonObject,
  wireNames: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(flatten(renamed(input, wireNames) as { readonly [name: string]: NestedInput }));
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
  const startedAt = performance.now();
  const seen = { calls: 0, last: undefined as CaseResult | undefined, failed: undefined as CaseResult | undefined };
  let failedAt: number | undefined;
  const isSpent = () => failedAt !== undefined && performance.now() - failedAt > shrinkingMs;
  await fc.check(
    fc.asyncProperty(options.inputs, async (input) => {
      // Once the client cannot be judged any more, or has had its share, going on would only take time.
      if (seen.last?.verdict === 'untestable' || seen.last?.verdict === 'error' || isSpent()) return true;
      const { result } = await executeClientCase(engine, asCase(options, input), endpoint);
      const wrong = result.findings.filter(({ mismatches }) => mismatches.length > 0);
      seen.calls += Object.values(result.calls).reduce((sum, count) => sum + count, 0);
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
    observed: passed ? `held over ${options.runs} inputs` : `${shown.observed} (seed ${options.seed})`,
    exchanges: passed ? [] : shown.exchanges,
    ...(passed ? { findings: [], sent: `${options.runs} generated inputs` } : {}),
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
  const { id, title, requirements, operation, wireNames } = options;
  return { id, title, requirements, operation, input, wire: expectedWire(input, wireNames) };
}

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [names[name] ?? name, renamed(member, names)]),
  );
}
