/** A property in the list of cases. */
import type { Case } from '../../cases/case.ts';
import type { PropertyTitle } from './property.ts';

/** A property in the form of a case, for lists and plans: it has no request of its own to show. */
export function propertyAsCase({ id, title, requirement, needs, vpc }: PropertyTitle): Case {
  const place = vpc === undefined ? {} : { vpc };
  return { id, title, requirements: [requirement], needs: needs ?? [], ...place, given: {}, send: {}, expect: [] };
}
