/**
 * Targets that differ from the reference and are as right: what no source settles, and what every reader of XML and
 * HTTP has to bear. All of them must stay green.
 */

import type { Variant } from './fault.ts';
import { choiceVariations } from './variants/choice-variants.ts';
import { documentVariations } from './variants/document-variants.ts';
import { messageVariations } from './variants/message-variants.ts';

export const variants: readonly Variant[] = [...choiceVariations, ...documentVariations, ...messageVariations];
