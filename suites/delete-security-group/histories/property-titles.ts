/** What there is to list and plan of the property over histories of groups; what it does is in properties.ts, which takes long to load. */
import type { PropertyTitle } from '../../../harness/engine/properties/property-definition.ts';

/** Of all histories. */
export const historyTitle: PropertyTitle = {
  id: 'group-history/any-history',
  kind: 'history',
  title:
    'leaves the groups and rules that the requests say, whatever is authorised, modified, revoked, deleted and created',
  requirement: 'group-history/any-history',
  needs: ['nondefault-vpc', 'source-groups', 'rule-ids', 'rules-listed', 'descriptions'],
};
