/** Mutants that are wrong about the tags of a new group. */
import { type Struct, structs, text } from '../../reference/request/input.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { wrapping } from '../groups/changes.ts';
import {
  askedTags,
  creating,
  creationInput,
  creationResponse,
  refusingCreation,
  retagging,
  specifying,
  takingTags,
} from './create-changes.ts';

const keyOf = (tag: Struct) => text(tag, 'Key') ?? '';
const textOf = (tag: Struct) => text(tag, 'Value') ?? '';

function rekeying(change: (key: string) => string): Apply {
  return retagging((tags) => tags.map((tag) => ({ ...tag, Key: change(keyOf(tag)) })));
}

function revaluing(change: (value: string) => string): Apply {
  return retagging((tags) => tags.map((tag) => ({ ...tag, Value: change(textOf(tag)) })));
}

/** Creations with a tag of this kind are refused. */
function refusingTags(when: (key: string, value: string) => boolean): Apply {
  return refusingCreation(
    (call) => askedTags(call).some((tag) => when(keyOf(tag), textOf(tag))),
    'InvalidTagKey.Malformed',
  );
}

/** Any type, and none, of those that pass is as good as the right one. */
function takingTypes(when: (type: string | undefined) => boolean): Apply {
  return specifying((all) =>
    all.map((one) => (when(text(one, 'ResourceType')) ? { ...one, ResourceType: 'security-group' } : one)),
  );
}

/** More than fifty tags are no error. */
function beyondFifty(rest: 'taken' | 'dropped'): Apply {
  return creating((call, proceed) => {
    const tags = askedTags(call);
    if (tags.length <= 50) return proceed(call);
    const some = tags.slice(0, 50);
    const elements = proceed({
      ...call,
      input: { ...call.input, TagSpecification: [{ ResourceType: 'security-group', Tag: some }] },
    });
    const more = new Map(tags.slice(50).map((tag) => [keyOf(tag), textOf(tag)]));
    if (rest === 'taken') call.store.tag(String(elements['groupId']), more);
    return elements;
  });
}

const isNotAscii = (one: string) => /[^ -~]/.test(one);

