/** Runs the compiled suites against a target by vitest, in one thread beside this one, and hands each result over. */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { TaskMeta } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import type { CaseResult } from '../judgement/case-result.ts';
import { type Hindrances, unhindered } from '../target/hindrances.ts';
import { Briefer, type Briefing } from './briefing.ts';
import { packageRoot } from './package-root.ts';
import type { SuiteInput } from './worker-engine.ts';

export interface LiveRunOptions {
  readonly input: SuiteInput;
  /** Where the suite files lie: `suites/server`. */
  readonly folder: string;
  /** Names of those that run, in this order. */
  readonly files: readonly string[];
  readonly shard?: LiveShard;
  readonly onResult: (result: CaseResult) => void;
}

export interface LiveShard {
  /** `INDEX/COUNT`, as vitest's own `--shard`. */
  readonly number: string;
  /** Called once, before the suites wait to be briefed, with the files that are this shard's; answers what is to be run. */
  readonly choose: (files: readonly string[]) => {
    readonly files: readonly string[];
    readonly cases: readonly string[];
  };
}

export interface LiveRun {
  /** The suites are loaded and wait to be briefed, or there is nothing to load. */
  readonly ready: Promise<void>;
  /** Lets the cases begin. */
  brief(briefing: Briefing): void;
  /** Ends after the case in hand; before the briefing, without any. */
  cancel(): Promise<void>;
  /** Resolves when the last case is over. */
  readonly done: Promise<LiveRunEnd>;
}

export interface LiveRunEnd {
  /** Mistakes of the suites themselves, not of the target. */
  readonly mistakes: readonly string[];
  readonly cancelled: boolean;
  /** Of all calls of the cases. */
  readonly hindrances: Hindrances;
}

/** Begins to load vitest; {@link startLiveRun} says what went wrong, if anything did. */
export function loadVitest(): void {
  import('vitest/node').catch(() => undefined);
}

/** Loads the suites at once, and has them wait for their briefing. */
export function startLiveRun(options: LiveRunOptions): LiveRun {
  const root = packageRoot();
  const briefer = new Briefer(options.input.settings);
  const seen: Seen = { mistakes: [], hindrances: unhindered };
  let vitest: Vitest | undefined;
  let cancelled = false;
  const start = async () => {
    // Not above, since it takes half of the time that a command takes to start, and most need none of it.
    const engine = await import('vitest/node');
    const settings = vitestOptions(root, options, seen, engine);
    const restore = keepSignals();
    vitest = await engine.createVitest('test', settings, {}, { stdin: undefined as never, stdout: nowhere() });
    restore();
    try {
      if (!cancelled) {
        await vitest.start();
      }
    } finally {
      await vitest.close();
      briefer.close();
    }
    return { ...seen, cancelled };
  };
  let isBriefed = false;
  const done = start();
  const over = done.then(
    () => undefined,
    () => undefined,
  );
  return {
    done,
    ready: Promise.race([briefer.awaited, over]),
    brief: (briefing) => {
      isBriefed = true;
      briefer.say(briefing);
    },
    cancel: async () => {
      cancelled = true;
      if (!isBriefed) briefer.say(undefined);
      await vitest?.cancelCurrentRun('keyboard-input');
    },
  };
}

/** vitest ends the process at a signal; what was created in the target would stay. Its listeners are taken off at once. */
function keepSignals(): () => void {
  const takeOff = (event: string | symbol, listener: NodeJS.SignalsListener) => {
    if (event === 'SIGINT' || event === 'SIGTERM') queueMicrotask(() => process.off(event, listener));
  };
  process.on('newListener', takeOff);
  return () => process.off('newListener', takeOff);
}

type VitestNode = typeof import('vitest/node');

/** What vitest would print of itself, such as the sequence that hides a terminal's cursor. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function vitestOptions(root: string, options: LiveRunOptions, seen: Seen, engine: VitestNode) {
  const { input } = options;
  return {
    root,
    config: false as const,
    watch: false,
    include: options.files.map((file) => pathOf(file, options)),
    exclude: [],
    // The suites are plain JavaScript: Node loads them itself, which spares a fifth of the memory and the time to start.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'threads' as const,
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    passWithNoTests: true,
    testTimeout: 3_600_000,
    reporters: [resultReporter(options.onResult, seen)],
    provide: { suiteInput: input },
    sequence: { sequencer: sequencerFor(root, options, engine), concurrent: input.settings.concurrency > 1 },
    maxConcurrency: input.settings.concurrency,
    cache: false as const,
    ...(options.shard === undefined ? {} : { shard: options.shard.number }),
  };
}

/** What vitest's events have told so far, beside the results. */
interface Seen {
  readonly mistakes: string[];
  hindrances: Hindrances;
}

function resultReporter(onResult: (result: CaseResult) => void, seen: Seen) {
  return {
    onTestCaseResult(testCase: { meta(): TaskMeta }) {
      const { results = [], hindrances } = testCase.meta();
      seen.hindrances = hindrances ?? seen.hindrances;
      for (const result of results) {
        onResult(result);
      }
    },
    onTestModuleEnd(module: { moduleId: string; errors(): readonly { message: string; stack?: string }[] }) {
      seen.mistakes.push(...module.errors().map((error) => `${module.moduleId}: ${error.stack ?? error.message}`));
    },
    onTestRunEnd(_modules: unknown, errors: readonly { message: string; stack?: string }[]) {
      seen.mistakes.push(...errors.map((error) => error.stack ?? error.message));
    },
  };
}

/** The compiled suite file, from the root of the package. */
function pathOf(file: string, { folder }: LiveRunOptions): string {
  return `dist/${folder}/${file}.test.js`;
}

/** Files in their order: refusals of ordinary requests are only worth something after ordinary ones passed. */
function sequencerFor(root: string, options: LiveRunOptions, { BaseSequencer }: VitestNode) {
  const { files, shard, input } = options;
  const nameOf = new Map(files.map((file) => [join(root, pathOf(file, options)), file]));
  const place = ({ moduleId }: TestSpecification): number => files.indexOf(nameOf.get(moduleId) ?? '');
  return class FileSequencer extends BaseSequencer {
    override async sort(found: TestSpecification[]): Promise<TestSpecification[]> {
      return [...found].sort((a, b) => place(a) - place(b));
    }

    /** vitest shares the files out; those of the controls that they need come on top. */
    override async shard(found: TestSpecification[]): Promise<TestSpecification[]> {
      const own = await super.shard(found);
      if (shard === undefined) return own;
      const chosen = shard.choose(own.flatMap(({ moduleId }) => nameOf.get(moduleId) ?? []));
      this.ctx.provide('suiteInput', { ...input, selected: chosen.cases });
      return found.filter(({ moduleId }) => chosen.files.includes(nameOf.get(moduleId) ?? ''));
    }
  };
}
