/** What there is to list and plan of the property over histories; what it does is in properties.ts, which takes long to load. */
import type { PropertyTitle } from '../../../harness/engine/properties/property-definition.ts';

/** Of all histories. */
export const historyTitle: PropertyTitle = {
  id: 'rule-history/any-history',
  kind: 'history',
  title: 'leaves what the requests say, whatever is authorised, modified, described and revoked',
  requirement: 'rule-history/any-history',
  needs: ['nondefault-vpc', 'rule-ids', 'rules-listed', 'descriptions'],
};
