/** Mutants that take values and sources that no rule can have, or refuse them with another code. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, structs, text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode, refusalRowsOf, says } from '../refusal-rows.ts';
import { authorizes, corrected, isOfPorts } from './authorize-changes.ts';

const { recoded } = refusalRowsOf('authorize', authorizes);

const clamped = (number: string | undefined) =>
  number === undefined ? undefined : String(Math.min(65535, Math.max(0, Number(number))));

const values: readonly FaultRow[] = [
  corrected('port-range', 'high-ports-clamped', 'takes 65535 for a port above it', (permission) =>
    isOfPorts(permission) && Number(permission.ToPort) > 65535 && Number(permission.ToPort) < 100000
      ? { ...permission, ...ports(clamped(permission.FromPort), clamped(permission.ToPort)) }
      : permission,
  ),
  corrected('port-range', 'negative-port-clamped', 'takes 0 for a negative port', (permission) =>
    permission.FromPort === '-2' ? { ...permission, FromPort: '0' } : permission,
  ),
  corrected('port-range', 'minus-one-of-tcp-taken', 'takes port -1 of TCP for all ports', (permission) =>
    isOfPorts(permission) && permission.FromPort === '-1'
      ? { ...permission, FromPort: '0', ToPort: '65535' }
      : permission,
  ),
  ...(
    [
      ['port-word-taken', 'takes a word in place of a port for port 443', /^[a-z]+$/, () => 443],
      [
        'port-fraction-cut',
        'cuts the fraction of a port',
        /^\d+\.\d+$/,
        (digits: string) => Math.trunc(Number(digits)),
      ],
      [
        'port-overflow-wrapped',
        'keeps the lower bits of a number beyond 64 bits',
        /^\d{12,}$/,
        (digits: string) => Number(BigInt(digits) & 0xffffn),
      ],
    ] as const
  ).map(
    ([id, means, form, read]): FaultRow => [
      'integer',
      `authorize-${id}`,
      means,
      (b) =>
        changed(b, {
          reading: { integer: (digits) => (form.test(digits) ? read(digits) : b.reading.integer(digits)) },
        }),
    ],
  ),
  ...(
    [
      ['octet-clamped', 'takes 255 for an octet above it', '192.0.2.256/32', '192.0.2.255/32'],
      ['length-clamped', 'takes 32 for a prefix length above it', '192.0.2.0/33', '192.0.2.0/32'],
      ['octet-filled', 'fills an address of three octets', '192.0.2/24', '192.0.2.0/24'],
      ['length-made-up', 'takes 32 for a prefix length that is missing behind its slash', '192.0.2.0/', '192.0.2.0/32'],
      ['negative-length-taken', 'takes a negative prefix length for 0', '192.0.2.0/-1', '0.0.0.0/0'],
      ['word-taken', 'takes everyone for all addresses', 'everyone', '0.0.0.0/0'],
    ] as const
  ).map(([id, means, from, to]) =>
    corrected('cidr-malformed', `cidr-${id}`, means, (permission) => ({
      ...permission,
      IpRanges: (permission.IpRanges ?? []).map((one) => (one.CidrIp === from ? { ...one, CidrIp: to } : one)),
    })),
  ),
  [
    'cidr-malformed',
    'authorize-cidr-malformed-as-missing',
    'refuses what is no range as missing',
    authorizes.refusedAs(
      'MissingParameter',
      (refusal) => says('CIDR block')(refusal) && !refusal.message.includes(':'),
    ),
  ],
  corrected('ipv6-in-cidr-ip', 'ipv6-in-cidr-ip-taken', 'takes an IPv6 range in CidrIp', (permission) => ({
    ...permission,
    IpRanges: (permission.IpRanges ?? []).filter(({ CidrIp = '' }) => !CidrIp.includes(':')),
    Ipv6Ranges: [
      ...(permission.Ipv6Ranges ?? []),
      ...(permission.IpRanges ?? []).flatMap(({ CidrIp = '' }) => (CidrIp.includes(':') ? [{ CidrIpv6: CidrIp }] : [])),
    ],
  })),
  recoded(
    'ipv6-in-cidr-ip',
    'ipv6-in-cidr-ip-as-missing',
    'MissingParameter',
    (refusal, call) =>
      says('CIDR block')(refusal) &&
      structs(call.input, 'IpPermissions').some((one) => isGiven(one, 'IpRanges')) &&
      refusal.message.includes(':'),
  ),
  ...(
    [
      ['length-clamped', 'takes 128 for a prefix length above it', '2001:db8::/129', '2001:db8::/128'],
      ['gaps-joined', 'takes an address with two gaps', '2001:db8::1::/64', '2001:db8::/64'],
      ['ipv4-mapped', 'takes an IPv4 range in CidrIpv6', '192.0.2.0/24', '::ffff:192.0.2.0/120'],
    ] as const
  ).map(([id, means, from, to]) =>
    corrected('ipv6-malformed', `ipv6-${id}`, means, (permission) => ({
      ...permission,
      Ipv6Ranges: (permission.Ipv6Ranges ?? []).map((one) => (one.CidrIpv6 === from ? { ...one, CidrIpv6: to } : one)),
    })),
  ),
];

const sources: readonly FaultRow[] = [
  corrected(
    'group-without-id',
    'own-group-made-up',
    'takes the group itself where a source group has no id',
    (permission, call) => ({
      ...permission,
      Groups: (permission.Groups ?? []).map((one) =>
        one.GroupId === undefined && one.GroupName === undefined
          ? { ...one, GroupId: text(call.input, 'GroupId') ?? '' }
          : one,
      ),
    }),
  ),
  recoded('group-without-id', 'group-without-id-as-value', 'InvalidParameterValue', says('Source group ID')),
  [
    'group-absent-source',
    'authorize-absent-source-group-taken',
    'takes any group id as the source',
    (b) =>
      changed(b, {
        authorizing: {
          checkSource: (source, group, call) => {
            if (source.kind !== 'group') b.authorizing.checkSource(source, group, call);
          },
        },
      }),
  ],
  corrected(
    'group-malformed-source',
    'malformed-source-group-ignored',
    'ignores a source group whose id is none',
    (permission, call) => {
      const isMeant = (permission.Groups ?? []).some(({ GroupId }) => GroupId === 'web');
      return isMeant ? { ...permission, Groups: [{ GroupId: text(call.input, 'GroupId') ?? '' }] } : permission;
    },
  ),
  recoded(
    'group-name-absent-source',
    'absent-source-name-as-value',
    'InvalidParameterValue',
    (refusal, call) =>
      isCode('InvalidGroup.NotFound')(refusal) &&
      structs(call.input, 'IpPermissions').some((one) =>
        structs(one, 'Groups').some((group) => isGiven(group, 'GroupName')),
      ),
  ),
  corrected('user-id-malformed', 'user-id-unchecked', 'takes any text as an account', (permission) => ({
    ...permission,
    Groups: (permission.Groups ?? []).map(({ UserId, ...one }) =>
      UserId === 'amazon-elb-42' ? one : { ...one, ...(UserId === undefined ? {} : { UserId }) },
    ),
  })),
  recoded(
    'prefix-list-absent',
    'absent-prefix-list-as-value',
    'InvalidParameterValue',
    isCode('InvalidPrefixListID.NotFound'),
  ),
  corrected(
    'prefix-list-absent',
    'absent-prefix-list-ignored',
    'ignores a prefix list that does not exist',
    (permission, call) => ({
      ...permission,
      PrefixListIds: (permission.PrefixListIds ?? []).filter(
        ({ PrefixListId = '' }) =>
          !/^pl-[0-9a-f]+$/.test(PrefixListId) ||
          call.store.prefixLists.has(PrefixListId) ||
          !permission.IpRanges?.length,
      ),
    }),
  ),
  corrected(
    'prefix-list-malformed',
    'malformed-prefix-list-as-range',
    'takes all addresses for a prefix list whose id is none',
    (permission) =>
      (permission.PrefixListIds ?? []).some(({ PrefixListId }) => PrefixListId === 'web')
        ? { ...permission, PrefixListIds: [], IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
        : permission,
  ),
  corrected('no-source', 'no-source-as-everyone', 'takes all addresses where no source is given', (permission) =>
    hasNoSource(permission) ? { ...permission, IpRanges: [{ CidrIp: '0.0.0.0/0' }] } : permission,
  ),
  corrected(
    'no-source',
    'no-source-as-itself',
    'takes the group itself where no source is given',
    (permission, call) =>
      hasNoSource(permission)
        ? { ...permission, Groups: [{ GroupId: text(call.input, 'GroupId') ?? '' }] }
        : permission,
  ),
  [
    'empty-list',
    'authorize-empty-list-ignored',
    'responds with success to a list that is given as an empty value',
    authorizes.replacing((call, operation) => {
      const isEmpty = structs(call.input, 'IpPermissions').some((one) => text(one, 'IpRanges') === '');
      return isEmpty ? { return: 'true' } : operation(call);
    }),
  ],
  [
    'all-or-nothing',
    'authorize-valid-permissions-first',
    'adds the first permission before it refuses the second',
    firstAdded((call) => structs(call.input, 'IpPermissions').length === 2),
  ],
  [
    'all-or-nothing',
    'authorize-valid-ranges-first',
    'adds the valid ranges of a permission before it refuses a malformed one',
    (b) =>
      authorizes.replacing((call, operation) => {
        const [permission] = structs(call.input, 'IpPermissions');
        const ranges = permission === undefined ? [] : structs(permission, 'IpRanges');
        if (
          permission !== undefined &&
          ranges.length === 2 &&
          text(ranges[1] ?? {}, 'CidrIp')?.includes('256') === true
        ) {
          operation({
            ...call,
            input: { ...call.input, IpPermissions: [{ ...permission, IpRanges: ranges.slice(0, 1) }] },
          });
        }
        return operation(call);
      })(b),
  ],
];

function firstAdded(when: (call: ReferenceCall) => boolean): Apply {
  return authorizes.replacing((call, operation) => {
    try {
      return operation(call);
    } catch (thrown) {
      const isOfDuplicate =
        thrown instanceof Refusal &&
        /Duplicate|NotFound/.test(thrown.code) &&
        !thrown.message.includes('security group');
      if (thrown instanceof Refusal && !isOfDuplicate && when(call) && !thrown.message.includes('multiple times')) {
        operation({
          ...call,
          input: { ...call.input, IpPermissions: structs(call.input, 'IpPermissions').slice(0, 1) },
        });
      }
      throw thrown;
    }
  });
}

function ports(FromPort: string | undefined, ToPort: string | undefined): Permission {
  return { ...(FromPort === undefined ? {} : { FromPort }), ...(ToPort === undefined ? {} : { ToPort }) };
}

function hasNoSource({ IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], Groups = [] }: Permission): boolean {
  return IpRanges.length + Ipv6Ranges.length + PrefixListIds.length + Groups.length === 0;
}

/** Servers that take values and sources that no rule can have, or refuse them with another code. */
export const authorizeValueErrorFaults: readonly Fault[] = faultsOf('authorize-errors', [...values, ...sources]);
