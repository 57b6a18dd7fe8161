/** Targets that differ from the reference in the operations on security-group rules and are as right: all must stay green. */
import type { Variant } from '../fault.ts';
import { groupVariants } from '../groups/variants.ts';
import { documentVariants } from '../variants/document-variants.ts';
import { messageVariants } from '../variants/message-variants.ts';
import { revokeVariants } from '../variants.ts';
import { codeVariants } from './codes.ts';
import { readVariants } from './reads.ts';
import { requestVariants } from './requests.ts';
import { responseVariants } from './responses.ts';

const family = [...requestVariants, ...codeVariants, ...readVariants, ...responseVariants];

/** Of the variants of every operation, those that are wrong where rules and groups are what is described. */
const wrongInDescriptions: ReadonlySet<string> = new Set([...['source-groups-without-owner', 'no-tag-sets']]);

/** Those that are wrong where rules are added or modified: every spelling of a range and number of a protocol has to be taken. */
const wrongInValues: ReadonlySet<string> = new Set([
  ...['canonical-ipv6-only', 'ranges-without-host-bits-only', 'named-protocols-by-name-only'],
]);

/** Those that are wrong where rules are added: tags have to be described. */
const wrongInAuthorizes: ReadonlySet<string> = new Set(['no-tag-sets']);

/** Those that the suite of this operation is tried with: of every operation, and its own. */
export function variantsOf(action: string): readonly Variant[] {
  const own = family.filter(({ of }) => (of as readonly string[]).includes(action));
  if (/^(Describe|Create|Delete)/.test(action)) {
    const general = [...documentVariants, ...messageVariants].filter(({ id }) => !wrongInDescriptions.has(id));
    return [...groupVariants, ...own, ...general];
  }
  const isWrong = (id: string) =>
    (/^(Authorize|Modify)/.test(action) && wrongInValues.has(id)) ||
    (action.startsWith('Authorize') && wrongInAuthorizes.has(id));
  return [...revokeVariants.filter(({ id }) => !isWrong(id)), ...own];
}
