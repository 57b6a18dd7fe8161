#!/usr/bin/env node
/** The command `ec2-conformance`: the process around the program. */
import { createInterface } from 'node:readline/promises';
import { systemError } from '../endpoint/output-file.ts';
import { packageVersion } from '../package/package-facts.ts';
import { commandLine } from '../transcript/shell.ts';
import { program } from './command.ts';
import { catalogue, commandsFor } from './command-list.ts';
import type { Context, Output } from './context.ts';
import { parentEnded } from './parent-watch.ts';
import { runProgram } from './program.ts';

/** A terminal signals the whole process group, and npx passes the signal on: the same signal twice, so soon, counts once. */
const echoMs = 500;

/** Milliseconds that whatever a command left open may keep the process alive; the thread of the suites takes up to 5 s to end. */
const lingerMs = 8000;

/**
 * A stream of the process that goes silent when it cannot be written, so that a run goes on to its end: its reports are written and
 * its target is left clean. A reader that stops before the end, as `head` does, is no error.
 */
class StandardStream implements Output {
  readonly #stream: NodeJS.WriteStream;
  readonly #onError: (error: Error) => void;
  #isSilent = false;

  constructor(stream: NodeJS.WriteStream, onError: (error: Error) => void) {
    this.#stream = stream;
    this.#onError = onError;
    stream.on('error', (error) => this.#silence(error));
  }

  get isTTY(): boolean {
    return this.#stream.isTTY;
  }

  get columns(): number {
    return this.#stream.columns;
  }

  write(text: string): void {
    if (this.#isSilent) return;
    try {
      this.#stream.write(text);
    } catch (error) {
      // Node writes to files at once, and throws what a pipe would report by an event.
      if (systemError(error) === undefined) throw error;
      this.#silence(error as NodeJS.ErrnoException);
    }
  }

  #silence(error: NodeJS.ErrnoException): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    if (error.code !== 'EPIPE') this.#onError(error);
  }
}

// There is nowhere left to say it.
const stderr = new StandardStream(process.stderr, () => undefined);

const stdout = new StandardStream(process.stdout, (error) => {
  stderr.write(
    `${program}: standard output cannot be written (${systemError(error) ?? error.message}). Redirect it to another place.\n`,
  );
  process.once('exit', () => {
    process.exitCode = 2;
  });
});

/** One for the whole process: a signal that comes early is known to whoever asks later. */
let interruption: Promise<void> | undefined;

function hearSignals(): Promise<void> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
    const hear = (signal: NodeJS.Signals) => {
      const isEcho = first?.signal === signal && performance.now() - first.at < echoMs;
      if (first !== undefined && !isEcho) endNow();
      first ??= { signal, at: performance.now() };
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  });
}

const context: Context = {
  stdout,
  stderr,
  environment: process.env,
  catalogue,
  interrupted: () => {
    interruption ??= hearSignals();
    return interruption;
  },
  parentEnded: () => parentEnded(process.env),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
};

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and the end of the input close it; the question itself would wait for ever.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

/** An option as it was given to the interrupted command, for a command that is printed. */
function given(name: string): readonly string[] {
  const words = process.argv.slice(2);
  const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
  return at < 0 ? [] : words.slice(at, words[at] === name && name !== '--insecure' ? at + 2 : at + 1);
}

/** A second signal does not wait for the clean-up. */
function endNow(): never {
  stderr.write(
    `\nStopped at once. What is left in the target is found and removed by: ${commandLine(['sweep', ...given('--out'), ...given('--insecure')])}\n`,
  );
  process.exit(130);
}

const args = process.argv.slice(2);
process.exitCode = await runProgram(args, { commands: await commandsFor(args[0]), version: packageVersion() }, context);

// Output that is still being read may take its time; nothing else that a command left open may.
setInterval(() => {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}, lingerMs).unref();
