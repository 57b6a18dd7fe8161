/** Tags that a request gives to its rules. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const tagged = 'authorize-tags/tagged';

const stored = (means: string): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['authorize-06'],
  dependsOn: [tagged],
});

/** The topic `authorize-tags`. */
export const authorizeTags = topic('authorize-tags', {
  tagged: { ...stored('The new rule has the tags of TagSpecification'), dependsOn: ['authorize-rules/ipv4-range'] },
  'each-rule': {
    ...stored(
      'Each rule of the request has the tags; those that existed before, and the group, have the tags that they had',
    ),
    dependsOn: [tagged, 'authorize-rules/several-ranges'],
  },
  case: stored('Keys and values of tags keep their case'),
  longest: stored('A key may have 127 characters, and a value 256'),
  unicode: stored('Values of tags are Unicode'),
  untagged: {
    level: 'MUST',
    means: 'A rule without tags in the request has none',
    facts: ['authorize-06', 'shapes-08'],
    dependsOn: ['authorize-rules/ipv4-range'],
  },
  'resource-type': {
    level: 'MUST',
    means: 'A resource type that does not exist, SecurityGroupRule among them, is refused, and nothing is added',
    facts: ['authorize-23'],
    dependsOn: [tagged],
  },
  'reserved-key': {
    level: 'SHOULD',
    means: 'A key that begins with aws: is refused, and nothing is added',
    facts: ['authorize-06'],
    dependsOn: [tagged],
  },
  'too-long': {
    level: 'SHOULD',
    means: 'A key of 200 characters and a value of 300 are refused, and nothing is added',
    facts: ['authorize-06'],
    dependsOn: ['authorize-tags/longest'],
  },
  'other-resource-type': {
    level: 'OBSERVE',
    means: 'What happens to tags for a resource that the request does not make',
  },
  'key-twice': { level: 'OBSERVE', means: 'What happens to a key twice in a request' },
});
