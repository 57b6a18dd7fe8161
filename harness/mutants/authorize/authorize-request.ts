/** Mutants that misread a request: its group, its lists, its names, its parameters for one rule. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, text } from '../../reference/request/input.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Pair } from '../../wire/query.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { gives } from '../revoke-changes.ts';
import { authorizes } from './authorize-changes.ts';

/** Reads this many elements of the lists whose flattened names match. */
function shortened(names: RegExp, most: number): Apply {
  return (b: Behaviour) =>
    changed(b, {
      reading: {
        items: (members, name) => {
          const items = b.reading.items(members, name);
          return names.test(name) ? items.slice(0, most) : items;
        },
      },
    });
}

/** Reads the parameters for one rule as other ones. */
function rereadFlat(change: (rules: readonly Permission[], call: ReferenceCall) => readonly Permission[]): Apply {
  return (b) =>
    changed(b, {
      requested: {
        flat: (call) => {
          const rules = b.requested.flat(call);
          return authorizes.isOne(call) ? change(rules, call) : rules;
        },
      },
    });
}

const naming: readonly FaultRow[] = [
  [
    'group-id',
    'authorize-alike-groups-too',
    'adds the rule to every group of the VPC that has the same rules',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ group, direction, added }, { store }) => {
            const rules = (one: typeof group) => store.rules(one, direction).map(({ fromPort }) => fromPort);
            const before = rules(group).filter((port) => port === 22).length;
            for (const other of store.groupsOfVpc(group.vpcId)) {
              const isAlike = other !== group && before === 1 && rules(other).join() === '22';
              if (!isAlike || !added.every(({ fromPort }) => fromPort === 443)) continue;
              const copies = added.map((rule) => ({ ...rule, groupId: other.id, id: b.state.newId('sgr-') }));
              store.addRules(other, direction, copies);
            }
          },
        },
      }),
    { crossesGroups: true },
  ],
  ['group-name', 'authorize-by-name-refused', 'refuses GroupName', authorizes.refusing(gives('GroupName'))],
  [
    'group-name',
    'authorize-by-name-ignored',
    'responds with success to GroupName and adds nothing',
    authorizes.replacing((call, operation) =>
      isGiven(call.input, 'GroupName') && !isGiven(call.input, 'GroupId') ? { return: 'true' } : operation(call),
    ),
  ],
  ['flat', 'authorize-flat-refused', 'refuses parameters without permissions', authorizes.refusing(gives('CidrIp'))],
  [
    'flat',
    'authorize-flat-first-port-only',
    'takes FromPort for both ports without permissions',
    rereadFlat((rules) => rules.map((one) => (one.FromPort === undefined ? one : { ...one, ToPort: one.FromPort }))),
  ],
  [
    'flat',
    'authorize-flat-as-tcp',
    'takes every protocol without permissions for TCP, where ports are given',
    rereadFlat((rules) =>
      rules.map((one) => (one.IpProtocol === 'icmp' ? { ...one, IpProtocol: 'tcp', FromPort: '8', ToPort: '8' } : one)),
    ),
  ],
  [
    'flat-canonical',
    'authorize-flat-host-bits',
    'refuses host bits in CidrIp without permissions',
    authorizes.refusing((call) => text(call.input, 'CidrIp')?.startsWith('192.0.2.130') === true),
  ],
  [
    'flat-source-group',
    'authorize-flat-group-tcp-only',
    'grants TCP alone to a source group that is named',
    rereadFlat((rules, call) => (isGiven(call.input, 'SourceSecurityGroupName') ? rules.slice(0, 1) : rules)),
  ],
];

const carriage: readonly FaultRow[] = [
  ['get', 'authorize-get-refused', 'refuses GET', authorizes.refusing(({ request }) => request.method === 'GET')],
  [
    'get',
    'authorize-get-ignored',
    'responds with success to a GET and adds nothing',
    authorizes.replacing((call, operation) => (call.request.method === 'GET' ? { return: 'true' } : operation(call))),
    // A dry run by GET is no dry run then; that one never gets so far.
  ],
  [
    'parameter-order',
    'authorize-group-first',
    'reads no permission that precedes the id of the group',
    authorizes.rewritingPairs((pairs) => {
      const at = pairs.findIndex(([name]) => name === 'GroupId');
      const isLate = (name: string, index: number) => index < at && name.startsWith('IpPermissions');
      return pairs.filter(([name], index) => !isLate(name, index));
    }),
  ],
  [
    'parameter-order',
    'authorize-permission-ends',
    'ends a permission where another one begins',
    authorizes.rewritingPairs((pairs) => {
      const ended = new Set<string>();
      let open: string | undefined;
      return pairs.filter(([name]) => {
        const index = /^IpPermissions\.(\d+)\./.exec(name)?.[1];
        if (index === undefined) return true;
        if (open !== undefined && open !== index) ended.add(open);
        open = index;
        return !ended.has(index);
      });
    }),
  ],
  [
    'percent-encoded',
    'authorize-plus-kept',
    'keeps a plus sign that encodes a space',
    (b) =>
      changed(b, {
        reading: {
          decode: (form) => b.reading.decode(/Action=Authorize/.test(form) ? form.replaceAll('+', '%2B') : form),
        },
      }),
  ],
  [
    'percent-encoded',
    'authorize-decoded-twice',
    'takes a plus sign that was encoded for a space',
    authorizes.rewritingPairs((pairs) =>
      pairs.map(
        ([name, value]): Pair => [
          name,
          name.endsWith('IpRanges.1.Description') && value.includes('=&') ? value.replaceAll('+', ' ') : value,
        ],
      ),
    ),
  ],
];

