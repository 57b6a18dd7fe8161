/** Ways in which a server can be wrong about DeleteSecurityGroup. */
import type { Fault } from '../fault.ts';
import { generalFaults } from '../groups/general.ts';
import { groupHistoryFaults } from '../histories/group-histories.ts';
import { action } from './delete-changes.ts';
import { effectFaults } from './delete-effects.ts';
import { namedFaults } from './delete-names.ts';
import { referredFaults } from './delete-referred.ts';
import { refusedFaults } from './delete-refused.ts';
import { requestFaults } from './delete-requests.ts';

/** All faults of DeleteSecurityGroup. */
export const faults: readonly Fault[] = [
  ...groupHistoryFaults,
  ...effectFaults,
  ...namedFaults,
  ...refusedFaults,
  ...referredFaults,
  ...requestFaults,
  ...generalFaults({ action, prefix: 'delete' }),
];
