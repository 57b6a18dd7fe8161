/** Ways to find the wrong group by its name, and to say wrongly what was done. */
import { text } from '../../reference/request/input.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { deleting, deletionResponse, keeping } from './delete-changes.ts';

/** Names are looked up in another way. */
function naming(find: (name: string, groups: readonly Group[], defaultVpc: string) => Group | undefined): Apply {
  return deleting((call, proceed) => {
    const name = text(call.input, 'GroupName');
    if (name === undefined || text(call.input, 'GroupId') !== undefined) return proceed(call);
    const group = find(name, [...call.store.groups.values()], call.store.defaultVpc()?.id ?? '');
    return proceed(group === undefined ? call : { ...call, input: { GroupId: group.id } });
  });
}

const isIn = (vpcId: string) => (group: Group) => group.vpcId === vpcId;

const names: readonly FaultRow[] = [
  [
    'by-name',
    'delete-names-ignored',
    'ignores GroupName',
    deleting((call, proceed) => proceed({ ...call, input: { ...call.input, GroupName: [] } })),
  ],
  [
    'by-name',
    'delete-keeps-named',
    'keeps a group that is named',
    keeping((_, { input }) => text(input, 'GroupId') === undefined),
  ],
  [
    'by-name-characters',
    'delete-name-with-ampersand-unknown',
    'knows no group by a name with an ampersand between spaces',
    deleting((call, proceed) => {
      const name = text(call.input, 'GroupName') ?? '';
      if (name.includes(' & ')) throw call.behaviour.errors.groupNameNotFound(name, 'vpc-0');
      return proceed(call);
    }),
  ],
  [
    'by-name-characters',
    'delete-keeps-name-with-ampersand',
    'keeps a group that is named with an ampersand between spaces',
    keeping(({ name }, { input }) => name.includes(' & ') && text(input, 'GroupId') === undefined),
  ],
  [
    'by-name-others-stay',
    'delete-name-prefix',
    'takes the beginning of a name for the name',
    naming((name, groups, vpc) => groups.filter(isIn(vpc)).findLast((one) => one.name === `${name}-2`)),
  ],
  [
    'by-name-others-stay',
    'delete-name-shortened',
    'takes the number behind a name for none of it',
    naming((name, groups, vpc) => groups.filter(isIn(vpc)).find((one) => name === `${one.name}-2`)),
  ],
  [
    'by-name-default-vpc',
    'delete-name-of-oldest',
    'deletes the oldest group of the name, in whichever VPC',
    naming((name, groups) => {
      const alike = groups.filter((one) => one.name === name);
      return alike.length > 1 ? alike[0] : undefined;
    }),
  ],
  [
    'recreated',
    'delete-name-resolved-once',
    'takes the name of a group for that of the first one that it deleted by it',
    (b) => {
      const resolved = new Map<string, string>();
      return deleting((call, proceed, group) => {
        const name = text(call.input, 'GroupName');
        if (name === undefined || group === undefined) return proceed(call);
        const first = resolved.get(name) ?? group.id;
        if (first !== group.id) throw call.behaviour.errors.groupNameNotFound(name, group.vpcId);
        resolved.set(name, first);
        return proceed(call);
      })(b);
    },
  ],
];

const shown: readonly FaultRow[] = [
  ['return', 'delete-return-missing', 'leaves return out', deletionResponse(({ return: _, ...rest }) => rest)],
  [
    'return',
    'delete-return-false',
    'says return false',
    deletionResponse((elements) => ({ ...elements, return: 'false' })),
  ],
  [
    'booleans',
    'delete-return-capitalised',
    'spells true with a capital letter',
    deletionResponse((elements) => ({ ...elements, return: 'True' })),
  ],
  [
    'booleans',
    'delete-return-as-number',
    'spells true as 1',
    deletionResponse((elements) => ({ ...elements, return: '1' })),
  ],
];

/** Faults in deletions by name, and in the frame of responses. */
export const namedFaults: readonly Fault[] = [...faultsOf('delete-group', names), ...faultsOf('response', shown)];
