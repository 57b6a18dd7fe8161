/** Faults in comparing address ranges, the same for both families. */
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoMatching, fields, neverMatching } from '../revoke-changes.ts';
import { addressOf, isOfKind, prefixLengthOf, rangesOverlap, sameButSource } from '../rule-likeness.ts';

/** Faults in comparing address ranges, the same for both families. */
export const exactMatchRangeFaults: readonly Fault[] = (['ipv4', 'ipv6'] as const).flatMap(
  (family): readonly Fault[] => {
    const name = family === 'ipv4' ? 'IPv4' : 'IPv6';
    const longest = family === 'ipv4' ? 32 : 128;
    return [
      {
        id: `${family}-address-ignored`,
        breaks: `exact-match/${family}-address`,
        means: `compares nothing but the prefix lengths of ${name} ranges`,
        apply: comparedBy(family, (wanted, rule) => prefixLengthOf(wanted) === prefixLengthOf(rule)),
      },
      {
        id: `${family}-prefix-length-ignored`,
        breaks: `exact-match/${family}-prefix-length`,
        means: `compares nothing but the addresses of ${name} ranges`,
        apply: comparedBy(family, (wanted, rule) => addressOf(wanted) === addressOf(rule)),
      },
      {
        id: `${family}-inner-range-matches`,
        breaks: `exact-match/${family}-overlap`,
        means: `takes a ${name} range that lies inside that of a rule, and begins elsewhere, for it`,
        apply: alsoMatching(
          (wanted, rule) =>
            isOfKind(wanted, family) &&
            sameButSource(wanted, rule) &&
            rangesOverlap(wanted, rule) &&
            prefixLengthOf(wanted) > prefixLengthOf(rule) &&
            addressOf(wanted) !== addressOf(rule),
        ),
      },
      {
        id: `${family}-outer-range-matches`,
        breaks: `exact-match/${family}-overlap`,
        means: `removes rules whose ${name} range lies inside that of the request, and begins elsewhere`,
        apply: alsoMatching(
          (wanted, rule) =>
            isOfKind(wanted, family) &&
            sameButSource(wanted, rule) &&
            rangesOverlap(wanted, rule) &&
            prefixLengthOf(wanted) < prefixLengthOf(rule) &&
            addressOf(wanted) !== addressOf(rule),
        ),
      },
      {
        id: `${family}-host-not-found`,
        breaks: `exact-match/${family}-edges`,
        means: `finds no rule of the range of a single ${name} address`,
        apply: neverMatching((wanted) => isOfKind(wanted, family) && prefixLengthOf(wanted) === longest),
      },
      {
        id: `${family}-any-not-found`,
        breaks: `exact-match/${family}-edges`,
        means: `finds no TCP or UDP rule of the range of all ${name} addresses`,
        apply: neverMatching(
          (wanted) => isOfKind(wanted, family) && prefixLengthOf(wanted) === 0 && wanted.protocol !== '-1',
        ),
      },
    ];
  },
);

/** Ranges of this family count as equal when this says so. */
function comparedBy(family: 'ipv4' | 'ipv6', isEqual: (wanted: Rule, rule: Rule) => boolean): Apply {
  return fields({
    [family]: (wanted: Rule, rule: Rule) =>
      !isOfKind(wanted, family) || !isOfKind(rule, family) || isEqual(wanted, rule),
  });
}
