/** What the functions of the package take. Names and meanings are those of the command's options. */
import type { Credentials } from '../../wire/signing/credentials.ts';

/** What a server's and a client's tests have in common. */
export interface TestOptions {
  /** The operation under test. Default: RevokeSecurityGroupIngress. */
  readonly operation?: string;
  /** Ask nothing that is newer than this version of the requirements: `0.1`. Default: everything. */
  readonly suiteVersion?: string;
  /** Globs over ids of requirements and cases: what to run. Default: everything. */
  readonly only?: readonly string[];
  /** Globs over ids of requirements and cases: what to leave out. */
  readonly skip?: readonly string[];
  /** A failed SHOULD fails the run too. */
  readonly strict?: boolean;
  /** Seed of what is generated. Default: another one each time; the report names it. */
  readonly seed?: number;
  /** File of known failures. */
  readonly baseline?: string;
  /** Directory that report.html, junit.xml and the other reports are left in. Default: none is left. */
  readonly out?: string;
  /** Ends the run after the case in hand; what was created is deleted, and the report says `incomplete`. */
  readonly signal?: AbortSignal;
}

/** Options of `testServer`. */
export interface ServerTestOptions extends TestOptions {
  /** Default: what `environment` names, else the embedded reference target. */
  readonly endpoint?: string;
  readonly region?: string;
  /** At most 100, 1,500 or 10,000 calls. Default: `default`. */
  readonly effort?: 'smoke' | 'default' | 'deep';
  /** Most calls in all; what is left then is not run. */
  readonly maxCalls?: number;
  /** Most calls per second. */
  readonly rate?: number;
  /** Cases at a time. Default: 1. */
  readonly concurrency?: number;
  /** Milliseconds to wait for an answer. Default: 10,000. */
  readonly timeout?: number;
  /** Seconds to wait for a server that is still starting. Default: it is not waited for. */
  readonly wait?: number;
  /** JSON file: what the target is called, which capabilities it claims or lacks. */
  readonly target?: string;
  /** Start on an endpoint that is not on this machine: there is nobody to ask. */
  readonly yes?: boolean;
  /** Variables that keys and endpoint are read from, as the README lists them. Default: those of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Options of `testClient`. */
export interface ClientTestOptions extends TestOptions {
  /** Generated inputs of each property. Default: 100. */
  readonly runs?: number;
  /** Calls under way at a time, each with an endpoint of its own. Default: 4. */
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
  /** Keys that it takes; they open nothing else. */
  readonly credentials: Credentials;
  /** Ends all connections at once. */
  readonly close: () => Promise<void>;
}
