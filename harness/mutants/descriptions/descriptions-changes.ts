/** The places at which a fault takes hold of the updates of descriptions, of whichever direction. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven } from '../../reference/request/input.ts';
import type { Redescribed } from '../../reference/sections/rule-changes.ts';
import type { Apply } from '../fault.ts';
import type { FaultRow } from '../fault-rows.ts';
import { changesOf } from '../operation-changes.ts';

/** Changes of an update of descriptions, one for each of its steps. */
export const describes = changesOf([
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
]);

/** Whether the rules are named by their ids, and not by their values. */
export const isById = (call: ReferenceCall) => isGiven(call.input, 'SecurityGroupRuleDescription');

/** Describes other rules, or otherwise, than the request asks for. */
export function recommitting(
  change: (changes: readonly Redescribed[], call: ReferenceCall) => readonly Redescribed[],
): Apply {
  return (b) =>
    changed(b, {
      describing: { commit: (changes, group, call) => b.describing.commit(change(changes, call), group, call) },
    });
}

/** Gives rules other descriptions; undefined leaves the rule as it was. */
export function redescribing(
  change: (one: Redescribed, call: ReferenceCall, index: number) => Redescribed | undefined,
): Apply {
  return recommitting((changes, call) => changes.flatMap((one, index) => change(one, call, index) ?? []));
}

/** Leaves rules of this kind as they were. */
export function leaving(
  slug: string,
  id: string,
  means: string,
  when: (one: Redescribed, call: ReferenceCall) => boolean,
): FaultRow {
  return [slug, `describe-${id}`, means, redescribing((one, call) => (when(one, call) ? undefined : one))];
}
