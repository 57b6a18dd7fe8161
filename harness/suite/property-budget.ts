/** Divides the calls for generated requests among properties. */
import type { Property, PropertyBudget } from './property.ts';

/** Calls for shrinking one counterexample; about twenty-five trials. */
const shrinkCalls = 150;

/** A property's share by its weight, and one trial at least. */
export function shareOf(
  property: Property,
  all: readonly Property[],
  calls: number,
): Pick<PropertyBudget, 'searchCalls' | 'shrinkCalls'> {
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  const share = Math.floor((calls * property.weight) / weights);
  return { searchCalls: calls === 0 ? 0 : Math.max(share, property.callsPerTrial), shrinkCalls };
}
