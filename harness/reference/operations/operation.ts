/** An action of the API. */

import type { Call } from '../call.ts';
import type { Elements } from '../responses/content.ts';

/** Runs after all checks; answers the elements of its success without requestId, or throws a Refusal. */
export type Operation = (call: Call) => Elements;
