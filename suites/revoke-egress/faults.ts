/** Ways in which a server can be wrong about RevokeSecurityGroupEgress: its own, and those of the inbound revoke. */
import { revokeFaults } from '../../harness/mutants/catalogue.ts';
import { outboundFaults } from '../../harness/mutants/egress/egress.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { counterpart, register } from './requirements/register.ts';

/** Faults that only a case shows which there is of inbound rules alone, or that are about these. */
const unseen: ReadonlySet<string> = new Set([
  'ipv6-crashes-authorize',
  'group-source-ports-ignored',
  'absent-source-group-overlooked',
  'other-group-twin-removed',
  'description-suffices',
  'description-compared-by-beginning',
  'description-compared-without-case',
  'description-of-group-ignored',
  'described-ipv6-lost',
  'third-range-lost',
  'third-permission-lost',
  'first-rule-found-by-id-only',
  'rule-id-removes-outbound-twin',
  'is-egress-true',
  'action-guessed',
  'thirtieth-rule-not-listed',
  'described-ipv6-rule-not-listed',
  'many-ids-crash',
  'ports-modulo-256',
  'mismatch-beside-edge-ports-succeeds',
]);

/** Faults that only cases of inbound rules detect. */
const alone: ReadonlySet<string> = new Set(['ipv6-ranges-not-read']);

/** The faults of RevokeSecurityGroupEgress. */
export const faults: readonly Fault[] = [...outboundFaults, ...revokeFaults.flatMap(asOutbound)];

/** A fault of the inbound revoke that the outbound one can have too, by the requirement that it breaks there. */
function asOutbound(fault: Fault): readonly Fault[] {
  const breaks = counterpart(fault.breaks);
  if (breaks === undefined || unseen.has(fault.id) || register.find(breaks)?.level === 'OBSERVE') return [];
  const also = alone.has(fault.id) ? [] : (fault.alsoBreaks ?? []).flatMap((id) => counterpart(id) ?? []);
  return [{ ...fault, breaks, alsoBreaks: also }];
}
