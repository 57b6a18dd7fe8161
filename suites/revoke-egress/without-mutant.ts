import { isReadBy } from '../revoke-ingress/without-mutant.ts';

/** Requirements on RevokeSecurityGroupEgress that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'encoding/group-id': isReadBy('egress-match/group'),
  'encoding/permission-fields': isReadBy('egress-match/from-port, to-port and protocol'),
  'encoding/ip-ranges': isReadBy('egress-match/ipv4-address'),
  'encoding/prefix-list-ids': isReadBy('egress-match/prefix-list'),
  'encoding/groups': isReadBy('egress-match/destination-group'),
  'encoding/groups-user-id': isReadBy('egress-match/destination-group'),
  'encoding/range-description': isReadBy('egress-match/description-equal'),
  'encoding/integer-zero': isReadBy('egress-match/icmp'),
  'encoding/integer-minus-one': isReadBy('egress-match/icmp-code'),
  'signing/get': 'A server that takes no signed GET reads no GET: encoding/get-query fails, on which it rests.',
  'egress-match/rule-id':
    'A server that removes nothing by an id misreads it: encoding/rule-ids fails, on which it rests.',
};
