/** Ways in which a server can be wrong about RevokeSecurityGroupEgress. */
import type { Fault } from './fault.ts';

export const egressFaults: readonly Fault[] = [];
