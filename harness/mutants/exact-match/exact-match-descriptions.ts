/** Faults in what a description in a request, or none, means. */
import type { Fault } from '../fault.ts';
import { alsoMatching, fields, neverMatching, refusing, sourceValues } from '../revoke-changes.ts';
import { sameKind } from '../rule-likeness.ts';

const sourceLists = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'] as const;

/** Faults in what a description in a request, or none, means. */
export const matchDescriptionFaults: readonly Fault[] = [
  {
    id: 'description-needed',
    breaks: 'exact-match/description-absent',
    means: 'finds a rule that has a description only when the request gives it',
    apply: fields({ description: (wanted, rule) => wanted.description === rule.description }),
  },
  {
    id: 'description-refused',
    breaks: 'exact-match/description-equal',
    means: 'refuses every request that gives a description',
    apply: refusing((call) => sourceLists.some((list) => sourceValues(call, list, 'Description').length > 0)),
  },
  {
    id: 'description-suffices',
    breaks: 'exact-match/description-equal',
    means: 'takes a rule of the description given for a match, whatever its ports and range',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.description !== undefined && wanted.description === rule.description && sameKind(wanted, rule),
    ),
  },
  {
    id: 'description-ignored',
    breaks: 'exact-match/description-different',
    means: 'does not look at the description of a request',
    apply: fields({ description: () => true }),
  },
  {
    id: 'description-compared-by-beginning',
    breaks: 'exact-match/description-different',
    means: 'matches a description by its beginning',
    apply: fields({
      description: (wanted, rule) =>
        wanted.description === undefined || (rule.description ?? '').startsWith(wanted.description),
    }),
  },
  {
    id: 'description-compared-without-case',
    breaks: 'exact-match/description-different',
    means: 'compares descriptions without regard to upper and lower case',
    apply: fields({
      description: (wanted, rule) =>
        wanted.description === undefined || wanted.description.toLowerCase() === rule.description?.toLowerCase(),
    }),
  },
  {
    id: 'description-of-group-ignored',
    breaks: 'exact-match/description-different',
    means: 'does not look at the description of a source group',
    apply: fields({
      description: (wanted, rule) =>
        wanted.source.kind === 'group' || wanted.description === undefined || wanted.description === rule.description,
    }),
  },
  {
    id: 'described-ipv6-lost',
    breaks: 'exact-match/description-absent',
    means: 'finds no IPv6 rule that has a description, unless the request gives it',
    apply: neverMatching(
      (wanted, rule) =>
        wanted.source.kind === 'ipv6' && wanted.description === undefined && rule.description !== undefined,
    ),
  },
];
