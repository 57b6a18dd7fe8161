/** Faults of ModifySecurityGroupRules. */
import type { Fault } from '../fault.ts';
import { modifyBesideFaults } from './modify-beside.ts';
import { modifyErrorFaults } from './modify-errors.ts';
import { modifyRequestFaults, modifyResponseFaults } from './modify-requests.ts';
import { modifyRuleFaults } from './modify-rules.ts';
import { modifyValueFaults } from './modify-values.ts';

/** Faults of ModifySecurityGroupRules. */
export const modifyFaults: readonly Fault[] = [
  ...modifyValueFaults,
  ...modifyRuleFaults,
  ...modifyBesideFaults,
  ...modifyRequestFaults,
  ...modifyErrorFaults,
  ...modifyResponseFaults,
];
