/** Slice 3 of 4 of the faults; see faults.test.ts. */
import { proveFaults } from '../test-support/fault-proofs.ts';

proveFaults({ index: 2, count: 4 });
