/** Mutants that accept unknown identities, or refuse known ones. */
import type { Fault } from '../fault.ts';
import { signingForeignFaults } from './signing-foreign.ts';
import { signingOverlookedFaults } from './signing-overlooked.ts';
import { signingRefusedFaults } from './signing-refused.ts';

/** Servers that accept unknown identities, or refuse known ones. */
export const signingFaults: readonly Fault[] = [
  ...signingOverlookedFaults,
  ...signingForeignFaults,
  ...signingRefusedFaults,
];
