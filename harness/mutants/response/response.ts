/** Mutants whose responses are not those of EC2, whatever they did. */
import type { Fault } from '../fault.ts';
import { responseErrorFaults } from './response-errors.ts';
import { responseFrameFaults } from './response-frame.ts';
import { responseListFaults } from './response-lists.ts';
import { responseMemberFaults } from './response-members.ts';

/** Servers whose responses are not those of EC2, whatever they did. */
export const responseFaults: readonly Fault[] = [
  ...responseFrameFaults,
  ...responseListFaults,
  ...responseMemberFaults,
  ...responseErrorFaults,
];
