/**
 * Targets that differ from the reference and are as right: what no source settles, and what every reader of XML and
 * HTTP has to bear. All of them must stay green.
 */
import { choiceVariations } from './choice-variations.ts';
import { documentVariations } from './document-variations.ts';
import type { Variation } from './fault.ts';
import { messageVariations } from './message-variations.ts';

export const variations: readonly Variation[] = [...choiceVariations, ...documentVariations, ...messageVariations];
