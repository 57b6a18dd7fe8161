/** What the user declares of a target, against what was found. */
import type { CapabilityFinding } from './domain.ts';

/** What is declared as absent is not asked for; what is declared as there and is not, is a false claim. */
export function applyOverrides(found: CapabilityFinding, declared: boolean | undefined): CapabilityFinding {
  if (declared === false) return { available: false, why: 'declared as absent' };
  return declared === true && !found.available ? { ...found, claimed: true } : found;
}
