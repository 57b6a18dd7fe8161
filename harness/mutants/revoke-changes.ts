/** The places at which a fault takes hold of a revoke, each as a change of the behaviour; set-up calls stay as they are. */

import { type Behaviour, changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import type { FieldMatch, Matching } from '../reference/matching.ts';
import type { ReferenceOperation } from '../reference/operations/operation.ts';
import { given, structs, text } from '../reference/request/input.ts';
import type { Wanted } from '../reference/request/requested.ts';
import type { Elements } from '../reference/responses/content.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import type { Group, StoredRule } from '../reference/store.ts';
import type { Permission } from '../security-groups/model/permission.ts';
import type { RevokeOutcome } from '../security-groups/model/revoke.ts';
import type { Direction } from '../security-groups/model/rule.ts';
import { isTestedAction } from './rewriting.ts';

export type Apply = (behaviour: Behaviour) => Behaviour;
export type When = (call: ReferenceCall) => boolean;

type Outcome = RevokeOutcome<StoredRule, Wanted>;

/** Whether the call is one of a tested action: a revoke, of whichever direction, or one that needs no groups. */
export function isTested({ action }: ReferenceCall): boolean {
  return isTestedAction(action);
}

/** Of the rules that a revoke takes away. */
export function directionOf({ action }: ReferenceCall): Direction {
  return action.endsWith('Egress') ? 'egress' : 'ingress';
}

/** Puts something in the place of each tested action; `usual` is what it was. */
export function replacingTested(replace: (call: ReferenceCall, usual: ReferenceOperation) => Elements): Apply {
  return (b) => {
    const { RevokeSecurityGroupIngress: inbound, RevokeSecurityGroupEgress: outbound, DescribeRegions } = b.operations;
    return changed(b, {
      operations: {
        RevokeSecurityGroupIngress: (call) => replace(call, inbound),
        RevokeSecurityGroupEgress: (call) => replace(call, outbound),
        DescribeRegions: (call) => replace(call, DescribeRegions),
      },
    });
  };
}

/** The group that the request is about; refuses as the operation does. */
export function groupOf(call: ReferenceCall): Group {
  return call.behaviour.lookup.requested(call);
}

/** Replaces predicates of single fields. */
export function fields(matching: Partial<Matching>): Apply {
  return (b) => changed(b, { matching });
}

/** A wanted rule also names these, unless it has another description. */
export function alsoMatching(extra: FieldMatch): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        matches: (wanted, rule, call) =>
          b.revoking.matches(wanted, rule, call) ||
          (extra(wanted, rule, call) && b.matching.description(wanted, rule, call)),
      },
    });
}

/** A wanted rule never names these. */
export function neverMatching(lost: FieldMatch): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        matches: (wanted, rule, call) => b.revoking.matches(wanted, rule, call) && !lost(wanted, rule, call),
      },
    });
}

/** With a rule that a permission names go these, too. */
export function alsoRemoving(goesToo: (named: StoredRule, other: StoredRule, call: ReferenceCall) => boolean): Apply {
  return outcomes((outcome, existing, call) => {
    if (outcome.kind === 'refused') return outcome;
    const more = existing.filter(
      (other) => !outcome.removed.includes(other) && outcome.removed.some((named) => goesToo(named, other, call)),
    );
    return { ...outcome, removed: [...outcome.removed, ...more] };
  });
}

/** Changes what a revoke by permissions comes to. */
export function outcomes(
  change: (outcome: Outcome, existing: readonly StoredRule[], call: ReferenceCall) => Outcome,
): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        byPermissions: (existing, wanted, onMismatch, call) =>
          change(b.revoking.byPermissions(existing, wanted, onMismatch, call), existing, call),
      },
    });
}

/** Reads each permission of a revoke, flat parameters included, as another one. */
export function reread(change: (permission: Permission, call: ReferenceCall) => Permission): Apply {
  return (b) =>
    changed(b, {
      requested: {
        rules: (permission, group, call) =>
          b.requested.rules(isTested(call) ? change(permission, call) : permission, group, call),
      },
    });
}

/** Reads the list of permissions of a revoke as another one. */
export function relist(
  change: (permissions: readonly Permission[], call: ReferenceCall) => readonly Permission[],
): Apply {
  return (b) =>
    changed(b, {
      requested: {
        permissions: (call) =>
          isTested(call) ? change(b.requested.permissions(call), call) : b.requested.permissions(call),
      },
    });
}

/** Answers success and does nothing where a revoke of this kind is to be refused. */
export function overlooked(when: When): Apply {
  return insteadOfRefusal((refusal, call) => {
    if (!when(call)) throw refusal;
    return { return: 'true' };
  });
}

/** Refuses revokes of this kind with another code; the state stays as with the right one. */
export function refusedAs(
  code: string,
  when: (refusal: Refusal, call: ReferenceCall) => boolean,
  status?: number,
): Apply {
  return insteadOfRefusal((refusal, call) => {
    throw when(refusal, call) ? new Refusal(status ?? refusal.status, code, refusal.message) : refusal;
  });
}

/** Refuses revokes of this kind, which are to be carried out. */
export function refusing(when: When, code = 'InvalidParameterValue'): Apply {
  return replacingTested((call, revoke) => {
    if (when(call)) throw new Refusal(400, code, 'This request is not supported.');
    return revoke(call);
  });
}

/** Carries out revokes of this kind as if they had another input. */
export function reinput(change: (input: ReferenceCall['input'], call: ReferenceCall) => ReferenceCall['input']): Apply {
  return replacingTested((call, revoke) => revoke({ ...call, input: change(call.input, call) }));
}

/** A permission of a revoke has this member with a value that fits. */
export function hasPermission(fits: (permission: Permission) => boolean): When {
  return (call) => call.behaviour.requested.permissions(call).some(fits);
}

/** The request gives this parameter. */
export function gives(name: string): When {
  return (call) => given(call.input, name);
}

/** Values of one member of one list of sources, in all permissions: `sourceValues(call, 'IpRanges', 'CidrIp')`. */
export function sourceValues(call: ReferenceCall, list: string, member: string): readonly string[] {
  return structs(call.input, 'IpPermissions').flatMap((permission) =>
    structs(permission, list).flatMap((source) => text(source, member) ?? []),
  );
}

/** Several changes in one, for a fault that shows in several places. */
export function both(...applies: readonly Apply[]): Apply {
  return (behaviour) => applies.reduce((changedSoFar, apply) => apply(changedSoFar), behaviour);
}

function insteadOfRefusal(answer: (refusal: Refusal, call: ReferenceCall) => { readonly return: string }): Apply {
  return replacingTested((call, revoke) => {
    try {
      return revoke(call);
    } catch (thrown) {
      if (thrown instanceof Refusal) return answer(thrown, call);
      throw thrown;
    }
  });
}
