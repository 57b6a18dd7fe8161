/**
 * Targets that differ from the reference and are as right: what no source settles, and what every reader of XML and
 * HTTP has to bear. All of them must stay green.
 */

import type { Variant } from './fault.ts';
import { choiceVariants } from './variants/choice-variants.ts';
import { documentVariants } from './variants/document-variants.ts';
import { messageVariants } from './variants/message-variants.ts';

/** The catalogue of variants. */
export const revokeVariants: readonly Variant[] = [...choiceVariants, ...documentVariants, ...messageVariants];
