/** Tags that a group is given when it is created. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const works = ['create-tags/tag'];

function tag(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: works };
}

/** The topic `create-tags`. */
export const createTags = topic('create-tags', {
  tag: {
    level: 'MUST',
    means: 'TagSpecification of the type security-group gives the group its tag',
    facts: ['created-groups-18', 'created-groups-22'],
    dependsOn: ['create-group/creates'],
  },
  tags: tag('Several tags of a specification are given, also past the ninth', 'created-groups-18'),
  'tags-fifty': {
    ...tag('A group may be given fifty tags', 'created-groups-18', 'created-groups-23'),
    dependsOn: ['create-tags/tags'],
  },
  'tags-fifty-one': {
    ...tag('More than fifty tags are refused', 'created-groups-23'),
    dependsOn: ['create-tags/tags-fifty'],
  },
  'tags-own': {
    ...tag('No other group, a later one of the name included, and no rule is given the tags', 'created-groups-18'),
    dependsOn: ['create-group/several', ...works],
  },
  'tag-filter': {
    level: 'SHOULD',
    means: 'The group is found by the filter on its tag',
    facts: ['created-groups-18', 'filters-11'],
    dependsOn: works,
  },
  'tag-paired': {
    level: 'SHOULD',
    means: 'Each key has the value that was given beside it',
    facts: ['created-groups-18', 'filters-11'],
    dependsOn: ['create-tags/tags', 'create-tags/tag-filter'],
  },
  'tag-case': tag('The case of keys and values counts', 'created-groups-19'),
  'tag-punctuation': tag(
    'Keys and values are text: they may be digits alone, and have spaces and + - = . _ : / @',
    'created-groups-23',
  ),
  'tag-value-empty': {
    level: 'SHOULD',
    means: 'The value of a tag may be empty',
    facts: ['created-groups-19'],
    dependsOn: works,
  },
  'tag-unicode': tag('Keys and values may be Unicode', 'created-groups-19'),
  'tag-key-length': tag('A key may have 127 characters', 'created-groups-19'),
  'tag-value-length': tag('A value may have 256 characters', 'created-groups-19'),
  'tag-key-too-long': tag('A key of 129 characters is refused', 'created-groups-19'),
  'tag-value-too-long': tag('A value of 257 characters is refused', 'created-groups-19'),
  'tag-key-aws': tag('A key that begins with aws: is refused', 'created-groups-19'),
  'tag-key-aws-inside': tag('A key may have aws: at another place, and a value anywhere', 'created-groups-19'),
  'tag-key-empty': tag('An empty key is refused', 'created-groups-19'),
  'tag-key-128': { level: 'OBSERVE', means: 'What a key of 128 characters is answered with' },
  'tag-type-missing': tag('Tags without the type of the resource are refused', 'created-groups-18'),
  'tag-type-other': {
    level: 'SHOULD',
    means: 'Tags for another type of resource than the one that is created are refused',
    facts: ['created-groups-18'],
    dependsOn: works,
  },
  'tag-type-enumeration': {
    level: 'SHOULD',
    means: 'The type of the resource is security-group, and not a name of an enumeration',
    facts: ['created-groups-18'],
    dependsOn: works,
  },
  'tag-key-twice': { level: 'OBSERVE', means: 'What a key that is given twice is answered with' },
  'tag-specifications-two': {
    level: 'OBSERVE',
    means: 'What two specifications for the same type of resource are answered with',
  },
  'tag-specification-empty': { level: 'OBSERVE', means: 'What a specification without tags is answered with' },
});
