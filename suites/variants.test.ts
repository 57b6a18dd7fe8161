/** The reference conforms, and every variant of it; see faults.test.ts. */
import { proveVariants } from './fault-proofs.ts';

proveVariants();
