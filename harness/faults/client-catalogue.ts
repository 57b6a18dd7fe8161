/** All client mutants. */
import { decodingFaults } from './client-decoding.ts';
import { encodingFaults } from './client-encoding.ts';
import { errorFaults } from './client-errors.ts';
import type { ClientFault } from './client-fault.ts';
import { retryFaults } from './client-retries.ts';
import { signingFaults } from './client-signing.ts';

export const clientFaults: readonly ClientFault[] = [
  ...encodingFaults,
  ...signingFaults,
  ...decodingFaults,
  ...errorFaults,
  ...retryFaults,
];
