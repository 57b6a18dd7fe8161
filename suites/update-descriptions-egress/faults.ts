/** Ways in which a server can be wrong about UpdateSecurityGroupRuleDescriptionsEgress: its own, and those of the inbound one. */
import { descriptionOutboundFaults } from '../../harness/mutants/descriptions/descriptions-outbound.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { faults as inboundFaults } from '../update-descriptions-ingress/faults.ts';

/** The faults of UpdateSecurityGroupRuleDescriptionsEgress. */
export const faults: readonly Fault[] = [...descriptionOutboundFaults, ...inboundFaults];
