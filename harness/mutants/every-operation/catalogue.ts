/** Every fault and every variant of the embedded target that a sweep is proved with. */
import type { SweepFault } from './changes.ts';
import { documentFaults } from './documents.ts';
import { dryRunFaults } from './dry-run.ts';
import { refusalFaults } from './refusals.ts';

export const sweepFaults: readonly SweepFault[] = [...dryRunFaults, ...documentFaults, ...refusalFaults];
