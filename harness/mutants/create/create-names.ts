/** Ways to take the wrong names, and to refuse right ones. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import {
  askedTags,
  creating,
  creationInput,
  isOfCase,
  making,
  recoding,
  refusingCreation,
  refusingNames,
  takingNames,
} from './create-changes.ts';
import { documentedCharacters, isAscii, isIdeographic, isLatin, isPlain, others } from './create-characters.ts';

/** The name of a creation is read as another one. */
function renaming(change: (name: string) => string): Apply {
  return creationInput((input) => {
    const name = text(input, 'GroupName');
    return name === undefined ? input : { ...input, GroupName: change(name) };
  });
}

/** Groups of the same VPC and name. */
function twin(call: ReferenceCall): Group | undefined {
  const name = text(call.input, 'GroupName')?.toLowerCase();
  const vpc = text(call.input, 'VpcId') ?? call.store.defaultVpc()?.id;
  return [...call.store.groups.values()].find((group) => group.vpcId === vpc && group.name.toLowerCase() === name);
}

/** Names are compared in another way. */
function comparing(isTaken: (name: string, neighbour: Group, usual: () => boolean) => boolean): Apply {
  return (b) =>
    changed(b, {
      grouping: {
        isTaken: (name, neighbour, call) => {
          const usual = () => b.grouping.isTaken(name, neighbour, call);
          return isOfCase(name) && neighbour.name !== 'default' ? isTaken(name, neighbour, usual) : usual();
        },
      },
    });
}

/** Where a group of the name is there, `answer` says what happens. */
function overTwin(answer: 'other' | 'removed'): Apply {
  return creating((call, proceed) => {
    const group = twin(call);
    if (group === undefined || group.name === 'default') return proceed(call);
    if (answer === 'other') return { groupId: group.id };
    call.store.removeGroup(group);
    return proceed(call);
  });
}

/** The name of a group that is deleted stays taken. */
const remembering: Apply = (b) => {
  const gone = new Set<string>();
  return changed(
    refusingCreation(({ input }) => gone.has(text(input, 'GroupName') ?? ''), 'InvalidGroup.Duplicate')(b),
    {
      grouping: {
        remove: (group, call) => {
          gone.add(group.name);
          b.grouping.remove(group, call);
        },
      },
    },
  );
};

