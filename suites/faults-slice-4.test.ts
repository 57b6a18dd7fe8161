/** Slice 4 of 4 of the faults; see faults.test.ts. */
import { proveFaults } from '../test-support/fault-proofs.ts';

proveFaults({ index: 3, count: 4 });
