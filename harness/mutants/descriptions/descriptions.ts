/** Faults of the updates of descriptions, of whichever direction. */
import type { Fault } from '../fault.ts';
import { descriptionAfterwardsFaults } from './descriptions-afterwards.ts';
import { descriptionErrorFaults } from './descriptions-errors.ts';
import { descriptionRequestFaults, descriptionResponseFaults } from './descriptions-requests.ts';
import { descriptionRuleFaults } from './descriptions-rules.ts';
import { descriptionTextFaults } from './descriptions-texts.ts';

/** Faults of the updates of descriptions, of whichever direction. */
export const descriptionFaults: readonly Fault[] = [
  ...descriptionRuleFaults,
  ...descriptionTextFaults,
  ...descriptionAfterwardsFaults,
  ...descriptionRequestFaults,
  ...descriptionErrorFaults,
  ...descriptionResponseFaults,
];
