/** Which rules a request describes, and how. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const basic = 'description-update/ipv4';
const byId = 'description-update/by-id';

const described = (means: string, ...further: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['descriptions-01'],
  dependsOn: [basic, ...further],
});

const byIds = (means: string, ...rests: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['descriptions-01', 'descriptions-05'],
  dependsOn: rests,
});

const permissions: TopicEntries = {
  ipv4: {
    level: 'MUST',
    means: 'The rule of the protocol, ports and IPv4 range of a permission gets the description of the range',
    facts: ['descriptions-01', 'descriptions-02'],
  },
  ipv6: described('A rule whose source is an IPv6 range is described by that range'),
  'prefix-list': described('A rule whose source is a prefix list is described by that list'),
  group: described('A rule whose source is a group is described by that group'),
  added: described('A rule that has no description gets one'),
  removed: described('A description that a permission leaves out is removed'),
  protocols: described('Rules of every protocol are described by their values'),
  case: described('A description is changed in the case of its letters alone'),
  same: described('The description that a rule has already may be given again'),
};

const which: TopicEntries = {
  'others-kept': described('Rules that differ from the named one in a single value keep their descriptions'),
  'other-direction': described('A rule of the other direction keeps its description'),
  'other-group': described('A rule of another group keeps its description'),
  several: described('Each of several rules gets its own description', byId),
  'lists-past-nine': described(
    'All elements of a list of eleven are read, of ranges and of ids',
    'description-update/several',
  ),
  'keeps-id': described('A rule keeps its id', byId),
  'host-bits': { level: 'OBSERVE', means: 'What happens to a range with host bits' },
  'protocol-number': { level: 'OBSERVE', means: 'What happens to protocol 6 for a TCP rule' },
  empty: { level: 'OBSERVE', means: 'What happens to an empty description' },
};

const ids: TopicEntries = {
  'by-id': {
    level: 'MUST',
    means: 'The rule whose id is given gets the description beside the id',
    facts: ['descriptions-01', 'descriptions-05', 'descriptions-10'],
  },
  'by-id-added': byIds('A rule that has no description gets one by its id', byId),
  'by-id-removed': byIds('A description that is left out beside the id of a rule is removed', byId),
  'id-of-other-direction': { level: 'OBSERVE', means: 'What happens to the id of a rule of the other direction' },
  'id-of-other-group': { level: 'OBSERVE', means: 'What happens to the id of a rule of another group' },
  'id-twice': { level: 'OBSERVE', means: 'What happens to a rule id twice in a request' },
};

const texts: TopicEntries = {
  'allowed-characters': {
    level: 'MUST',
    means: 'A description is stored with every character that it may have',
    facts: ['authorize-05'],
    dependsOn: [basic, 'description-update/ipv6', 'description-update/group'],
  },
  'allowed-characters-by-id': {
    level: 'SHOULD',
    means: 'A description by the id of a rule is stored with every character that it may have',
    facts: ['authorize-05'],
    dependsOn: [byId],
  },
  longest: {
    level: 'MUST',
    means: 'A description of 255 characters is stored whole',
    facts: ['authorize-05'],
    dependsOn: [basic, byId],
  },
};

const afterwards: TopicEntries = {
  again: described(
    'A description is replaced again, and given again after it was removed',
    'description-update/removed',
  ),
  'keeps-tags': { ...described('A rule keeps its tags'), level: 'SHOULD' },
  described: described(
    'The rule is described under its id with the new text and its old values',
    'description-update/keeps-id',
  ),
  revocable: described('A rule that was described is revoked by its values, alone or with the new description'),
};

/** The topic `description-update`. */
export const descriptionUpdate = topic('description-update', {
  ...permissions,
  ...which,
  ...ids,
  ...texts,
  ...afterwards,
});
