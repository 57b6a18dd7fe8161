/** Faults of CreateSecurityGroup. */
import type { Fault } from '../fault.ts';
import { generalFaults } from '../groups/general.ts';
import { isOwn } from './create-changes.ts';
import { descriptionFaults } from './create-descriptions.ts';
import { effectFaults } from './create-effects.ts';
import { nameFaults } from './create-names.ts';
import { refusedFaults } from './create-refused.ts';
import { requestFaults } from './create-requests.ts';
import { responseFaults } from './create-response.ts';
import { tagFaults } from './create-tags.ts';

/** Faults of CreateSecurityGroup. */
export const faults: readonly Fault[] = [
  ...effectFaults,
  ...responseFaults,
  ...nameFaults,
  ...descriptionFaults,
  ...tagFaults,
  ...refusedFaults,
  ...requestFaults,
  ...generalFaults({ action: 'CreateSecurityGroup', prefix: 'create', isOwn }),
];
