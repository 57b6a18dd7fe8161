/** Ways in which a server can be wrong about DeleteSecurityGroup. */
import type { Fault } from '../fault.ts';
import { generalFaults } from '../groups/general.ts';
import { groupHistoryFaults } from '../histories/group-histories.ts';
import { action } from './delete-changes.ts';
import { deleteEffectFaults } from './delete-effects.ts';
import { namedFaults } from './delete-names.ts';
import { referenceFaults } from './delete-references.ts';
import { referredFaults } from './delete-referred.ts';
import { deleteRefusedFaults } from './delete-refused.ts';
import { deleteRequestFaults } from './delete-requests.ts';

/** All faults of DeleteSecurityGroup. */
export const deleteGroupFaults: readonly Fault[] = [
  ...groupHistoryFaults,
  ...deleteEffectFaults,
  ...namedFaults,
  ...deleteRefusedFaults,
  ...referredFaults,
  ...referenceFaults,
  ...deleteRequestFaults,
  ...generalFaults({ action, prefix: 'delete' }),
];
