/** The description of a source, which is that of its rule. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const stored = (means: string, rests: string): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['authorize-05'],
  dependsOn: [rests],
});

/** The topic `authorize-descriptions`. */
export const authorizeDescriptions = topic('authorize-descriptions', {
  ipv4: stored('The description of an IPv4 range is stored with its rule', 'authorize-rules/ipv4-range'),
  ipv6: stored('The description of an IPv6 range is stored with its rule', 'authorize-rules/ipv6-range'),
  'prefix-list': stored('The description of a prefix list is stored with its rule', 'authorize-rules/prefix-list'),
  group: stored('The description of a source group is stored with its rule', 'authorize-rules/group-source'),
  none: {
    level: 'MUST',
    means: 'A rule without a description in the request has none',
    facts: ['authorize-05', 'answer-04'],
    dependsOn: ['authorize-rules/ipv4-range'],
  },
  'each-its-own': {
    ...stored('Each source of a request keeps its own description', 'authorize-descriptions/ipv4'),
    dependsOn: [
      'authorize-descriptions/ipv4',
      'authorize-descriptions/none',
      'authorize-rules/several-ranges',
      'authorize-rules/several-permissions',
    ],
  },
  'allowed-characters': stored(
    'A description of a range is stored with every character that it may have',
    'authorize-descriptions/ipv4',
  ),
  'allowed-characters-of-groups': stored(
    'A description of a group is stored with every character that it may have',
    'authorize-descriptions/group',
  ),
  'ampersand-of-groups': {
    level: 'SHOULD',
    means: 'A description of a group may have an ampersand, which its documentation leaves out',
    facts: ['authorize-17'],
    dependsOn: ['authorize-descriptions/group'],
  },
  longest: stored('A description of 255 characters is stored whole', 'authorize-descriptions/ipv4'),
  'too-long': {
    level: 'MUST',
    means: 'A description of 256 characters is refused with 400 InvalidParameterValue',
    facts: ['authorize-05', 'authorize-16'],
    dependsOn: ['authorize-descriptions/longest'],
  },
  'forbidden-character': {
    level: 'MUST',
    means: 'A description with a character outside the set is refused with 400 InvalidParameterValue',
    facts: ['authorize-05', 'authorize-16'],
    dependsOn: ['authorize-descriptions/ipv4'],
  },
  empty: { level: 'OBSERVE', means: 'What happens to an empty description' },
});
