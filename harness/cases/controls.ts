/** Positive controls of cases: the request that has to succeed before a refusal says anything. */
import type { Case } from './case.ts';

/** Without the cases whose control is not among them, nor theirs. */
export function withTheirControls(cases: readonly Case[]): readonly Case[] {
  const ids = new Set(cases.map(({ id }) => id));
  const kept = cases.filter(({ control }) => control === undefined || ids.has(control));
  return kept.length === cases.length ? kept : withTheirControls(kept);
}
