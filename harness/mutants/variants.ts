/**
 * Conforming targets that differ from the reference: where no source settles it, or in what any reader of XML and HTTP
 * accepts. All of them must stay green. Those of the other operations are in family, groups and every-operation.
 */

import type { Variant } from './fault.ts';
import { choiceVariants } from './variants/choice-variants.ts';
import { documentVariants } from './variants/document-variants.ts';
import { messageVariants } from './variants/message-variants.ts';

/** The variants of RevokeSecurityGroupIngress, most of which other operations use too. */
export const revokeVariants: readonly Variant[] = [...choiceVariants, ...documentVariants, ...messageVariants];
