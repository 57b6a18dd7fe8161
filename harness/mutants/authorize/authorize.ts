/** Faults of an authorise. */
import type { Fault } from '../fault.ts';
import { authorizeBesideFaults } from './authorize-beside.ts';
import { authorizeDescriptionFaults } from './authorize-descriptions.ts';
import { authorizeDuplicateFaults } from './authorize-duplicates.ts';
import { authorizeElsewhereFaults } from './authorize-elsewhere.ts';
import { authorizeErrorFaults } from './authorize-errors.ts';
import { authorizeValueErrorFaults } from './authorize-errors-values.ts';
import { authorizeRequestFaults } from './authorize-request.ts';
import { authorizeResponseFaults } from './authorize-response.ts';
import { authorizeRuleFaults } from './authorize-rules.ts';
import { authorizeSeveralFaults } from './authorize-several.ts';
import { authorizeSourceFaults } from './authorize-sources.ts';
import { authorizeTagFaults } from './authorize-tags.ts';

/** Faults of an authorise. */
export const authorizeFaults: readonly Fault[] = [
  ...authorizeRuleFaults,
  ...authorizeSourceFaults,
  ...authorizeBesideFaults,
  ...authorizeRequestFaults,
  ...authorizeDuplicateFaults,
  ...authorizeDescriptionFaults,
  ...authorizeTagFaults,
  ...authorizeErrorFaults,
  ...authorizeValueErrorFaults,
  ...authorizeResponseFaults,
  ...authorizeSeveralFaults,
  ...authorizeElsewhereFaults,
];
