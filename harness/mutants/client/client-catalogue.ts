/** All client mutants. */
import { decodingFaults } from './client-decoding.ts';
import { documentFaults } from './client-documents.ts';
import { encodingFaults } from './client-encoding.ts';
import { encodingCellFaults } from './client-encoding-cells.ts';
import { encodingTextFaults } from './client-encoding-text.ts';
import { errorFaults } from './client-errors.ts';
import { failureCellFaults } from './client-failure-cells.ts';
import type { ClientFault } from './client-fault.ts';
import { readingCellFaults } from './client-reading-cells.ts';
import { retryFaults } from './client-retries.ts';
import { signingFaults } from './client-signing.ts';

/** The catalogue of client faults. */
export const clientFaults: readonly ClientFault[] = [
  ...encodingFaults,
  ...encodingTextFaults,
  ...encodingCellFaults,
  ...signingFaults,
  ...decodingFaults,
  ...documentFaults,
  ...readingCellFaults,
  ...errorFaults,
  ...retryFaults,
  ...failureCellFaults,
];
