/** Runs the compiled suites against a target by vitest, in one thread beside this one, and hands each result over. */
import { join } from 'node:path';
import { BaseSequencer, startVitest, type TestSpecification, type Vitest } from 'vitest/node';
import type { CaseResult } from '../judgement/case-result.ts';
import { packageRoot } from './package-root.ts';
import type { SuiteInput } from './worker-engine.ts';

export interface LiveRunOptions {
  readonly input: SuiteInput;
  /** Topics whose suite files run, in this order. */
  readonly topics: readonly string[];
  /** `INDEX/COUNT`, as vitest's own `--shard`. */
  readonly shard?: string;
  readonly onResult: (result: CaseResult) => void;
}

export interface LiveRun {
  /** Ends after the case in hand. */
  cancel(): Promise<void>;
  /** Resolves when the last case is over. Mistakes of the suites themselves, not of the target, are in `mistakes`. */
  readonly done: Promise<{ readonly mistakes: readonly string[]; readonly cancelled: boolean }>;
}

export function startLiveRun(options: LiveRunOptions): LiveRun {
  const root = packageRoot();
  const mistakes: string[] = [];
  let vitest: Vitest | undefined;
  let cancelled = false;
  const start = async () => {
    vitest = await startVitest('test', [], vitestOptions(root, options, mistakes), {}, { stdin: undefined as never });
    await vitest?.close();
    return { mistakes, cancelled };
  };
  return {
    done: start(),
    cancel: async () => {
      cancelled = true;
      await vitest?.cancelCurrentRun('keyboard-input');
    },
  };
}

function vitestOptions(root: string, options: LiveRunOptions, mistakes: string[]) {
  const { input } = options;
  return {
    root,
    config: false as const,
    watch: false,
    include: options.topics.map((topic) => `dist/suites/server/${topic}.test.js`),
    exclude: [],
    // The suites are plain JavaScript: Node loads them itself, which spares a fifth of the memory and the time to start.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'threads' as const,
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    passWithNoTests: true,
    testTimeout: 3_600_000,
    reporters: [resultReporter(options.onResult, mistakes)],
    provide: { suiteInput: input },
    sequence: { sequencer: sequencerFor(root, options.topics), concurrent: input.settings.concurrency > 1 },
    maxConcurrency: input.settings.concurrency,
    cache: false as const,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
  };
}

function resultReporter(onResult: (result: CaseResult) => void, mistakes: string[]) {
  return {
    onTestCaseResult(testCase: { meta(): { results?: readonly CaseResult[] }; fullName: string; result(): unknown }) {
      for (const result of testCase.meta().results ?? []) {
        onResult(result);
      }
    },
    onTestModuleEnd(module: { moduleId: string; errors(): readonly { message: string; stack?: string }[] }) {
      mistakes.push(...module.errors().map((error) => `${module.moduleId}: ${error.stack ?? error.message}`));
    },
    onTestRunEnd(_modules: unknown, errors: readonly { message: string; stack?: string }[]) {
      mistakes.push(...errors.map((error) => error.stack ?? error.message));
    },
  };
}

/** Files in the order of the topics: refusals of ordinary requests are only worth something after ordinary ones passed. */
function sequencerFor(root: string, topics: readonly string[]) {
  const place = new Map(topics.map((topic, index) => [join(root, `dist/suites/server/${topic}.test.js`), index]));
  return class TopicSequencer extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return [...files].sort((a, b) => (place.get(a.moduleId) ?? 0) - (place.get(b.moduleId) ?? 0));
    }
  };
}
