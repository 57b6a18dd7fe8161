/** Fixes what fast-check generates, so that the same mutants live and die in every run; and generates little, for speed. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_161_115, numRuns: 25 });
