/** Faults in refusing values that no rule can have. */
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { hasPermission, overlooked, refusedAs, sourceValues } from '../revoke-changes.ts';

/** Faults in refusing values that no rule can have. */
export const valueErrorFaults: readonly Fault[] = [
  {
    id: 'malformed-cidr-not-found',
    breaks: 'errors/cidr-malformed',
    means: 'answers to a malformed range of a permission that there is no such rule',
    apply: refusedAs('InvalidPermission.NotFound', (_, call) => ipv4Texts(call).some((range) => isMalformed(range))),
  },
  {
    id: 'malformed-cidr-other-code',
    breaks: 'errors/cidr-malformed',
    means: 'refuses an address with a number above 255 with a code of its own',
    apply: refusedAs('InvalidCidr', (_, call) => ipv4Texts(call).some((range) => /\b[3-9][0-9]{2}\b/.test(range))),
  },
  {
    id: 'malformed-flat-cidr-not-found',
    breaks: 'errors/cidr-malformed-flat',
    means: 'answers to a malformed flat CidrIp that there is no such rule',
    apply: refusedAs('InvalidPermission.NotFound', (_, call) => isMalformed(text(call.input, 'CidrIp') ?? '0.0.0.0/0')),
  },
  {
    id: 'ipv6-in-cidr-ip-read',
    breaks: 'errors/ipv6-in-cidr-ip',
    means: 'reads an IPv6 range in CidrIp and answers that there is no such rule',
    apply: refusedAs('InvalidPermission.NotFound', (_, call) =>
      [...ipv4Texts(call), text(call.input, 'CidrIp') ?? ''].some((range) => range.includes(':')),
    ),
  },
  {
    id: 'malformed-ipv6-overlooked',
    breaks: 'errors/ipv6-malformed',
    means: 'responds with success to an IPv6 range with an impossible prefix length',
    apply: overlooked((call) =>
      sourceValues(call, 'Ipv6Ranges', 'CidrIpv6').some((range) => Number(range.split('/')[1]) > 128),
    ),
  },
  {
    id: 'ipv4-in-cidr-ipv6-overlooked',
    breaks: 'errors/ipv4-in-cidr-ipv6',
    means: 'responds with success to an IPv4 range in CidrIpv6',
    apply: overlooked((call) => sourceValues(call, 'Ipv6Ranges', 'CidrIpv6').some((range) => !range.includes(':'))),
  },
  {
    id: 'unknown-protocol-overlooked',
    breaks: 'errors/protocol-unknown',
    means: 'responds with success to a protocol that does not exist',
    apply: overlooked(
      hasPermission(({ IpProtocol }) => IpProtocol !== undefined && /^(all|no-such-protocol|any)$/i.test(IpProtocol)),
    ),
  },
  {
    id: 'missing-protocol-overlooked',
    breaks: 'errors/protocol-missing',
    means: 'responds with success to a permission without a protocol',
    apply: overlooked(hasPermission(({ IpProtocol }) => IpProtocol === undefined)),
  },
  {
    id: 'high-port-overlooked',
    breaks: 'errors/port-too-high',
    means: 'responds with success to a port above 65535',
    apply: overlooked(hasPermission(({ ToPort }) => Number(ToPort) > 65535)),
  },
  {
    id: 'negative-port-overlooked',
    breaks: 'errors/port-negative',
    means: 'responds with success to a TCP port below -1',
    apply: overlooked(hasPermission(({ FromPort }) => Number(FromPort) < -1)),
  },
  {
    id: 'malformed-user-id-not-found',
    breaks: 'errors/user-id-malformed',
    means: 'answers to a UserId that is no account that there is no such rule',
    apply: refusedAs('InvalidPermission.NotFound', (_, call) =>
      sourceValues(call, 'Groups', 'UserId').some((id) => !/^[0-9]{12}$/.test(id)),
    ),
  },
  {
    id: 'source-group-without-id-not-found',
    breaks: 'errors/source-group-without-id',
    means: 'answers to a source group without an id that there is no such rule',
    apply: refusedAs(
      'InvalidPermission.NotFound',
      (_, call) =>
        sourceValues(call, 'Groups', 'UserId').length > 0 && sourceValues(call, 'Groups', 'GroupId').length === 0,
    ),
  },
  {
    id: 'malformed-source-group-overlooked',
    breaks: 'errors/source-group-malformed',
    means: 'responds with success to a source group whose id is none',
    apply: overlooked((call) => sourceValues(call, 'Groups', 'GroupId').some((id) => !id.startsWith('sg-'))),
  },
  {
    id: 'absent-source-group-name-overlooked',
    breaks: 'errors/source-group-name-absent',
    means: 'responds with success to the name of no source group',
    apply: overlooked((call) =>
      sourceValues(call, 'Groups', 'GroupName').some((name) => call.behaviour.lookup.byName(name, call) === undefined),
    ),
  },
  {
    id: 'malformed-prefix-list-overlooked',
    breaks: 'errors/prefix-list-malformed',
    means: 'responds with success to a prefix list whose id is none',
    apply: overlooked((call) =>
      sourceValues(call, 'PrefixListIds', 'PrefixListId').some((id) => !id.startsWith('pl-')),
    ),
  },
];

function ipv4Texts(call: ReferenceCall): readonly string[] {
  return sourceValues(call, 'IpRanges', 'CidrIp');
}

/** No IPv4 range, and no IPv6 range in its place. */
function isMalformed(range: string): boolean {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(range) ?? [];
  const isRange = parts.length === 5 && parts.every((part, at) => Number(part) <= (at === 4 ? 32 : 255));
  return !isRange && !range.includes(':');
}
