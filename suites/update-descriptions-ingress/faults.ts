import type { Fault } from '../../harness/mutants/fault.ts';

export const faults: readonly Fault[] = [];
