/** Mutants that lose, change, take or refuse tags of new rules. */
import { changed } from '../../reference/behaviour.ts';
import { structs, text } from '../../reference/request/input.ts';
import type { Tags } from '../../reference/store.ts';
import { requestedTags } from '../../reference/tagging.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';

function tagging(change: (tags: Tags) => Tags): Apply {
  return (b) => changed(b, { authorizing: { tags: (call) => change(b.authorizing.tags(call)) } });
}

const mapped = (change: (key: string, value: string) => readonly [string, string]): Apply =>
  tagging((tags) => new Map([...tags].map(([key, value]) => change(key, value))));

/** Takes these tags, which are to be refused. */
const takingTags = (
  slug: string,
  id: string,
  means: string,
  when: (key: string, value: string) => boolean,
): FaultRow => [
  slug,
  `authorize-tags-${id}`,
  means,
  (b) =>
    changed(b, {
      authorizing: {
        tags: (call) => {
          const tags = structs(call.input, 'TagSpecification').flatMap((one) => structs(one, 'Tag'));
          const isMeant = tags.some((tag) => when(text(tag, 'Key') ?? '', text(tag, 'Value') ?? ''));
          return isMeant ? new Map() : b.authorizing.tags(call);
        },
      },
    }),
];

const tags: readonly FaultRow[] = [
  ['tagged', 'authorize-tags-lost', 'takes tags and stores none', tagging(() => new Map())],
  ['tagged', 'authorize-first-tag-only', 'stores the first tag alone', tagging((all) => new Map([...all].slice(0, 1)))],
  ['tagged', 'authorize-ten-tags', 'stores ten tags', tagging((all) => new Map([...all].slice(0, 10)))],
  ['tagged', 'authorize-tag-values-lost', 'stores tags without their values', mapped((key) => [key, ''])],
  [
    'each-rule',
    'authorize-first-rule-tagged',
    'tags the first rule of a request alone',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ added }, call) => {
            for (const rule of added.slice(1)) call.store.tags.delete(rule.id);
          },
        },
      }),
  ],
  [
    'each-rule',
    'authorize-standing-rules-tagged',
    'tags the earlier rules as well',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ group, direction }, call) => {
            const given = b.authorizing.tags(call);
            if (given.size === 1) for (const rule of call.store.rules(group, direction)) call.store.tag(rule.id, given);
          },
        },
      }),
  ],
  [
    'case',
    'authorize-tag-keys-lower-case',
    'stores keys of tags in lower case',
    mapped((key, value) => [key.toLowerCase(), value]),
  ],
  [
    'case',
    'authorize-tag-values-lower-case',
    'stores values of tags in lower case',
    mapped((key, value) => [key, value === 'TeSt' ? value.toLowerCase() : value]),
  ],
  [
    'longest',
    'authorize-tag-keys-cut',
    'cuts keys of tags at 126 characters',
    mapped((key, value) => [key.slice(0, 126), value]),
  ],
  [
    'longest',
    'authorize-tag-values-cut',
    'cuts values of tags at 255 characters',
    mapped((key, value) => [key, value.slice(0, 255)]),
  ],
  [
    'unicode',
    'authorize-tag-values-ascii',
    'stores a question mark for what is not ASCII',
    mapped((key, value) => [key, value.replace(/[^ -~]/g, '?')]),
  ],
  [
    'untagged',
    'authorize-tags-made-up',
    'gives a rule without tags a tag of its own',
    (b) =>
      changed(b, {
        authorizing: {
          tags: (call) => {
            const given = b.authorizing.tags(call);
            return given.size > 0 ? given : new Map([['created-by', 'authorize']]);
          },
        },
      }),
    // A rule that a case starts from has it too, and the item of the response.
    { alsoBreaks: ['authorize-tags/each-rule', 'authorize-response/tags-absent'] },
  ],
  [
    'resource-type',
    'authorize-tags-enumeration-name',
    'takes the resource type SecurityGroupRule',
    resourceTypeTaken((type) => type === 'SecurityGroupRule'),
  ],
  [
    'resource-type',
    'authorize-tags-any-type',
    'takes any resource type that begins with that of rules',
    resourceTypeTaken((type) => type.startsWith('security-group-rule')),
  ],
  takingTags('reserved-key', 'reserved-key-taken', 'takes a key that begins with aws:', (key) =>
    key.startsWith('aws:'),
  ),
  takingTags('too-long', 'long-key-taken', 'takes a key of 200 characters', (key) => key.length > 128),
  takingTags('too-long', 'long-value-taken', 'takes a value of 300 characters', (_, value) => value.length > 256),
];

function resourceTypeTaken(when: (type: string) => boolean): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        tags: (call) => {
          const type = structs(call.input, 'TagSpecification').map((one) => text(one, 'ResourceType') ?? '')[0] ?? '';
          return when(type) ? requestedTags(call, type) : b.authorizing.tags(call);
        },
      },
    });
}

/** Servers that lose, change, take or refuse tags of new rules. */
export const authorizeTagFaults: readonly Fault[] = faultsOf('authorize-tags', tags);