const rows: readonly FaultRow[] = [
  ['tag', 'create-tags-ignored', 'ignores tags', creationInput(({ TagSpecification: _, ...input }) => input)],
  ['tag', 'create-tags-refused', 'refuses tags', refusingCreation((call) => askedTags(call).length > 0)],
  ['tag', 'create-tag-values-lost', 'keeps the keys of tags alone', revaluing(() => '')],
  [
    'tag',
    'create-tag-keys-for-values',
    'takes keys for values',
    retagging((tags) => tags.map((tag) => ({ ...tag, Value: keyOf(tag) }))),
  ],
  [
    'tags',
    'create-first-tag-alone',
    'reads the first tag of several alone',
    retagging((tags) => (tags.length > 2 && tags.length < 50 ? tags.slice(0, 1) : tags)),
  ],
  ['tags', 'create-nine-tags', 'reads nine tags', retagging((tags) => (tags.length === 11 ? tags.slice(0, 9) : tags))],
  [
    'tag-paired',
    'create-tag-values-shifted',
    'takes the values of two tags in the other order',
    retagging((tags) =>
      tags.length === 2 ? tags.map((tag, at) => ({ ...tag, Value: textOf(tags[1 - at] ?? tag) })) : tags,
    ),
  ],
  [
    'tags-fifty',
    'create-fifty-tags-refused',
    'refuses fifty tags',
    refusingCreation((call) => askedTags(call).length === 50, 'TagLimitExceeded'),
  ],
  [
    'tags-fifty',
    'create-twenty-tags-kept',
    'keeps twenty tags',
    retagging((tags) => (tags.length === 50 ? tags.slice(0, 20) : tags)),
  ],
  ['tags-fifty-one', 'create-fifty-one-tags-taken', 'takes more than fifty tags', beyondFifty('taken')],
  ['tags-fifty-one', 'create-fifty-first-tag-dropped', 'drops the tags after the fiftieth', beyondFifty('dropped')],
  [
    'tags-own',
    'create-tags-on-first-rule',
    'gives the tags of the group to its first rule',
    creationResponse((elements, { store }) => {
      const group = store.groups.get(String(elements['groupId']));
      const [rule] = group?.egress ?? [];
      if (group !== undefined && rule !== undefined) store.tag(rule.id, store.tagsOf(group.id));
      return elements;
    }),
  ],
  [
    'tags-own',
    'create-tags-on-neighbours',
    'gives the tags of the group to the one that was made before',
    creationResponse((elements, { store }) => {
      const id = String(elements['groupId']);
      const before = [...store.groups.keys()].at(-2);
      if (before !== undefined && store.tagsOf(before).size === 0) store.tag(before, store.tagsOf(id));
      return elements;
    }),
    { crossesGroups: true },
  ],
  [
    'tag-filter',
    'create-not-found-by-tag',
    'does not find a new group by its tag',
    wrapping('DescribeSecurityGroups', (call, proceed) =>
      structs(call.input, 'Filter').some((one) => (text(one, 'Name') ?? '').startsWith('tag:ec2-conformance-'))
        ? { securityGroupInfo: [] }
        : proceed(call),
    ),
  ],
  ['tag-case', 'create-tag-keys-in-lower-case', 'stores keys in lower case', rekeying((key) => key.toLowerCase())],
  [
    'tag-case',
    'create-tag-values-in-lower-case',
    'stores values in lower case',
    revaluing((value) => value.toLowerCase()),
  ],
  [
    'tag-case',
    'create-tag-keys-alike',
    'refuses keys that differ by case alone',
    refusingCreation(
      (call) =>
        new Set(askedTags(call).map((tag) => keyOf(tag).toLowerCase())).size < new Set(askedTags(call).map(keyOf)).size,
    ),
  ],
  [
    'tag-punctuation',
    'create-tag-key-colon-refused',
    'refuses a colon in a key',
    refusingTags((key) => key.startsWith('cost:')),
  ],
  [
    'tag-punctuation',
    'create-tag-key-slash-refused',
    'refuses a slash in a key',
    refusingTags((key) => key.includes('/')),
  ],
  [
    'tag-punctuation',
    'create-tag-value-at-refused',
    'refuses @ in a value',
    refusingTags((_, value) => value.includes('@')),
  ],
  [
    'tag-punctuation',
    'create-tag-value-plus-as-space',
    'stores spaces for the plus signs of values',
    revaluing((value) => value.replaceAll('+', ' ')),
  ],
  [
    'tag-value-empty',
    'create-tag-empty-value-refused',
    'refuses an empty value',
    refusingTags((_, value) => value === ''),
  ],
  [
    'tag-value-empty',
    'create-tag-empty-value-dropped',
    'drops a tag whose value is empty',
    retagging((tags) => tags.filter((tag) => textOf(tag) !== '')),
  ],
  ['tag-unicode', 'create-tag-unicode-refused', 'refuses keys beyond ASCII', refusingTags((key) => isNotAscii(key))],
  [
    'tag-unicode',
    'create-tag-value-unicode-refused',
    'refuses values beyond ASCII',
    refusingTags((_, value) => isNotAscii(value)),
  ],
  [
    'tag-unicode',
    'create-tag-unicode-lost',
    'stores question marks for what is beyond ASCII',
    rekeying((key) => key.replace(/[^ -~]/g, '?')),
  ],
  [
    'tag-unicode',
    'create-tag-value-ideographs-lost',
    'stores question marks for what is beyond Latin in values',
    revaluing((value) => value.replace(/[\u4e00-\u9fff]/g, '?')),
  ],
  [
    'tag-key-length',
    'create-tag-key-over-64-refused',
    'refuses a key of more than 64 characters',
    refusingTags((key) => key.length > 64 && key.length < 128),
  ],
  [
    'tag-key-length',
    'create-tag-key-cut-at-100',
    'cuts keys at a hundred characters',
    rekeying((key) => (key.length < 128 ? key.slice(0, 100) : key)),
  ],
  [
    'tag-value-length',
    'create-tag-value-over-128-refused',
    'refuses a value of more than 128 characters',
    refusingTags((_, value) => value.length > 128),
  ],
  [
    'tag-value-length',
    'create-tag-value-256-refused',
    'refuses a value of 256 characters',
    refusingTags((_, value) => value.length === 256),
  ],
  [
    'tag-value-length',
    'create-tag-value-cut-at-255',
    'cuts values at 255 characters',
    revaluing((value) => (value.length <= 256 ? value.slice(0, 255) : value)),
  ],
  [
    'tag-key-too-long',
    'create-tag-long-key-taken',
    'takes a key of any length',
    takingTags('tagKey', (key) => key.length > 128),
  ],
  [
    'tag-key-too-long',
    'create-tag-long-key-cut',
    'cuts a longer key',
    rekeying((key) => (key.length > 128 ? key.slice(0, 127) : key)),
  ],
  [
    'tag-value-too-long',
    'create-tag-long-value-taken',
    'takes a value of any length',
    takingTags('tagValue', (value) => value.length > 256),
  ],
  [
    'tag-value-too-long',
    'create-tag-long-value-cut',
    'cuts a longer value',
    revaluing((value) => (value.length > 256 ? value.slice(0, 256) : value)),
  ],
  [
    'tag-key-aws',
    'create-tag-aws-dropped',
    'drops tags that begin with aws:',
    retagging((tags) => tags.filter((tag) => !keyOf(tag).startsWith('aws:'))),
  ],
  [
    'tag-key-aws',
    'create-tag-aws-renamed',
    'stores a key that begins with aws: without it',
    rekeying((key) => key.replace(/^aws:/, 'aws-')),
  ],
  [
    'tag-key-aws',
    'create-tag-aws-checked-first-alone',
    'looks at the first tag alone for aws:',
    retagging((tags) =>
      tags.map((tag, place) => (place === 0 ? tag : { ...tag, Key: keyOf(tag).replace(/^aws:/, 'aws-') })),
    ),
  ],
  [
    'tag-key-aws-inside',
    'create-tag-aws-anywhere-refused',
    'refuses a key with aws: anywhere',
    refusingTags((key) => key.includes('-aws:')),
  ],
  [
    'tag-key-aws-inside',
    'create-tag-aws-value-refused',
    'refuses a value that begins with aws:',
    refusingTags((_, value) => value.startsWith('aws:')),
  ],
  [
    'tag-key-empty',
    'create-tag-empty-key-dropped',
    'drops a tag with an empty key',
    retagging((tags) => tags.filter((tag) => keyOf(tag) !== '')),
  ],
  [
    'tag-key-empty',
    'create-tag-empty-key-named',
    'gives an empty key a name',
    rekeying((key) => (key === '' ? 'Name' : key)),
  ],
  [
    'tag-type-missing',
    'create-tag-type-guessed',
    'takes tags without a type for those of the group',
    takingTypes((type) => type === undefined),
  ],
  [
    'tag-type-missing',
    'create-tag-without-type-dropped',
    'drops tags without a type',
    specifying((all) => all.filter((one) => text(one, 'ResourceType') !== undefined)),
  ],
  [
    'tag-type-other',
    'create-tag-any-type-taken',
    'takes tags of another type for those of the group',
    takingTypes((type) => type === 'vpc'),
  ],
  [
    'tag-type-other',
    'create-tag-other-type-dropped',
    'drops tags for another type',
    specifying((all) => all.filter((one) => text(one, 'ResourceType') !== 'vpc')),
  ],
  [
    'tag-type-other',
    'create-tag-rule-type-taken',
    'takes tags for rules for those of the group',
    takingTypes((type) => type === 'security-group-rule'),
  ],
  [
    'tag-type-enumeration',
    'create-tag-enumeration-taken',
    'takes SecurityGroup for the type',
    takingTypes((type) => type === 'SecurityGroup'),
  ],
  [
    'tag-type-enumeration',
    'create-tag-enumeration-dropped',
    'drops tags for SecurityGroup',
    specifying((all) => all.filter((one) => text(one, 'ResourceType') !== 'SecurityGroup')),
  ],
];

/** Faults in the tags of new groups. */
export const tagFaults: readonly Fault[] = faultsOf('create-tags', rows);
