/** Faults of DescribeSecurityGroupRules. */
import type { Fault } from '../fault.ts';
import { ruleFilterFaults } from './filters.ts';
import { generalFaults } from './general.ts';
import { rulePageFaults } from './pages.ts';
import { describedRuleFaults } from './rules-described.ts';
import { listedRuleFaults } from './rules-listed.ts';

/** Faults of DescribeSecurityGroupRules. */
export const describeRulesFaults: readonly Fault[] = [
  ...ruleFilterFaults,
  ...rulePageFaults,
  ...listedRuleFaults,
  ...describedRuleFaults,
  ...generalFaults({
    action: 'DescribeSecurityGroupRules',
    prefix: 'rules',
  }),
];
