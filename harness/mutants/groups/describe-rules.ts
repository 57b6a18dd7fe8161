/** Faults of DescribeSecurityGroupRules. */
import type { Fault } from '../fault.ts';
import { ruleFilterValueFaults } from './filter-values.ts';
import { ruleFilterFaults } from './filters.ts';
import { generalFaults } from './general.ts';
import { rulePageFaults } from './pages.ts';
import { ruleKindFaults } from './rules-by-kind.ts';
import { describedRuleFaults } from './rules-described.ts';
import { listedRuleFaults } from './rules-listed.ts';

/** Faults of DescribeSecurityGroupRules. */
export const describeRulesFaults: readonly Fault[] = [
  ...ruleFilterFaults,
  ...ruleFilterValueFaults,
  ...rulePageFaults,
  ...listedRuleFaults,
  ...describedRuleFaults,
  ...ruleKindFaults,
  ...generalFaults({
    action: 'DescribeSecurityGroupRules',
    prefix: 'rules',
  }),
];
