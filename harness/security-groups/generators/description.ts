/** Descriptions of rules, over the characters that EC2 allows. Source: API reference, IpRange. */
import fc from 'fast-check';
import { biasedTo, type ValuePools } from './value-pools.ts';

/** What breaks encoders and readers: `+`, `&`, `=`, `;`, `#` and the space in forms and queries, `&` in XML. */
const delicate = [...' +&=;#'];
const signs = [...'._-:/(),@[]{}!$*'];
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** The longest description that EC2 takes. Source: API reference, IpRange. */
const longest = 255;

const pool = ['office', 'Office', 'a+b', 'a b', 'a&b=c', '1+1=2 (really)', 'x'.repeat(longest)];

/** Text in braces that would be filled in as a placeholder; see harness/cases/placeholders.ts. */
const placeholder = /\{[a-z][a-z0-9.:_-]*\}/i;

/**
 * A description of 1 to 255 characters.
 *
 * Neither begins nor ends with a space, and has no two in a row: nothing says that EC2 keeps those. Nor empty: nothing
 * says whether an empty description is one. Nor anything that reads as a placeholder.
 */
export function description(pools: ValuePools): fc.Arbitrary<string> {
  return biasedTo(pools, pool, anyDescription());
}

function anyDescription(): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...letters) },
    { weight: 3, arbitrary: fc.constantFrom(...delicate) },
    { weight: 2, arbitrary: fc.constantFrom(...signs) },
  );
  return fc
    .string({ unit, minLength: 1, maxLength: longest, size: 'medium' })
    .map((text) => text.trim().replace(/ +/g, ' '))
    .filter((text) => text !== '' && !placeholder.test(text));
}
