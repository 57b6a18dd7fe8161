/** Mutants that do not know who asks, or do not know those whom they should. */
import type { Fault } from '../fault.ts';
import { signingForeignFaults } from './signing-foreign.ts';
import { signingOverlookedFaults } from './signing-overlooked.ts';
import { signingRefusedFaults } from './signing-refused.ts';

export const signingFaults: readonly Fault[] = [
  ...signingOverlookedFaults,
  ...signingForeignFaults,
  ...signingRefusedFaults,
];
