/** Slice 1 of 4 of the faults; see faults.test.ts. */
import { proveFaults } from '../test-support/fault-proofs.ts';

proveFaults({ index: 0, count: 4 });
