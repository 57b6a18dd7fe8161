/** The reference conforms, and every variant of it; see faults.test.ts. */
import { proveVariants } from '../test-support/fault-proofs.ts';

proveVariants();
