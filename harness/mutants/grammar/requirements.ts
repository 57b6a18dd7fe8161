/** Which requirements a mutant of the grammar has to fail, by rule. */
import type { Value, Verb } from './cells.ts';

/** Of all values together: what a combination breaks that neither value breaks by itself. */
const combined: Readonly<Record<Verb, string>> = {
  refuses: 'exact-match/any-way',
  keeps: 'exact-match/any-way',
  'removes-more': 'exact-match/any-way',
  'ignores-dry-run': 'dry-run/any-way',
  'accepts-mismatch': 'exact-match/any-way-refused',
};

interface Own {
  /** Where a rule is not removed, or another one with it. */
  readonly removal: readonly string[];
  readonly dryRun?: readonly string[];
  readonly mismatch?: readonly string[];
}

/** Requirements about one value. A pattern ends with `*`. */
const own: Readonly<Record<Value, Own>> = {
  'form=permission': {
    removal: ['exact-match/matching-rule', 'exact-match/one-range-of-several'],
    dryRun: ['dry-run/changes-nothing', 'dry-run/permitted'],
    mismatch: ['exact-match/mismatch-refused'],
  },
  'form=rule-id': {
    removal: ['encoding/rule-ids', 'exact-match/rule-id*', 'state/by-id-and-by-properties'],
    dryRun: ['dry-run/by-rule-id'],
  },
  'form=flat': {
    removal: ['encoding/flat-fields', 'exact-match/flat-parameters*'],
    dryRun: ['dry-run/flat'],
    mismatch: ['exact-match/flat-parameters-exact'],
  },
  'kind=ipv4': {
    removal: ['exact-match/matching-rule', 'exact-match/one-range-of-several', 'exact-match/ipv4-*'],
    dryRun: ['dry-run/changes-nothing', 'dry-run/permitted'],
    mismatch: ['exact-match/mismatch-refused', 'exact-match/ipv4-*'],
  },
  'kind=ipv6': {
    removal: ['encoding/ipv6-ranges', 'exact-match/ipv6-*', 'exact-match/one-ipv6-range-of-several'],
    dryRun: ['dry-run/any-source'],
    mismatch: ['exact-match/ipv6-*', 'exact-match/source-family'],
  },
  'kind=group': {
    removal: ['encoding/groups', 'exact-match/group-source*', 'exact-match/one-source-of-several'],
    dryRun: ['dry-run/any-source'],
    mismatch: ['exact-match/group-source*', 'exact-match/source-kind'],
  },
  'kind=self': {
    removal: ['exact-match/self-source', 'exact-match/group-source*', 'exact-match/one-source-of-several'],
    mismatch: ['exact-match/self-source', 'exact-match/group-source*'],
  },
  'kind=prefix-list': {
    removal: ['encoding/prefix-list-ids', 'exact-match/prefix-list*', 'exact-match/one-source-of-several'],
    dryRun: ['dry-run/any-source'],
    mismatch: ['exact-match/prefix-list*', 'exact-match/source-kind'],
  },
  'protocol=tcp': {
    removal: ['exact-match/matching-rule', 'exact-match/one-range-of-several'],
    dryRun: ['dry-run/changes-nothing', 'dry-run/permitted'],
    mismatch: ['exact-match/mismatch-refused', 'exact-match/from-port', 'exact-match/to-port'],
  },
  'protocol=udp': { removal: ['exact-match/matching-rule'], mismatch: ['exact-match/protocol'] },
  'protocol=icmp': {
    removal: ['exact-match/icmp-*'],
    dryRun: ['dry-run/any-source'],
    mismatch: ['exact-match/icmp-*'],
  },
  'protocol=icmpv6': { removal: ['exact-match/icmpv6'], mismatch: ['exact-match/icmpv6'] },
  'protocol=number': {
    removal: ['exact-match/numeric-protocol'],
    mismatch: ['exact-match/numeric-protocol', 'exact-match/protocol'],
  },
  'protocol=all': {
    removal: ['exact-match/all-traffic-*'],
    mismatch: ['exact-match/all-traffic-*', 'exact-match/protocol'],
  },
  'identity=session': { removal: ['signing/session*'], dryRun: ['dry-run/session'] },
  'carriage=post': {
    removal: ['exact-match/matching-rule', 'exact-match/one-range-of-several'],
    dryRun: ['dry-run/changes-nothing', 'dry-run/permitted'],
    mismatch: ['exact-match/mismatch-refused'],
  },
  'carriage=get': { removal: ['encoding/get-query', 'signing/get'], dryRun: ['dry-run/get'] },
  'carriage=presigned': { removal: ['signing/presigned'], dryRun: ['dry-run/presigned'] },
  'position=alone': {
    removal: ['exact-match/matching-rule', 'exact-match/one-range-of-several'],
    dryRun: ['dry-run/changes-nothing', 'dry-run/permitted'],
    mismatch: ['exact-match/mismatch-refused'],
  },
  'position=first': several(),
  'position=last': several(),
  'position=beside': {
    removal: ['exact-match/per-source*', 'encoding/list-of-two'],
    mismatch: ['exact-match/per-source-all-or-nothing'],
  },
  'setUp=usual': { removal: ['exact-match/matching-rule', 'exact-match/one-*-of-several'] },
  'setUp=shared-permission': { removal: ['state/authorised-together'] },
  'setUp=own-call': { removal: ['state/authorised-apart', 'exact-match/matching-rule'] },
  'setUp=tagged': { removal: ['state/tagged-rule'] },
  'setUp=modified': { removal: ['state/modified-rule'] },
  'setUp=authorised-again': { removal: ['state/authorise-again', 'state/any-history'] },
  'before=dry-run': {
    removal: ['state/*', 'dry-run/leaves-no-trace'],
    dryRun: ['state/*', 'dry-run/*'],
    mismatch: ['state/*'],
  },
  'before=refusal': { removal: ['state/*'], dryRun: ['state/*', 'dry-run/*'], mismatch: ['state/*'] },
  'before=revoke': { removal: ['state/*'], dryRun: ['state/*', 'dry-run/*'], mismatch: ['state/*'] },
};

function several(): Own {
  return {
    removal: [
      'exact-match/several-permissions',
      'encoding/permission-list',
      'exact-match/rule-ids-several',
      'encoding/list-of-two',
    ],
    dryRun: ['dry-run/several-permissions'],
    mismatch: ['exact-match/all-or-nothing'],
  };
}

/**
 * That of the combination first, then those of either value; a mismatch that succeeds and removes nothing is not
 * refused.
 */
export function requirementsOfPair(verb: Verb, cell: readonly Value[]): readonly string[] {
  const part = verb === 'ignores-dry-run' ? 'dryRun' : verb === 'accepts-mismatch' ? 'mismatch' : 'removal';
  const refused = verb === 'accepts-mismatch' ? ['exact-match/mismatch-refused'] : [];
  return [...new Set([combined[verb], ...refused, ...cell.flatMap((value) => own[value]?.[part] ?? [])])];
}

/** Whether a requirement is one of these; `state/*` are all of its topic. */
export function isAmong(requirements: readonly string[], id: string): boolean {
  return requirements.some((one) => {
    const [start = '', end = ''] = one.split('*');
    return one.includes('*') ? id.startsWith(start) && id.endsWith(end) : id === one;
  });
}
