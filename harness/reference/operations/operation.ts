/** An action of the API. */

import type { ReferenceCall } from '../call.ts';
import type { Elements } from '../responses/content.ts';

/** Runs after all checks; returns the elements of its success without requestId, or throws a Refusal. */
export type ReferenceOperation = (call: ReferenceCall) => Elements;
