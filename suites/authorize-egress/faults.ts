/** Ways in which a server can be wrong about AuthorizeSecurityGroupEgress: its own, and those of the inbound authorise. */
import { authorizeOutboundFaults } from '../../harness/mutants/authorize/authorize-outbound.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { faults as inboundFaults } from '../authorize-ingress/faults.ts';
import { counterpart } from './requirements.ts';

/**
 * Faults that a report of this operation excuses, those that only a parameter shows which it does not have, and those
 * that are others here, because every group has the rule for all outbound traffic.
 */
const notShown: ReadonlySet<string> = new Set([
  ...['authorize-no-rule-set', 'authorize-empty-rule-set'],
  ...['authorize-group-name-for-id', 'authorize-no-rule-set-without-permissions', 'authorize-untags-group'],
  ...['authorize-range-within-refused', 'authorize-source-group-too', 'authorize-alike-groups-too'],
]);

/** The faults of AuthorizeSecurityGroupEgress. */
export const faults: readonly Fault[] = [...authorizeOutboundFaults, ...inboundFaults.flatMap(asOutbound)];

function asOutbound(fault: Fault): readonly Fault[] {
  if (counterpart(fault.breaks) === undefined || notShown.has(fault.id)) return [];
  const { alsoBreaks = [], ...rest } = fault;
  return [{ ...rest, alsoBreaks: alsoBreaks.flatMap((id) => counterpart(id) ?? []) }];
}
