/** Duplicates: rules that exist already, and rules given twice in a request. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const existing = 'authorize-duplicates/standing';

const spelling = (
  level: 'MUST' | 'SHOULD',
  means: string,
  facts: readonly string[],
  rests: string,
): RequirementEntry => ({
  level,
  means,
  facts,
  dependsOn: [existing, rests],
});

/** The topic `authorize-duplicates`. */
export const authorizeDuplicates = topic('authorize-duplicates', {
  standing: {
    level: 'MUST',
    means: 'A rule that exists already is refused with 400 InvalidPermission.Duplicate, and nothing is added',
    facts: ['authorize-15', 'setup-01', 'setup-02'],
    dependsOn: ['authorize-rules/ipv4-range'],
  },
  'standing-prefix-list': {
    level: 'SHOULD',
    means: 'An existing rule whose source is a prefix list is refused in the same way',
    facts: ['authorize-15', 'setup-01'],
    dependsOn: [existing, 'authorize-rules/prefix-list', 'authorize-duplicates/all-or-nothing'],
  },
  'description-no-part': {
    level: 'MUST',
    means: 'A rule is the same whatever its description: another one, or none, makes no new rule',
    facts: ['authorize-29'],
    dependsOn: [existing],
  },
  'canonical-ipv4': spelling(
    'MUST',
    'An IPv4 range with host bits is the same as the existing one without them',
    ['authorize-02', 'setup-14'],
    'authorize-rules/canonical-ipv4',
  ),
  'canonical-ipv6': spelling(
    'MUST',
    'An IPv6 range with host bits is the same as the existing one without them',
    ['authorize-02'],
    'authorize-rules/canonical-ipv6',
  ),
  'ipv6-spellings': spelling(
    'SHOULD',
    'An IPv6 range in upper case or written in full is the same as the existing one',
    ['authorize-02', 'setup-15'],
    'authorize-rules/ipv6-spellings',
  ),
  'protocol-spellings': spelling(
    'SHOULD',
    'A protocol that is given by its number is the same as the existing one by its name',
    ['setup-13'],
    'authorize-rules/numeric-names',
  ),
  'ports-of-all-traffic': spelling(
    'SHOULD',
    'Protocol -1 with ports is the same as an existing rule for all traffic',
    ['authorize-03', 'authorize-18', 'setup-12'],
    'authorize-rules/all-traffic-ports-ignored',
  ),
  'own-account': spelling(
    'SHOULD',
    'A source group with the own account is the same as the existing one without it',
    ['matching-25'],
    'authorize-rules/group-source-user-id',
  ),
  'all-or-nothing': {
    level: 'SHOULD',
    means: 'Where one of several rules exists already, none is added',
    facts: ['setup-03'],
    dependsOn: [existing, 'authorize-rules/several-permissions'],
  },
  'within-request': {
    level: 'MUST',
    means: 'The same rule twice in a request is refused with 400 InvalidParameterValue, and nothing is added',
    facts: ['authorize-19', 'setup-04'],
    dependsOn: ['authorize-rules/several-permissions', 'authorize-request/lists-past-nine'],
  },
  'within-request-descriptions': {
    level: 'OBSERVE',
    means: 'What happens to a rule twice in a request under two descriptions',
  },
  'within-request-spellings': {
    level: 'OBSERVE',
    means: 'What happens to two spellings of one range in a request',
  },
});
