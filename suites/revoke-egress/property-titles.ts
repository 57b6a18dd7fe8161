/** What there is to list and plan of the property over histories of outbound rules; what it does is in properties.ts, which takes long to load. */
import type { PropertyTitle } from '../../harness/engine/properties/property-definition.ts';

/** Of the histories outside the default VPC. */
export const historyTitle: PropertyTitle = {
  id: 'egress-state/any-history',
  kind: 'history',
  title: 'keeps and removes the outbound rules that the requests say, in whatever order they come',
  requirement: 'egress-state/any-history',
  needs: ['nondefault-vpc', 'source-groups', 'egress'],
  place: { vpc: 'nondefault' },
};
