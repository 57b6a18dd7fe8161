/** Shares calls out among properties. */
import type { Property, PropertyBudget } from './property.ts';

/** Calls for making one counterexample smaller; about ten plays. */
const shrinkCalls = 60;

/** A property's share by its weight. What making counterexamples smaller costs comes on top, as there is a fault to show. */
export function shareOf(
  property: Property,
  all: readonly Property[],
  calls: number,
): Pick<PropertyBudget, 'searchCalls' | 'shrinkCalls'> {
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  return { searchCalls: Math.floor((calls * property.weight) / weights), shrinkCalls };
}
