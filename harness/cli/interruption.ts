/** Ctrl-C and its like, as a command sees them that ends what it has in hand before it ends itself. */
import type { Context } from './context.ts';

/** The command was ended before it was done; the message says what that leaves. Exit code 3. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Reports the first SIGINT, SIGTERM or SIGHUP to a command. */
export class Interruption {
  readonly #raised: Promise<void>;
  #isRaised = false;

  /** Listens from now on: no signal ends the process any more. */
  constructor({ interrupted }: Pick<Context, 'interrupted'>) {
    this.#raised = interrupted().then(() => {
      this.#isRaised = true;
    });
  }

  /** Whether a signal has come. */
  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** What the work comes to; throws Interrupted when a signal comes first. Only for work that may be left half done. */
  async unless<Value>(work: Promise<Value>, message: string): Promise<Value> {
    return Promise.race([work, this.#raised.then(() => Promise.reject(new Interrupted(message)))]);
  }

  /** Throws Interrupted when a signal has come. */
  check(message: string): void {
    if (this.#isRaised) throw new Interrupted(message);
  }
}
