/**
 * What holds of every operation, and so of this one: how a request is encoded and signed, what a dry run is, what an
 * answer looks like. The ids are those of RevokeSecurityGroupIngress, since they mean the same.
 */
import { topicOf } from '../../../harness/cases/case-text.ts';
import type { Requirement } from '../../../harness/register/requirement.ts';
import { type Reuse, reused } from '../../../harness/register/reuse.ts';
import { protocolOfResponses } from '../../requirements/documents.ts';
import { dryRun } from '../../requirements/dry-run.ts';
import { encoding } from '../../requirements/encoding.ts';
import { response } from '../../requirements/response.ts';
import { signing } from '../../requirements/signing/signing.ts';
import { dryRunParameter, model, responseElements } from './evidence.ts';

/** Requirements on inbound rules, by their slugs, that are called otherwise of outbound ones. */
const otherNames: Readonly<Record<string, string>> = {
  'exact-match/group-source': 'egress-match/destination-group',
  'exact-match/group-source-id': 'egress-match/destination-group-id',
  'exact-match/self-source': 'egress-match/destination-group',
  'exact-match/source-kind': 'egress-match/destination-kind',
  'exact-match/per-source': 'egress-match/per-destination',
  'exact-match/all-traffic-ports-omitted': 'egress-match/all-traffic',
};

/** Topics about inbound rules, each with the one about outbound rules. */
const outboundTopics: Readonly<Record<string, string>> = {
  'exact-match': 'egress-match',
  state: 'egress-state',
  errors: 'egress-errors',
};

/** The requirement on outbound rules that answers to one on inbound rules; undefined where there is none. */
export function counterpartAmong(own: readonly Requirement[]): (id: string) => string | undefined {
  const known = new Set(own.map(({ id }) => id));
  return (id) => {
    const topic = topicOf(id);
    const outbound = outboundTopics[topic];
    if (outbound === undefined) return without.includes(id) ? undefined : id;
    const other = otherNames[id] ?? outbound + id.slice(topic.length);
    return known.has(other) ? other : undefined;
  };
}

/** Parameters that this operation has not, sums over generated requests, and what is known of the other alone. */
const without: readonly string[] = [
  ...['group-name', 'flat-fields', 'source-group-name', 'source-group-owner'].map((slug) => `encoding/${slug}`),
  ...['flat', 'by-group-name', 'any-way'].map((slug) => `dry-run/${slug}`),
  ...['encoding/any-spelling', 'signing/any-tampering'],
  // That Action may be in the URL of a POST is stated in the specification of the other operation.
  ...['encoding/post-action-in-url', 'signing/post-query', 'signing/post-query-value'],
  // The first rule of a group and sixty more are above EC2's limit.
  'encoding/list-of-sixty',
  // Text that is not ASCII has a place in a request only as the name of a group.
  ...['encoding/non-ascii', 'encoding/utf8-broken'],
];

const how: Omit<Reuse, 'counterpart'> = {
  without,
  instead: {
    'answer-01': [protocolOfResponses],
    'answer-02': [model],
    'answer-03': [model],
    'answer-04': [],
    'answer-05': [],
    'answer-16': [protocolOfResponses],
    'protocol-12': [model],
    'dry-run-10': [dryRunParameter],
    'matching-02': [],
    'matching-27': [],
    'matching-28': [],
    'matching-30': [],
    'matching-40': [],
    'shapes-03': [],
  },
  documents: {
    'RevokeSecurityGroupIngress, parameter DryRun': [dryRunParameter],
    'RevokeSecurityGroupIngress, description': [],
    'RevokeSecurityGroupIngress, request parameters': [],
    'API_RevokeSecurityGroupIngress.html': [responseElements],
    'The specification, ': [],
  },
  // What a revoked item says of ports that a protocol has not, and that it has no empty description, was seen of inbound rules.
  levels: {
    'response/revoked-ports': 'SHOULD',
    'response/revoked-description': 'SHOULD',
  },
  statements: {
    'encoding/groups-not-user-id-group-pairs':
      'Destination groups travel as IpPermissions.N.Groups.M; UserIdGroupPairs names no destination',
    'encoding/ip-ranges': 'IpPermissions.N.IpRanges.M.CidrIp carries an IPv4 destination',
    'encoding/ipv6-ranges': 'IpPermissions.N.Ipv6Ranges.M.CidrIpv6 carries an IPv6 destination',
    'encoding/groups': 'IpPermissions.N.Groups.M.GroupId carries a destination group',
    'encoding/groups-user-id': 'IpPermissions.N.Groups.M.UserId may name the account of the destination group',
    'encoding/range-description': 'A destination of IpPermissions may carry the Description of its rule',
    'encoding/permission-list': 'Each permission of IpPermissions has its own protocol, ports and destinations',
    'encoding/empty-list-present':
      'A list of destinations that is sent without an element and without a value is refused, not read as left out',
    'dry-run/any-source': 'DryRun=true holds for rules of every kind of destination and of every protocol',
    'response/revoked-is-egress': 'A revoked item of an egress rule says isEgress true',
    'response/revoked-source':
      'A revoked item carries the destination of its rule in the member of that kind and in no other',
  },
};

/** `own`: requirements on this operation alone. */
export function egressGeneralRequirements(own: readonly Requirement[]): readonly Requirement[] {
  return reused([...encoding, ...signing, ...dryRun, ...response], { ...how, counterpart: counterpartAmong(own) });
}
