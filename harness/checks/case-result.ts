/** The result of a case: the engine makes these, the report is assembled from them. Pure data that survives JSON. */
import type { CaseVerdict, Finding, Mismatch } from './finding.ts';
import type { Reason } from './reason.ts';

/** `fixture`: one case as data or code; `property`: a predicate over many; `history`: a sequence of commands. */
export type CaseKind = 'fixture' | 'property' | 'history';

/**
 * One request and its response as display text: redacted, control characters made visible, each side at most 64 KB.
 * Made by harness/transcript; nothing else may put a raw message here.
 */
export interface ExchangeRecord {
  readonly request: string;
  /** The response, or one sentence that says why there is none. */
  readonly response: string;
  /** Absent when no response was read. */
  readonly status?: number;
  readonly durationMs: number;
}

/** The verdict of a general check on one exchange of the case. */
export interface ExchangeFinding extends Finding {
  /** Index into {@link CaseResult.exchanges}. */
  readonly exchange: number;
}

/**
 * What a user of the target should know, whatever the requirements say. `removed`: things were removed that no request asked to
 * remove; `undone`: one of two concurrent requests had no effect.
 */
export interface Warning {
  readonly kind: 'removed' | 'undone';
  /** A clause: `removed ssh (tcp 22-22 192.0.2.0/24)`. */
  readonly text: string;
}

/** How to run the case again by hand. Neither line holds a secret. */
export interface Reproduction {
  /** A `curl --aws-sigv4` line that signs afresh; empty when the request cannot be made with curl. */
  readonly curl: string;
  /** The `ec2-conformance` command that runs this case alone. */
  readonly command: string;
}

/** The result of one case: verdict, mismatches, exchanges, and how to run it again. */
export interface CaseResult {
  /** `topic/slug`; stable, without seeds. */
  readonly id: string;
  readonly kind: CaseKind;
  readonly title: string;
  /** Requirements that fail with this case. */
  readonly requirements: readonly string[];
  readonly verdict: CaseVerdict;
  /** Those of {@link requirements} that fail, where not all of them do; the others were not judged by this case. */
  readonly failed?: readonly string[];
  /** Which accepted response was given, by its name in the case. */
  readonly answer?: string;
  /** Id of the case that must pass for this one to prove anything. */
  readonly control?: string;
  /** What exists before the request: a JSON value. */
  readonly given: unknown;
  /** What was asked, in a few words or as `Name=Value` lines. */
  readonly sent: string;
  readonly expected: string;
  readonly observed: string;
  /** Empty unless the case failed. */
  readonly mismatches: readonly Mismatch[];
  /** In order. Responses of the target are hostile text. */
  readonly exchanges: readonly ExchangeRecord[];
  /** The verdicts of the general checks, one entry per exchange and check that applies. */
  readonly findings: readonly ExchangeFinding[];
  /** Requests made, by Action. */
  readonly calls: Readonly<Record<string, number>>;
  readonly durationMs: number;
  readonly reproduce: Reproduction;
  /** Of a failed case: requirements that it does not cover but that explain its mismatches. If they fail, it is blocked. */
  readonly explainedBy?: readonly string[];
  readonly warning?: Warning;
  /** Why the verdict is what it is, where the mismatches do not say it. */
  readonly reason?: Reason;
  /** What `replay` needs to send the case again: a JSON value. */
  readonly replay?: unknown;
}
