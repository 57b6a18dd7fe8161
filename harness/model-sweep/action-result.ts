/** What a sweep found out about one action. Pure data that survives JSON. */
import type { ExchangeRecord } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { ProbeKind } from './probe-kind.ts';

/**
 * Verdict of one requirement on one action. `unconfirmed`: failed once, and there were no calls to repeat it; `flaky`: failed
 * once and passed when repeated. `no-control`: this run meant to judge it, and the valid request did not succeed.
 * `not-covered`: the action gives occasion to judge it, and this run left it out.
 */
export type CellVerdict = 'pass' | 'fail' | 'unconfirmed' | 'flaky' | 'observed' | 'no-control' | 'not-covered';

/** One requirement on one action. */
export interface Cell {
  readonly requirement: string;
  readonly verdict: CellVerdict;
  /** Of a failure. */
  readonly mismatches?: readonly Mismatch[];
  /** Of an open question. */
  readonly answer?: string;
  /** Of a failure: the exchange that shows it. */
  readonly exchange?: ExchangeRecord;
  readonly curl?: string;
}

/**
 * What a dry run came to. `proven`: DryRunOperation or UnauthorizedOperation. `refused-earlier`: another error, no proof.
 * `carried-out`: a success. `not-covered`: none was sent. `none`: the action has no DryRun.
 */
export type DryRunState = 'proven' | 'refused-earlier' | 'carried-out' | 'not-offered' | 'not-covered' | 'none';

/** One action of the grid. */
export interface ActionResult {
  readonly action: string;
  /** Whether it is sent as it is, as a dry run alone, or not at all, and why. */
  readonly use: 'read' | 'dry-run' | 'no-dry-run' | 'account-setting' | 'absent';
  /** Whether the target has the action; absent if that was not asked. */
  readonly isOffered?: boolean;
  readonly dryRun: DryRunState;
  /** The response to the valid request: `200`, `412 DryRunOperation`. */
  readonly response?: string;
  /** Requirements that the action gives occasion to judge, in the order of the suite. */
  readonly cells: readonly Cell[];
  /** Probes that were sent. */
  readonly sent: readonly ProbeKind[];
  /** Why something about it could not be asked: the connection, a mistake of the suite. */
  readonly trouble?: string;
}
