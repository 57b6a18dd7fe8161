/** Ways in which a server can differ and be right about an authorise. */
import type { Variant } from '../../harness/mutants/fault.ts';
import { variants as ofEveryOperation } from '../../harness/mutants/variants.ts';

/** Harmless where a rule is revoked; an authorise has to take every spelling of a range, and its tags have to be described. */
const notHarmless: ReadonlySet<string> = new Set(['canonical-ipv6-only', 'no-tag-sets']);

/** The variants that AuthorizeSecurityGroupIngress has to pass. */
export const variants: readonly Variant[] = ofEveryOperation.filter(({ id }) => !notHarmless.has(id));
