/** Shares calls out among properties. */
import type { Property, PropertyBudget } from './property.ts';

/** Calls for making one counterexample smaller; about twenty-five plays. */
const shrinkCalls = 150;

/**
 * A property's share by its weight, and one trial at least. What making counterexamples smaller costs comes on top, as
 * there is a fault to show; but not what the properties after it need for a trial each.
 */
export function shareOf(
  property: Property,
  all: readonly Property[],
  calls: number,
): Pick<PropertyBudget, 'searchCalls' | 'shrinkCalls' | 'keptCalls'> {
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  const share = Math.floor((calls * property.weight) / weights);
  const later = all.slice(all.indexOf(property) + 1);
  // Each creates a group at least, which is deleted in the end, and some trials take a call more than others.
  const keptCalls = later.reduce((sum, { callsPerTrial }) => sum + callsPerTrial + 2, 0);
  return { searchCalls: calls === 0 ? 0 : Math.max(share, property.callsPerTrial), shrinkCalls, keptCalls };
}
