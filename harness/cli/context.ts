/** What a command may touch: injected, so that tests run it without a process, a terminal or a real suite. */

import type { ClientCase } from '../client/fixture.ts';
import type { Fault } from '../mutants/fault.ts';
import type { OperationSuite } from '../operation/operation-suite.ts';
import type { Requirement } from '../register/requirement.ts';
import type { SecretKeeper } from '../transcript/secret-keeper.ts';

/** A stream that a command writes to. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What there is to list, explain and run. Loaded lazily: `--help` and `--version` need none of it. */
export interface Catalogue {
  /** By their names; the first is meant where none is named. */
  readonly operations: Readonly<Record<string, () => Promise<OperationSuite>>>;
  /** Names of operations by the name of a set: what `--operation` takes for all of them. */
  readonly sets?: Readonly<Record<string, readonly string[]>>;
  /** Versions that `--suite-version` goes back to, the oldest first. */
  readonly versions: readonly string[];
  /** Requirements and faults of a sweep over every action. */
  sweep?(): Promise<SweepCatalogue>;
  /** What clients are judged by in an operation, for `explain`. */
  client?(operation: string): Promise<ClientCatalogue>;
}

/** What a sweep can be asked about, beside its run. */
export interface SweepCatalogue {
  readonly requirements: readonly Requirement[];
  readonly faults: readonly Fault[];
}

/** The requirements, cases and faults of clients in one operation. */
export interface ClientCatalogue {
  readonly requirements: readonly Requirement[];
  readonly cases: readonly ClientCase[];
  readonly faults: readonly Pick<Fault, 'id' | 'breaks' | 'alsoBreaks' | 'means'>[];
}

/** What a command may use: streams, environment, catalogue and signals. */
export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly catalogue: Catalogue;
  /** Resolves when the user wants the process to end: Ctrl-C, SIGTERM, SIGHUP. */
  readonly interrupted: () => Promise<void>;
  /** Resolves when the parent process has ended; undefined in tests without a process. */
  readonly parentEnded?: () => Promise<void>;
  /** Longest wait for a change that a server does not show, in milliseconds; default: the server's. Tests know that theirs is not late. */
  readonly settleMs?: number;
  /** Asks a person at a terminal; undefined where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

/** What a command gets from the program: outputs that redact known secrets. */
export interface CommandContext extends Context {
  readonly secrets: SecretKeeper;
}
