/** Ways to take the wrong descriptions, and to refuse right ones. */
import { text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import {
  creationInput,
  making,
  recoding,
  refusingCreation,
  refusingDescriptions,
  takingDescriptions,
} from './create-changes.ts';
import { documentedCharacters, isAscii, isIdeographic, isLatin, isPlain, others } from './create-characters.ts';

const rows: readonly FaultRow[] = [
  ...documentedCharacters.map(
    ([slug, character]): FaultRow => [
      'description-characters',
      `create-description-${slug}-refused`,
      `refuses a description with ${character}`,
      // Short texts are those that show how requests are written down.
      refusingDescriptions((one) => one.length > 13 && one.includes(character)),
    ],
  ),
  [
    'description-characters',
    'create-description-like-id-refused',
    'refuses a description that looks like an id',
    refusingDescriptions((one) => one.startsWith('sg-')),
  ],
  [
    'description-length',
    'create-description-over-128-refused',
    'refuses a description of more than 128 characters',
    refusingDescriptions((one) => one.length > 128),
  ],
  [
    'description-length',
    'create-description-255-refused',
    'refuses a description of 255 characters',
    refusingDescriptions((one) => one.length === 255),
  ],
  [
    'description-length',
    'create-description-cut-at-250',
    'stores 250 characters of a description',
    making(({ description }) => ({ description: description.slice(0, 250) })),
  ],
  [
    'description-kept',
    'create-description-one-capital',
    'stores capitals at the beginning of words alone',
    making(({ description }) => ({ description: description.replaceAll('OFFICE', 'Office') })),
  ],
  [
    'description-too-long',
    'create-description-256-taken',
    'takes a description of 256 characters',
    takingDescriptions((one) => one.length === 256),
  ],
  [
    'description-too-long',
    'create-description-cut-at-255',
    'cuts a longer description at 255 characters',
    creationInput((input) => ({
      ...input,
      ...(text(input, 'GroupDescription') === undefined
        ? {}
        : { GroupDescription: (text(input, 'GroupDescription') ?? '').slice(0, 255) }),
    })),
  ],
  ...others.map(
    ([slug, characters]): FaultRow => [
      'description-forbidden',
      `create-description-${slug}-taken`,
      `takes a description with a character of ${characters.source}`,
      takingDescriptions((one) => characters.test(one) && isAscii(one)),
    ],
  ),
  [
    'description-forbidden',
    'create-description-other-code',
    'refuses other characters in a description with InvalidGroupDescription',
    recoding(
      'InvalidParameterValue',
      'InvalidGroupDescription',
      ({ input }) => isAscii(text(input, 'GroupDescription') ?? '') && !isPlain(text(input, 'GroupDescription') ?? ''),
    ),
  ],
  [
    'description-not-ascii',
    'create-description-latin-taken',
    'takes Latin letters beyond ASCII in a description',
    takingDescriptions(isLatin),
  ],
  [
    'description-not-ascii',
    'create-description-ideographs-taken',
    'takes Chinese characters in a description',
    takingDescriptions(isIdeographic),
  ],
  [
    'description-taken',
    'create-descriptions-differ',
    'takes a description of more than twenty characters for one group alone',
    refusingCreation(
      ({ input, store }) =>
        (text(input, 'GroupDescription') ?? '').length > 20 &&
        [...store.groups.values()].some(({ description }) => description === text(input, 'GroupDescription')),
      'InvalidGroup.Duplicate',
    ),
  ],
];

/** Servers that take the wrong descriptions, or refuse right ones. */
export const createDescriptionFaults: readonly Fault[] = faultsOf('create-descriptions', rows);
