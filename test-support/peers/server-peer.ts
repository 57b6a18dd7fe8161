/** A server written by others that the suite is run against, so that its verdicts meet code that nobody here wrote. */
import type { TargetSettings } from '../../harness/endpoint/target-settings.ts';

/** A third-party server at one version: how it is installed, started and run against. */
export interface ServerPeer {
  /** Name of its folder under reports/published: `moto-5.2.5-auth`. */
  readonly id: string;
  /** What reports call it: `moto 5.2.5, auth mode`. */
  readonly name: string;
  /** Package, registry, licence and how it is started; one sentence for the published summary. */
  readonly about: string;
  readonly region: string;
  /** The operation that it is tested by. Default: the one that is meant where none is named. */
  readonly operation?: string;
  /** Installs what is not there yet. Throws PeerMissing where the machine cannot run it. */
  readonly start: () => Promise<RunningPeer>;
}

/** A started peer, with the identities that it accepts. */
export interface RunningPeer {
  readonly endpoint: string;
  readonly identities: TargetSettings['identities'];
  /** Resolves when the process is gone. */
  readonly stop: () => Promise<void>;
}
