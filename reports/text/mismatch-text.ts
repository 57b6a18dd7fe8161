/** A mismatch as one line for a reader. */
import type { Mismatch } from '../../harness/checks/finding.ts';
import type { CaseReport } from '../report.ts';

/**
 * `status: expected 400, observed 200`. Of rules, which of them are missing or too many:
 * `rules afterwards: "https" is missing (expected dns, https, ssh)`.
 */
export function mismatchText({ at, expected, observed, rules }: Mismatch): string {
  if (rules === undefined) return `${at}: expected ${expected}, observed ${observed}`;
  const missing = rules.expected.filter((name) => !rules.observed.includes(name));
  const extra = rules.observed.filter((name) => !rules.expected.includes(name));
  const parts = [
    ...(missing.length === 0 ? [] : [`${quoted(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`]),
    ...(extra.length === 0 ? [] : [`${quoted(extra)} should not be there`]),
  ];
  return `${at}: ${parts.join(', and ')} (expected ${expected})`;
}

/** The mismatch that says most: that of the status, if there is one. Undefined without any. */
export function mainMismatch(mismatches: readonly Mismatch[]): Mismatch | undefined {
  return mismatches.find(({ kind }) => kind === 'status') ?? mismatches[0];
}

/** Why a case has its verdict, in one line: of a failure the main mismatch, else the reason, else what was observed. */
export function whyText({ verdict, reason, mismatches, observed }: CaseReport): string {
  const mismatch = verdict === 'fail' ? mainMismatch(mismatches) : undefined;
  return mismatch === undefined ? (reason?.message ?? observed) : mismatchText(mismatch);
}

/** Names of rules may be words, such as `named`. */
function quoted(names: readonly string[]): string {
  return names
    .toSorted()
    .map((name) => `"${name}"`)
    .join(', ');
}
