import type { SweepSuite } from '../../harness/model-sweep/sweep-subject.ts';
import { sweepChecks } from './checks.ts';
import { register } from './requirements.ts';

/** What the service model alone can judge of every action. */
export const suite: SweepSuite = {
  name: 'every-operation',
  requirements: register.requirements,
  checks: sweepChecks,
  nothingCreated: 'side-effects/nothing-created',
};
