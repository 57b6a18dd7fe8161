/** A process of the client under test: in a group of its own, so that it ends with all that it started. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Bytes kept of either stream; what is beyond is a flood and ends the process. */
export const outputLimit = 8 * 1024 * 1024;

/** Environment and callbacks of a child process. */
export interface ChildOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: (chunk: Buffer) => void;
  readonly onEnd: (end: ChildEnd) => void;
}

/** How a process ended. `code`: its exit code; absent when a signal ended it. */
export interface ChildEnd {
  readonly code?: number;
  readonly signal?: string;
  /** It could not be started: the system's reason. */
  readonly failedToStart?: string;
}

/** Milliseconds between asking a process group to end and ending it. */
const graceMs = 1000;

const running = new Set<Child>();

/** Whatever ends this process ends its children: nothing is left to run alone. */
function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function enlist(child: Child): void {
  if (running.size === 0) process.on('exit', killAll);
  running.add(child);
}

function discharge(child: Child): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}

/** A child process with its process group; its standard error is kept in part, for messages. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  #complaint = '';
  #over = false;

  constructor(command: string, args: readonly string[], options: ChildOptions) {
    this.#process = spawn(command, args, {
      env: { ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    enlist(this);
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdout?.on('data', options.onOutput);
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-16_384);
    });
    this.#ended = new Promise((resolve) => {
      const end = (how: ChildEnd) => {
        if (this.#over) return;
        this.#over = true;
        discharge(this);
        options.onEnd(how);
        resolve();
      };
      this.#process.once('error', (error) => end({ failedToStart: error.message }));
      this.#process.once('close', (code, signal) =>
        end({ ...(code === null ? {} : { code }), ...(signal === null ? {} : { signal }) }),
      );
      // What it started may hold its streams open for ever: the group goes with its leader, and the streams are let go
      // of, since a process in a session of its own cannot be reached.
      this.#process.once('exit', (code, signal) => {
        this.kill('SIGKILL');
        const how = { ...(code === null ? {} : { code }), ...(signal === null ? {} : { signal }) };
        const letGo = setTimeout(() => {
          for (const stream of this.#process.stdio) stream?.destroy();
          end(how);
        }, graceMs);
        this.#process.once('close', () => clearTimeout(letGo));
      });
    });
  }

  /** The last 16 KB of what it wrote on stderr. */
  get complaint(): string {
    return this.#complaint;
  }

  write(text: string): void {
    this.#process.stdin?.write(text);
  }

  closeInput(): void {
    this.#process.stdin?.end();
  }

  /** Resolves once the process is gone: asked first, then made to. */
  async end(): Promise<void> {
    this.closeInput();
    const timers = [
      setTimeout(() => this.kill('SIGTERM'), graceMs),
      setTimeout(() => this.kill('SIGKILL'), 2 * graceMs),
    ];
    await this.#ended;
    for (const timer of timers) clearTimeout(timer);
  }

  /** The whole group at once. */
  kill(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
      // It has gone already.
    }
  }

  /** Ends it now, for a process that hangs or floods. */
  async abort(): Promise<void> {
    this.kill('SIGKILL');
    await this.#ended;
  }
}
