/** The faults of the embedded target that a sweep over every action is proved with. */
import type { SweepFault } from './changes.ts';
import { sweepDocumentFaults } from './documents.ts';
import { sweepDryRunFaults } from './dry-run.ts';
import { refusalFaults } from './refusals.ts';

/** Their ids begin alike: `serve --fault` takes those of all operations by one name. */
export const sweepFaults: readonly SweepFault[] = [...sweepDryRunFaults, ...sweepDocumentFaults, ...refusalFaults].map(
  (fault) => ({
    ...fault,
    id: `sweep-${fault.id}`,
  }),
);
