/** Options of the package's functions. Names and meanings are those of the command's options. */
import type { Credentials } from '../../wire/signing/credentials.ts';

/** Options of `testServer` and `testClient`. */
export interface TestOptions {
  /** The operation under test. Default: RevokeSecurityGroupIngress. */
  readonly operation?: string;
  /** Leave out requirements newer than this version: `0.1`. Default: none. */
  readonly suiteVersion?: string;
  /** Globs over ids of requirements and cases: what to run. Default: everything. */
  readonly only?: readonly string[];
  /** Globs over ids of requirements and cases: what to leave out. */
  readonly skip?: readonly string[];
  /** A failed SHOULD fails the run too. */
  readonly strict?: boolean;
  /** Seed of generated requests or inputs. Default: fixed by suite version, operation and effort; the report names it. */
  readonly seed?: number;
  /** File of known failures. */
  readonly baseline?: string;
  /** Directory that report.html, junit.xml and the other reports are left in. Default: none is left. */
  readonly out?: string;
  /** Ends the run after the current case; what was created is deleted, and the report says `incomplete`. */
  readonly signal?: AbortSignal;
}

/** Options of `testServer`. */
export interface ServerTestOptions extends TestOptions {
  /** Default: the endpoint in `environment`, else the embedded target. */
  readonly endpoint?: string;
  readonly region?: string;
  /** How much to test: on a conforming target at most 100, 1,500 or 10,000 calls, more where cases fail. Default: `default`. */
  readonly effort?: 'smoke' | 'default' | 'deep';
  /** Maximum calls in all; cases that it leaves out are `not-asked`. */
  readonly maxCalls?: number;
  /** Maximum calls per second. */
  readonly rate?: number;
  /** Cases at a time, 12 at most. Default: 1 to 12 by the time that a response takes. */
  readonly concurrency?: number;
  /** Milliseconds to wait for a response. Default: 10,000. */
  readonly timeout?: number;
  /** Seconds to wait for a server that is still starting. Default: it is not waited for. */
  readonly wait?: number;
  /** JSON file with name and capabilities of the target. */
  readonly target?: string;
  /** Start on an endpoint that is not on this machine without asking. */
  readonly yes?: boolean;
  /** Variables that keys and endpoint are read from, as docs/settings.md lists them. Default: those of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Options of `testClient`. */
export interface ClientTestOptions extends TestOptions {
  /** Generated inputs of each property. Default: 100. */
  readonly runs?: number;
  /** Concurrent calls, each with its own endpoint. Default: 4. */
  readonly concurrency?: number;
  /** Milliseconds that a call may take, retries included. Default: 30,000. */
  readonly timeout?: number;
}

/** Options of `startReferenceTarget`. */
export interface ReferenceTargetOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Ids of faults, as `ec2-conformance list faults` shows them. Default: none. */
  readonly faults?: readonly string[];
}

/** A running embedded target. */
export interface ReferenceTarget {
  /** `http://127.0.0.1:PORT/` */
  readonly endpoint: string;
  readonly region: string;
  /** Keys that it accepts; they are fake. */
  readonly credentials: Credentials;
  /** Ends all connections at once. */
  readonly close: () => Promise<void>;
}