const nameRows: readonly FaultRow[] = [
  ...documentedCharacters.map(
    ([slug, character]): FaultRow => [
      'characters',
      `create-name-${slug}-refused`,
      `refuses a name with ${character}`,
      refusingNames((name) => name.includes(character)),
    ],
  ),
  [
    'characters',
    'create-name-space-refused',
    'refuses a name with a space',
    refusingNames((name) => name.includes(' ')),
  ],
  [
    'characters',
    'create-name-hyphenated',
    'stores hyphens for the spaces of a name',
    making(({ name }) => ({ name: name.replaceAll(' ', '-') })),
  ],
  [
    'characters',
    'create-name-escaped',
    'stores the ampersand of a name as XML has it',
    making(({ name }) => ({ name: name.replaceAll('&', '&amp;') })),
  ],
  [
    'name-length',
    'create-name-over-128-refused',
    'refuses a name of more than 128 characters',
    refusingNames((name) => name.length > 128),
  ],
  [
    'name-length',
    'create-name-255-refused',
    'refuses a name of 255 characters',
    refusingNames((name) => name.length === 255),
  ],
  [
    'name-length',
    'create-name-cut-at-128',
    'stores 128 characters of a name',
    making(({ name }) => ({ name: name.slice(0, 128) })),
  ],
  [
    'name-too-long',
    'create-name-256-taken',
    'takes a name of 256 characters',
    takingNames((name) => name.length === 256 && isPlain(name)),
  ],
  [
    'name-too-long',
    'create-name-cut-at-255',
    'cuts a longer name at 255 characters',
    renaming((name) => name.slice(0, 255)),
  ],
  [
    'name-too-long',
    'create-name-too-long-other-code',
    'refuses a longer name with InvalidGroup.Malformed',
    recoding(
      'InvalidParameterValue',
      'InvalidGroup.Malformed',
      ({ input }) => (text(input, 'GroupName') ?? '').length > 255,
    ),
  ],
  ...others.map(
    ([slug, characters]): FaultRow => [
      'name-forbidden',
      `create-name-${slug}-taken`,
      `takes a name with a character of ${characters.source}`,
      takingNames((name) => characters.test(name) && isAscii(name)),
    ],
  ),
  [
    'name-forbidden',
    'create-name-forbidden-other-code',
    'refuses other characters in a name with InvalidGroup.Malformed',
    recoding(
      'InvalidParameterValue',
      'InvalidGroup.Malformed',
      ({ input }) => isAscii(text(input, 'GroupName') ?? '') && !isPlain(text(input, 'GroupName') ?? ''),
    ),
  ],
  [
    'name-forbidden',
    'create-name-cleaned',
    'stores a name without the characters that it may not have',
    renaming((name) => name.replace(/[^ -~]|["'<>]/g, '')),
    // A name beyond ASCII is one with such characters.
    { alsoBreaks: ['create-names/name-not-ascii'] },
  ],
  ['name-not-ascii', 'create-name-latin-taken', 'takes Latin letters beyond ASCII in a name', takingNames(isLatin)],
  ['name-not-ascii', 'create-name-ideographs-taken', 'takes Chinese characters in a name', takingNames(isIdeographic)],
  [
    'name-like-id',
    'create-name-like-id-taken',
    'takes a name that begins with sg-',
    takingNames((name) => name.startsWith('sg-') && isPlain(name)),
  ],
  [
    'name-like-id',
    'create-name-like-no-real-id-taken',
    'takes a name that begins with sg- and is no id',
    takingNames((name) => name.startsWith('sg-') && isPlain(name) && !/^sg-[0-9a-f]+$/.test(name)),
  ],
  [
    'name-like-id',
    'create-name-of-real-id-taken',
    'takes the id of a group for a name',
    takingNames((name) => /^sg-[0-9a-f]{17}$/.test(name)),
  ],
  [
    'name-like-id',
    'create-name-like-id-other-code',
    'refuses a name that begins with sg- with InvalidGroupId.Malformed',
    recoding('InvalidParameterValue', 'InvalidGroupId.Malformed', ({ input }) =>
      (text(input, 'GroupName') ?? '').startsWith('sg-'),
    ),
  ],
  [
    'name-like-id-inside',
    'create-name-id-inside-refused',
    'refuses a name with sg- anywhere',
    refusingNames((name) => name.includes('sg-')),
  ],
  [
    'name-like-id-inside',
    'create-name-sg-refused',
    'refuses a name that begins with sg',
    refusingNames((name) => name.startsWith('sg')),
  ],
  ['name-empty', 'create-name-empty-taken', 'takes an empty name', takingNames((name) => name === '')],
  [
    'name-empty',
    'create-name-empty-filled',
    'makes up a name where it is empty',
    creationInput((input, { behaviour }) =>
      text(input, 'GroupName') === '' ? { ...input, GroupName: behaviour.state.newId('group-') } : input,
    ),
  ],
  [
    'name-default',
    'create-name-default-other-code',
    'refuses the name default with InvalidGroup.InUse',
    recoding('InvalidGroup.Reserved', 'InvalidGroup.InUse'),
  ],
  [
    'name-default',
    'create-name-default-is-there',
    'responds with the default group to the name default',
    creating((call, proceed) =>
      text(call.input, 'GroupName') === 'default' ? { return: 'true', groupId: 'sg-0' } : proceed(call),
    ),
  ],
  [
    'name-default-case',
    'create-name-default-case-taken',
    'takes the name Default',
    (b) =>
      changed(b, {
        grouping: { isTaken: (name, one, call) => name !== 'Default' && b.grouping.isTaken(name, one, call) },
      }),
  ],
  [
    'duplicate',
    'create-duplicate-taken',
    'takes a name that is taken',
    comparing((name, { name: other }, usual) => name !== other && usual()),
  ],
  ['duplicate', 'create-duplicate-is-there', 'responds with the group that has the name', overTwin('other')],
  [
    'duplicate',
    'create-duplicate-replaces',
    'puts a new group in the place of the one that has the name',
    overTwin('removed'),
  ],
  [
    'duplicate',
    'create-duplicate-by-description',
    'takes a name that is taken when the description is another one',
    (b) =>
      changed(b, {
        grouping: {
          isTaken: (name, one, call) =>
            b.grouping.isTaken(name, one, call) &&
            (one.description === text(call.input, 'GroupDescription') ||
              !isOfCase(name) ||
              name === 'Default' ||
              name.includes('-WEB')),
        },
      }),
  ],
  [
    'duplicate-with-tags',
    'create-duplicate-with-tags',
    'takes a name that is taken when there are tags',
    (b) =>
      changed(b, {
        grouping: { isTaken: (name, one, call) => askedTags(call).length === 0 && b.grouping.isTaken(name, one, call) },
      }),
  ],
  [
    'duplicate',
    'create-duplicate-as-value',
    'refuses a name that is taken as a bad value',
    recoding('InvalidGroup.Duplicate', 'InvalidParameterValue', ({ input }) => text(input, 'GroupName') !== 'Default'),
  ],
  [
    'duplicate',
    'create-duplicate-as-used',
    'refuses a name that is taken with InvalidGroup.InUse',
    recoding('InvalidGroup.Duplicate', 'InvalidGroup.InUse', ({ input }) => text(input, 'GroupName') !== 'Default'),
  ],
  [
    'duplicate-default-vpc',
    'create-duplicate-without-vpc',
    'takes a name that is taken when no VPC is named',
    (b) =>
      changed(b, {
        grouping: {
          isTaken: (name, one, call) => text(call.input, 'VpcId') !== undefined && b.grouping.isTaken(name, one, call),
        },
      }),
  ],
  [
    'duplicate-default-vpc',
    'create-duplicate-in-default-vpc',
    'takes a name that is taken in the default VPC when that is named',
    (b) =>
      changed(b, {
        grouping: {
          isTaken: (name, one, call) =>
            (text(call.input, 'VpcId') !== call.store.defaultVpc()?.id || name === 'Default') &&
            b.grouping.isTaken(name, one, call),
        },
      }),
  ],
  [
    'duplicate-case',
    'create-duplicate-other-case-taken',
    'takes a name that is taken in another case',
    comparing((name, { name: other }) => name === other),
  ],
  [
    'duplicate-whole',
    'create-longer-name-refused',
    'refuses a name that begins with one that is taken',
    comparing((name, { name: other }, usual) => usual() || name.startsWith(`${other}-`)),
  ],
  [
    'duplicate-whole',
    'create-punctuation-alike',
    'takes a dot and an underscore in names for the same',
    comparing((name, { name: other }, usual) => usual() || name.replace('_', '.') === other),
  ],
  [
    'duplicate-other-vpc',
    'create-names-of-all-vpcs',
    'refuses a name that a group of another VPC has',
    refusingCreation(
      ({ input, store }) =>
        text(input, 'VpcId') === undefined &&
        [...store.groups.values()].some(
          ({ name, vpcId }) => name === text(input, 'GroupName') && vpcId !== store.defaultVpc()?.id,
        ),
      'InvalidGroup.Duplicate',
    ),
  ],
  ['name-free-again', 'create-name-stays-taken', 'refuses the name of a group that was deleted', remembering],
];

/** Servers that take the wrong names, or refuse right ones. */
export const nameFaults: readonly Fault[] = faultsOf('create-names', nameRows);
