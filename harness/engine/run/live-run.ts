/** Runs the compiled suites against a target by vitest, beside the thread of the command, and hands each result over. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CaseResult } from '../../checks/case-result.ts';
import { UnwritableFile } from '../../endpoint/output-file.ts';
import { emptyStats, type TransportStats } from '../../endpoint/transport-stats.ts';
import { packageRoot } from '../../package/package-root.ts';
import type { SuiteEvent, SuiteOrder } from './vitest-thread.ts';
import type { SuiteInput } from './worker-engine.ts';

/** The suite files to run, their input, and callbacks for results. */
export interface LiveRunOptions {
  /** The suite files that run, in this order, from the root of the compiled package: `suites/revoke-ingress/errors`. */
  readonly files: readonly string[];
  /** `INDEX/COUNT`, both from 1; undefined: all files are this machine's. */
  readonly shard?: string;
  /** `operation`: whose case it is. What it throws ends the run. */
  readonly onResult: (result: CaseResult, operation: string) => void;
}

/** How a run of suite files ended. */
export interface LiveRunEnd {
  /** Mistakes of the suites themselves, not of the target. */
  readonly mistakes: readonly string[];
  readonly cancelled: boolean;
  /** A file that could not be written, which has ended the run. */
  readonly unwritable?: UnwritableFile;
  /** Of all calls of the cases. */
  readonly transportStats: TransportStats;
}

/** Milliseconds that vitest may take to tidy up. */
const graceMs = 5000;

/** `loading`: vitest; `ready`: waits for the order to run; `over`: nothing more comes. */
type State = 'loading' | 'ready' | 'running' | 'over';

/** Starts the thread at once and has it load vitest, which takes about as long as preparing a target. */
export class LiveRun {
  /** Resolves to those of the files that are the shard's once vitest is loaded; to none where it cannot be loaded. */
  readonly ready: Promise<readonly string[]>;
  /** Resolves when the last case is over, whatever ended the thread. Never rejects. */
  readonly done: Promise<LiveRunEnd>;
  readonly #options: LiveRunOptions;
  readonly #thread: Worker = startThread();
  readonly #mistakes: string[] = [];
  #transportStats: TransportStats = emptyStats;
  #state: State = 'loading';
  #cancelled = false;
  #unwritable: UnwritableFile | undefined;
  #resolveReady: (files: readonly string[]) => void = () => undefined;
  #resolveDone: (end: LiveRunEnd) => void = () => undefined;

  constructor(options: LiveRunOptions) {
    this.#options = options;
    this.ready = new Promise((resolve) => {
      this.#resolveReady = resolve;
    });
    this.done = new Promise((resolve) => {
      this.#resolveDone = resolve;
    });
    this.#thread.on('message', (event: SuiteEvent) => this.#hear(event));
    this.#thread.once('error', (error) => this.#endEarly(error.stack ?? error.message));
    this.#thread.once('exit', (code) => this.#endEarly(`with exit code ${code}`));
    const { files, shard } = options;
    this.#send({
      kind: 'load',
      files: files.map(pathOf),
      ...(shard === undefined ? {} : { shard }),
    });
  }

  /** Runs the suites; `files`: those wanted, in this order. */
  start(input: SuiteInput, files: readonly string[]): void {
    if (this.#state === 'ready') this.#state = 'running';
    this.#send({ kind: 'run', input, files: files.map(pathOf) });
  }

  /** Ends after the case in hand; before the start, at once. */
  cancel(): void {
    if (this.#state === 'over') return;
    this.#cancelled = true;
    this.#send({ kind: 'cancel' });
    if (this.#state === 'running') return;
    this.#end();
    this.#stopLater();
  }

  #hear(event: SuiteEvent): void {
    switch (event.kind) {
      case 'loaded':
        this.#state = 'ready';
        this.#resolveReady(this.#options.files.filter((file) => event.files.includes(pathOf(file))));
        break;
      case 'results':
        this.#transportStats = event.transportStats ?? this.#transportStats;
        this.#handOver(event.results, event.operation);
        if (event.unwritable !== undefined) this.#stopFor(new UnwritableFile(event.unwritable));
        break;
      case 'mistake':
        this.#mistakes.push(event.text);
        break;
      case 'ended':
        this.#end();
        this.#stopLater();
    }
  }

  /** What goes wrong with a result is no reason to leave behind what was created. */
  #handOver(results: readonly CaseResult[], operation: string): void {
    try {
      for (const result of results) this.#options.onResult(result, operation);
    } catch (error) {
      if (error instanceof UnwritableFile) {
        this.#stopFor(error);
        return;
      }
      this.#mistakes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      this.cancel();
    }
  }

  #stopFor(file: UnwritableFile): void {
    this.#unwritable ??= file;
    this.cancel();
  }

  #end(): void {
    this.#state = 'over';
    this.#resolveReady([]);
    this.#resolveDone({
      ...{ mistakes: this.#mistakes, cancelled: this.#cancelled, transportStats: this.#transportStats },
      ...(this.#unwritable === undefined ? {} : { unwritable: this.#unwritable }),
    });
  }

  /**
   * Nothing of a run waits for vitest's own clean-up, except the end of this process, and that not for ever. The thread
   * ends itself: Node 20 may abort the whole process when a thread that uses files is terminated.
   */
  #stopLater(): void {
    const timer = setTimeout(() => void this.#thread.terminate(), graceMs);
    this.#thread.once('exit', () => clearTimeout(timer));
  }

  #endEarly(how: string): void {
    if (this.#state === 'over') return;
    if (!this.#cancelled) this.#mistakes.push(`the thread that runs the suites ended early: ${how}`);
    this.#end();
  }

  #send(order: SuiteOrder): void {
    this.#thread.postMessage(order);
  }
}

/** The compiled suite file, from the root of the package. */
function pathOf(file: string): string {
  return `dist/${file}.test.js`;
}

function startThread(): Worker {
  // The compiled module, whether this one is compiled itself or loaded by the package's own tests.
  const module = join(packageRoot(), 'dist/harness/engine/run/vitest-thread.js');
  // vitest would hide a terminal's cursor there. It only hands results on: with a young generation of 8 MB in place of 48,
  // a run takes some 15 MB less.
  const thread = new Worker(module, { stdout: true, resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  thread.stdout.resume();
  return thread;
}
