/** Faults of DescribeSecurityGroups. */
import { structs } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { groupFilterValueFaults } from './filter-values.ts';
import { groupFilterFaults } from './filters.ts';
import { generalFaults } from './general.ts';
import { describedGroupFaults } from './groups-described.ts';
import { listedGroupFaults } from './groups-listed.ts';
import { groupPageFaults } from './pages.ts';
import { permissionListFaults } from './permission-lists.ts';
import { permissionFaults } from './permissions.ts';

/** Faults of DescribeSecurityGroups. */
export const describeGroupsFaults: readonly Fault[] = [
  ...groupFilterFaults,
  ...groupFilterValueFaults,
  ...groupPageFaults,
  ...listedGroupFaults,
  ...describedGroupFaults,
  ...permissionFaults,
  ...permissionListFaults,
  ...generalFaults({
    action: 'DescribeSecurityGroups',
    prefix: 'groups',
    // Set-up reads groups by their ids.
    isOwn: ({ input }) => structs(input, 'Filter').length > 0,
  }),
];
