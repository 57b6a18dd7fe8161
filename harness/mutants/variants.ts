/**
 * Targets that differ from the reference and are as right: what no source settles, and what every reader of XML and
 * HTTP has to bear. All of them must stay green.
 */
import { choiceVariations } from './variants/choice-variants.ts';
import { documentVariations } from './variants/document-variants.ts';
import type { Variation } from './fault.ts';
import { messageVariations } from './variants/message-variants.ts';

export const variations: readonly Variation[] = [...choiceVariations, ...documentVariations, ...messageVariations];
