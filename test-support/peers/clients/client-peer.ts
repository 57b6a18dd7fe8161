/** A client written by others, with the adapter that we ship for it. */
export interface ClientPeer {
  /** Name of its folder under reports/published/clients: `boto3-1.44.5`. */
  readonly id: string;
  /** What reports call it: `boto3 1.44.5`. */
  readonly name: string;
  /** Package, registry, and how it is connected; one sentence for the published summary. */
  readonly about: string;
  /** What its interface does not have, as `--lacks` names it. */
  readonly lacks?: readonly string[];
  /** Installs what is not there yet; returns the command for `ec2-conformance client --`. Throws PeerMissing. */
  readonly install: () => Promise<readonly string[]>;
}
