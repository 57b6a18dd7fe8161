/** All client mutants. */
import { decodingFaults } from './client-decoding.ts';
import { clientDocumentFaults } from './client-documents.ts';
import { clientEncodingFaults } from './client-encoding.ts';
import { encodingCellFaults } from './client-encoding-cells.ts';
import { clientEncodingTextFaults } from './client-encoding-text.ts';
import { errorFaults } from './client-errors.ts';
import { failureCellFaults } from './client-failure-cells.ts';
import type { ClientFault } from './client-fault.ts';
import { readingCellFaults } from './client-reading-cells.ts';
import { retryFaults } from './client-retries.ts';
import { clientSigningFaults } from './client-signing.ts';
import { widespreadFaults } from './client-widespread.ts';

/** The catalogue of client faults. */
export const clientFaults: readonly ClientFault[] = [
  ...clientEncodingFaults,
  ...clientEncodingTextFaults,
  ...encodingCellFaults,
  ...clientSigningFaults,
  ...decodingFaults,
  ...clientDocumentFaults,
  ...readingCellFaults,
  ...errorFaults,
  ...retryFaults,
  ...failureCellFaults,
  ...widespreadFaults,
];
