/**
 * Loaded before everything else: lets V8 wait longer before it compiles a function to optimised machine code.
 *
 * A run is short and wide: much code that runs a few hundred times. Optimising it takes a fifth of the whole processor
 * time of a default run, on threads that the target and the suites then lack, and is not paid back.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--interrupt-budget=600000');
