/** Clients that write a request down wrongly. */
import type { Pair } from '../../wire/query.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** Every pair as it comes, changed or left out. */
export function eachPair(change: (pair: Pair) => readonly Pair[]): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    pairs: (operation, input) => behaviour.pairs(operation, input).flatMap(change),
  });
}

/** Renames the parameters that match. */
export function rename(from: RegExp, to: string): ClientChange {
  return eachPair(([name, value]) => [[name.replace(from, to), value]]);
}

/** Removes the parameters that match. */
export function drop(name: RegExp): ClientChange {
  return eachPair((pair) => (name.test(pair[0]) ? [] : [pair]));
}

/** Changes the values of the parameters that match. */
export function value(name: RegExp, change: (value: string) => string): ClientChange {
  return eachPair(([given, text]) => [[given, name.test(given) ? change(text) : text]]);
}

const numbers = /(?<=\.)(\d+)(?=\.|$)/g;

/** Clients that write a request down wrongly. */
export const clientEncodingFaults: readonly ClientFault[] = [
  {
    id: 'lists-from-zero',
    breaks: 'client-encoding/list-numbering',
    means: 'numbers list elements from 0',
    apply: eachPair(([name, text]) => [[name.replace(numbers, (digits) => String(Number(digits) - 1)), text]]),
  },
  {
    id: 'lists-with-gaps',
    breaks: 'client-encoding/list-numbering',
    means: 'leaves out every other number of a list',
    apply: eachPair(([name, text]) => [[name.replace(numbers, (digits) => String(Number(digits) * 2 - 1)), text]]),
  },
  {
    id: 'lists-with-member',
    breaks: 'encoding/rule-ids',
    means: 'puts member between the list of rule ids and its numbers, as the Query protocol of other services does',
    apply: rename(/^SecurityGroupRuleId\./, 'SecurityGroupRuleId.member.'),
  },
  {
    id: 'list-numbers-in-hex',
    breaks: 'client-encoding/list-numbering',
    means: 'writes the tenth number of a list as a',
    apply: eachPair(([name, text]) => [[name.replace(numbers, (digits) => Number(digits).toString(16)), text]]),
  },
  {
    id: 'list-cut-at-fifty',
    breaks: 'encoding/list-of-sixty',
    means: 'sends no more than fifty elements of a list',
    apply: eachPair((pair) => (/\.(5[1-9]|60)$/.test(pair[0]) ? [] : [pair])),
  },
  {
    id: 'nested-numbers-go-on',
    breaks: 'client-encoding/list-numbering',
    means: 'goes on counting sources from one permission to the next',
    apply: eachPair(([name, text]) => [
      [
        name.replace(
          /^IpPermissions\.([2-9])\.(\w+)\.(\d+)/,
          (_, n, list, m) => `IpPermissions.${n}.${list}.${Number(n) + Number(m)}`,
        ),
        text,
      ],
    ]),
  },
  {
    id: 'rule-ids-plural',
    breaks: 'encoding/rule-ids',
    means: 'sends rule ids under the name of the member, SecurityGroupRuleIds',
    apply: rename(/^SecurityGroupRuleId\./, 'SecurityGroupRuleIds.'),
  },
  {
    id: 'groups-as-user-id-group-pairs',
    breaks: 'encoding/groups-not-user-id-group-pairs',
    alsoBreaks: ['encoding/groups', 'encoding/groups-user-id', 'encoding/range-description'],
    means: 'sends source groups under the name of the member, UserIdGroupPairs',
    apply: rename(/\.Groups\./, '.UserIdGroupPairs.'),
  },
  {
    id: 'ipv6-as-ip-ranges',
    breaks: 'encoding/ipv6-ranges',
    alsoBreaks: ['encoding/range-description'],
    means: 'sends IPv6 sources among the IPv4 ones',
    apply: rename(/\.Ipv6Ranges\./, '.IpRanges.'),
  },
  {
    id: 'cidr-ipv6-misspelt',
    breaks: 'encoding/ipv6-ranges',
    means: 'writes CidrIPv6 for CidrIpv6',
    apply: rename(/\.CidrIpv6$/, '.CidrIPv6'),
  },
  {
    id: 'prefix-lists-dropped',
    breaks: 'encoding/prefix-list-ids',
    alsoBreaks: ['encoding/range-description'],
    means: 'does not send prefix lists',
    apply: drop(/PrefixListIds/),
  },
  {
    id: 'group-descriptions-dropped',
    breaks: 'encoding/range-description',
    means: 'does not send the descriptions of source groups',
    apply: drop(/Groups\.\d+\.Description$/),
  },
  {
    id: 'user-id-as-number',
    breaks: 'encoding/groups-user-id',
    means: 'sends the account of a source group without its leading zeros',
    apply: value(/\.UserId$/, (text) => String(Number(text))),
  },
  {
    id: 'source-group-name-dropped',
    breaks: 'client-encoding/source-group-name',
    means: 'does not send the name of a source group',
    apply: drop(/Groups\.\d+\.GroupName$/),
  },
  {
    id: 'peering-dropped',
    breaks: 'client-encoding/source-group-fields',
    means: 'does not send the peering members of a source group',
    apply: drop(/\.(VpcPeeringConnectionId|PeeringStatus)$/),
  },
  {
    id: 'source-owner-dropped',
    breaks: 'client-encoding/source-security-group',
    means: 'does not send SourceSecurityGroupOwnerId',
    apply: drop(/^SourceSecurityGroupOwnerId$/),
  },
  {
    id: 'zero-dropped',
    breaks: 'encoding/integer-zero',
    means: 'takes 0 for no value',
    apply: eachPair((pair) => (pair[1] === '0' && /Port$/.test(pair[0]) ? [] : [pair])),
  },
  {
    id: 'minus-one-unsigned',
    breaks: 'encoding/integer-minus-one',
    alsoBreaks: ['client-encoding/combined-input'],
    means: 'sends -1 as an unsigned number',
    apply: value(/Port$/, (text) => (text === '-1' ? '4294967295' : text)),
  },
  {
    id: 'ports-signed-16-bit',
    breaks: 'encoding/integer-largest',
    means: 'keeps ports in 16 bits with a sign',
    apply: value(/Port$/, (text) => String((Number(text) << 16) >> 16)),
  },
  {
    id: 'booleans-capitalised',
    breaks: 'encoding/boolean-lower-case',
    means: 'sends True and False',
    apply: value(/^DryRun$/, (text) => text.replace(/^[tf]/, (letter) => letter.toUpperCase())),
  },
  {
    id: 'dry-run-dropped',
    breaks: 'client-encoding/dry-run',
    means: 'does not send DryRun',
    apply: drop(/^DryRun$/),
  },
  {
    id: 'ports-added',
    breaks: 'client-encoding/nothing-added',
    means: 'sends FromPort=0 for a permission without ports',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => {
        const pairs = behaviour.pairs(operation, input);
        const has = (name: string) => pairs.some(([given]) => given === name);
        const lacks = has('IpPermissions.1.IpProtocol') && !has('IpPermissions.1.FromPort');
        return lacks ? [...pairs, ['IpPermissions.1.FromPort', '0']] : pairs;
      },
    }),
  },
  {
    id: 'empty-lists-sent',
    breaks: 'encoding/empty-list-left-out',
    means: 'sends an empty list as a name without a value',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => [
        ...behaviour.pairs(operation, input),
        ...(JSON.stringify(input).includes('"UserIdGroupPairs":[]') ? [['IpPermissions.1.Groups', ''] as const] : []),
      ],
    }),
  },
  {
    id: 'group-id-twice',
    breaks: 'client-encoding/unique-names',
    means: 'sends GroupId twice',
    apply: eachPair((pair) => (pair[0] === 'GroupId' ? [pair, pair] : [pair])),
  },
  { id: 'no-version', breaks: 'encoding/version-sent', means: 'sends no version', apply: drop(/^Version$/) },
  {
    id: 'action-in-lower-case',
    breaks: 'encoding/action-sent',
    means: 'begins the action with a small letter',
    apply: value(/^Action$/, (text) => text.replace(/^./, (letter) => letter.toLowerCase())),
  },
  {
    id: 'no-content-type',
    breaks: 'encoding/content-type-sent',
    means: 'does not say what its body is',
    apply: (behaviour) => ({
      ...behaviour,
      request: (form, settings) => {
        const request = behaviour.request(form, settings);
        return { ...request, headers: request.headers.filter(([name]) => name !== 'Content-Type') };
      },
    }),
  },
  {
    id: 'wrong-path',
    breaks: 'client-encoding/method-and-path',
    means: 'posts to /RevokeSecurityGroupIngress',
    apply: (behaviour) => ({
      ...behaviour,
      request: (form, settings) => ({ ...behaviour.request(form, settings), target: '/RevokeSecurityGroupIngress' }),
    }),
  },
  {
    id: 'method-put',
    breaks: 'client-encoding/method-and-path',
    means: 'sends its requests with PUT',
    apply: (behaviour) => ({
      ...behaviour,
      request: (form, settings) => ({ ...behaviour.request(form, settings), method: 'PUT' }),
    }),
  },
];
