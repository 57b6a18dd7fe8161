/** Mutants that read a request otherwise than EC2. */

import type { Fault } from '../fault.ts';
import { encodingCarriageFaults } from './encoding-carriage.ts';
import { encodingListFaults } from './encoding-lists.ts';
import { encodingNameFaults } from './encoding-names.ts';
import { encodingTextFaults } from './encoding-text.ts';

/** Servers that read a request otherwise than EC2. */
export const encodingFaults: readonly Fault[] = [
  ...encodingCarriageFaults,
  ...encodingNameFaults,
  ...encodingListFaults,
  ...encodingTextFaults,
];