const lists: readonly FaultRow[] = [
  ['lists-past-nine', 'authorize-nine-ranges', 'reads nine ranges of a permission', shortened(/\.IpRanges$/, 9)],
  ['lists-past-nine', 'authorize-ten-ranges', 'reads ten ranges of a permission', shortened(/\.IpRanges$/, 10)],
  ['lists-past-nine', 'authorize-ten-permissions', 'reads ten permissions', shortened(/^IpPermissions$/, 10)],
  [
    'lists-past-nine',
    'authorize-eleven-ipv6',
    'reads eleven IPv6 ranges of a permission',
    shortened(/\.Ipv6Ranges$/, 11),
  ],
  [
    'lists-past-nine',
    'authorize-one-digit-indexes',
    'reads elements whose number has one digit',
    (b) =>
      changed(b, {
        reading: {
          items: (members, name) =>
            b.reading.items(
              new Map([...members].filter(([index]) => index.length === 1 || name.startsWith('TagSpec'))),
              name,
            ),
        },
      }),
  ],
  ['long-lists', 'authorize-thirty-permissions', 'reads thirty permissions', shortened(/^IpPermissions$/, 30)],
  ['long-lists', 'authorize-thirty-two-permissions', 'reads 32 permissions', shortened(/^IpPermissions$/, 32)],
  [
    'nested-lists',
    'authorize-ranges-of-first-permission',
    'gives each permission the ranges of the first',
    authorizes.relist((permissions) => {
      const [first] = permissions;
      const isNested = permissions.length > 1 && permissions.every(({ IpRanges }) => IpRanges?.length === 2);
      return isNested && first?.IpRanges !== undefined
        ? permissions.map((one) => ({ ...one, IpRanges: first.IpRanges?.slice(0, 1) ?? [] }))
        : permissions;
    }),
  ],
  [
    'list-order',
    'authorize-list-ends-at-fall',
    'ends a list where its numbers fall',
    (b) =>
      changed(b, {
        reading: {
          items: (members, name) => {
            const entries = [...members];
            const fall = entries.findIndex(([index], at) => at > 0 && Number(index) < Number(entries[at - 1]?.[0]));
            const isLong = name === 'IpPermissions' && entries.length === 3;
            return b.reading.items(isLong && fall > 0 ? new Map(entries.slice(0, fall)) : members, name);
          },
        },
      }),
  ],
];

/** Ignores parameters that do not exist, where their names match. */
function overlookedNames(names: RegExp): Apply {
  return (b) =>
    changed(b, {
      checks: {
        parameterNames: (call) =>
          b.checks.parameterNames(
            authorizes.isOne(call) ? { ...call, pairs: call.pairs.filter(([name]) => !names.test(name)) } : call,
          ),
      },
    });
}

const names: readonly FaultRow[] = [
  [
    'unknown-name',
    'authorize-unknown-names-ignored',
    'ignores parameters that do not exist',
    overlookedNames(/^Protocol$/),
  ],
  [
    'unknown-name',
    'authorize-misspelt-permissions-taken',
    'takes IpPermission for IpPermissions',
    authorizes.renaming((name) => name.replace(/^IpPermission\./, 'IpPermissions.')),
  ],
  [
    'unknown-name',
    'authorize-tag-specifications-taken',
    'takes TagSpecifications for TagSpecification',
    authorizes.renaming((name) => name.replace(/^TagSpecifications\./, 'TagSpecification.')),
  ],
  [
    'member-name',
    'authorize-pairs-taken',
    'takes UserIdGroupPairs for Groups',
    authorizes.renaming((name) => name.replace('.UserIdGroupPairs.', '.Groups.')),
  ],
  [
    'sister-name',
    'authorize-rule-id-ignored',
    'ignores SecurityGroupRuleId',
    overlookedNames(/^SecurityGroupRuleId\./),
  ],
  [
    'name-case',
    'authorize-lower-case-taken',
    'takes groupId for GroupId',
    authorizes.renaming((name) => (name === 'groupId' ? 'GroupId' : name)),
  ],
];

/** Servers that misread a request: its group, its lists, its names, its parameters for one rule. */
export const authorizeRequestFaults: readonly Fault[] = faultsOf('authorize-request', [
  ...naming,
  ...carriage,
  ...lists,
  ...names,
]);
