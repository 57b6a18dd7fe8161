/** All client mutants. */
import { decodingFaults } from './client-decoding.ts';
import { documentFaults } from './client-documents.ts';
import { encodingFaults } from './client-encoding.ts';
import { encodingTextFaults } from './client-encoding-text.ts';
import { errorFaults } from './client-errors.ts';
import type { ClientFault } from './client-fault.ts';
import { retryFaults } from './client-retries.ts';
import { signingFaults } from './client-signing.ts';

export const clientFaults: readonly ClientFault[] = [
  ...encodingFaults,
  ...encodingTextFaults,
  ...signingFaults,
  ...decodingFaults,
  ...documentFaults,
  ...errorFaults,
  ...retryFaults,
];
