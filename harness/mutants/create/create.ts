/** Faults of CreateSecurityGroup. */
import type { Fault } from '../fault.ts';
import { generalFaults } from '../groups/general.ts';
import { createAgainFaults } from './create-again.ts';
import { isCreationByCase } from './create-changes.ts';
import { createDescriptionFaults } from './create-descriptions.ts';
import { createEffectFaults } from './create-effects.ts';
import { nameFaults } from './create-names.ts';
import { createRefusedFaults } from './create-refused.ts';
import { createRequestFaults } from './create-requests.ts';
import { createResponseFaults } from './create-response.ts';
import { tagFaults } from './create-tags.ts';

/** Faults of CreateSecurityGroup. */
export const createGroupFaults: readonly Fault[] = [
  ...createEffectFaults,
  ...createResponseFaults,
  ...nameFaults,
  ...createDescriptionFaults,
  ...tagFaults,
  ...createRefusedFaults,
  ...createRequestFaults,
  ...generalFaults({ action: 'CreateSecurityGroup', prefix: 'create', isOwn: isCreationByCase }),
  ...createAgainFaults,
];
