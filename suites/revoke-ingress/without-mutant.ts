/**
 * Requirements on RevokeSecurityGroupIngress that no fault breaks, each with the reason. A test proves that the list is
 * complete, and that no fault breaks a listed one.
 */
export const withoutFault: Readonly<Record<string, string>> = {
  'encoding/group-id': isReadBy('exact-match/group'),
  'encoding/permission-fields': isReadBy('exact-match/from-port, to-port and protocol'),
  'encoding/ip-ranges': isReadBy('exact-match/ipv4-address'),
  'encoding/prefix-list-ids': isReadBy('exact-match/prefix-list'),
  'encoding/groups': isReadBy('exact-match/group-source'),
  'encoding/groups-user-id': isReadBy('exact-match/group-source-user-id'),
  'encoding/range-description': isReadBy('exact-match/description-equal'),
  'encoding/integer-zero': isReadBy('exact-match/port-edges and icmp-code'),
  'encoding/integer-minus-one': isReadBy('exact-match/icmp-all-types and icmp-all-codes'),
  'signing/get': 'A server that takes no signed GET reads no GET: encoding/get-query fails, on which it rests.',
  'signing/post-query': 'No fault has been written yet for a signature over the query of a POST that is not accepted.',
  'signing/any-tampering': generated('signing'),
  'errors/any-bad-request': generated('errors'),
  'state/any-history-default-vpc': generated('state and exact-match'),
};

/** A member under another name makes the server miss the rule, which is what the other requirement says. */
export function isReadBy(other: string): string {
  return `A server that misreads the member misses the rule: ${other} fails, on which this rests.`;
}

function generated(where: string): string {
  return `Judged by generated requests alone, whose counterexamples are reported under the requirement that they break, in ${where}.`;
}
