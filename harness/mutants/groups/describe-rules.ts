/** Ways in which a server can be wrong about DescribeSecurityGroupRules. */
import type { Fault } from '../fault.ts';
import { ruleFilterFaults } from './filters.ts';
import { generalFaults } from './general.ts';
import { rulePageFaults } from './pages.ts';
import { describedRuleFaults } from './rules-described.ts';

export const faults: readonly Fault[] = [
  ...ruleFilterFaults,
  ...rulePageFaults,
  ...describedRuleFaults,
  ...generalFaults({ action: 'DescribeSecurityGroupRules', prefix: 'rules', changes: false }),
];
