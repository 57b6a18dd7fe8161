/** Slice 2 of 4 of the faults; see faults.test.ts. */
import { proveFaults } from '../test-support/fault-proofs.ts';

proveFaults({ index: 1, count: 4 });
