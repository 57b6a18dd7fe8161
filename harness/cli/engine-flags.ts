/**
 * Loaded before everything else: sets V8 up for a run, which is short and wide, and of which much is garbage.
 *
 * Most code runs a few hundred times: compiling it to optimised machine code takes a fifth of the processor time of a
 * default run, on threads that the target and the suites then lack, and is not paid back. And V8 would rather take more
 * memory than look for garbage: left alone it takes a tenth more, and a fifth more in a long run.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--interrupt-budget=600000');
// In megabytes; counts for threads that are started later, such as that of the suites.
setFlagsFromString('--max-semi-space-size=8');
setFlagsFromString('--heap-growing-percent=100');
