/** Every requirement on DescribeSecurityGroupRules: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { topic } from '../../../harness/register/topic.ts';
import { filterEntries, generalOfDescribing, pageEntries } from '../../requirements/describing.ts';
import { rulesDescribed } from './described.ts';
import { rulesListed } from './listed.ts';
import { rulesRefused } from './refused.ts';

const filtered = topic('rules-filtered', {
  'group-id': {
    level: 'MUST',
    means: 'The filter group-id selects the rules of the group that it names',
    facts: ['described-rules-01'],
    dependsOn: ['rules-described/rule-id'],
  },
  'rule-id': {
    level: 'MUST',
    means: 'The filter security-group-rule-id selects the rule that it names',
    facts: ['described-rules-01'],
    dependsOn: ['rules-described/rule-id'],
  },
  tag: {
    level: 'MUST',
    means: 'The filter tag:KEY selects the rules whose tag of that key has the value',
    facts: ['described-rules-01', 'filters-11'],
    dependsOn: ['rules-described/rule-id'],
  },
  ...filterEntries('rules-filtered', 'rule-id', {
    and: ['rule-id', 'group-id', 'no-match'],
    'value-case': ['tag', 'no-match'],
    'wildcard-star': ['tag', 'no-match'],
    'wildcard-question': ['tag', 'no-match'],
    'wildcard-escaped': ['tag'],
    'wildcard-literal': ['tag', 'no-match'],
    'no-match': ['tag'],
    'name-case': ['group-id'],
    'unknown-filter': ['group-id'],
    'nested-list': ['group-id'],
    'absent-group': ['group-id', 'no-match'],
  }),
  'absent-rule': { level: 'OBSERVE', means: 'What the filter security-group-rule-id selects for the id of no rule' },
  'tag-key': {
    level: 'OBSERVE',
    means: 'What the filter tag-key selects, which the operation is not documented to have',
    facts: ['described-rules-01'],
  },
  'group-id-empty': {
    level: 'MUST',
    means: 'An empty value of group-id is refused as malformed',
    facts: ['described-rules-04', 'matching-16'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    dependsOn: ['rules-filtered/group-id'],
  },
  'group-id-malformed': {
    level: 'SHOULD',
    means: 'A value of group-id that is not an id is refused as malformed',
    facts: ['shapes-10', 'matching-16'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    dependsOn: ['rules-filtered/group-id'],
  },
});

const paged = topic('rules-paged', {
  ...pageEntries('rules-paged', 'rules', ['rules-filtered/rule-id', 'rules-filtered/values-or']),
  'token-alone': {
    // Known from one report of a fault, made in two places.
    level: 'SHOULD',
    means: 'A NextToken with neither MaxResults nor rule ids is refused with MissingParameter',
    facts: ['pages-04'],
    dependsOn: ['rules-paged/token'],
  },
});

/** The register of DescribeSecurityGroupRules. */
export const register: Register = buildRegister(
  [
    ...rulesListed,
    ...filtered,
    ...paged,
    ...rulesDescribed,
    ...rulesRefused,
    ...generalOfDescribing('DescribeSecurityGroupRules', 'rules-listed/by-id'),
  ],
  loadSpecification(),
);
