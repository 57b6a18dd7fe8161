/**
 * The places at which a fault takes hold of a revoke, each as a change of the behaviour; set-up calls stay as
 * they are.
 */

import { type Behaviour, changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import type { FieldMatch } from '../reference/matching.ts';
import { isGiven, structs, text } from '../reference/request/input.ts';
import type { Wanted } from '../reference/sections/wanted-rules.ts';
import type { Group, StoredRule } from '../reference/store.ts';
import type { Permission } from '../security-groups/model/permission.ts';
import type { RevokeOutcome } from '../security-groups/model/revoke.ts';
import type { Direction } from '../security-groups/model/rule.ts';
import type { Apply } from './fault.ts';
import { changesOf, type When } from './operation-changes.ts';
import { testedActions } from './rewriting.ts';

type Outcome = RevokeOutcome<StoredRule, Wanted>;

const tested = changesOf(testedActions);

export const {
  /** Whether a call is of an action that these faults change: a revoke, or DescribeRegions. */
  isOne: isTested,
  /** Puts something in the place of each tested action. */
  replacing: replacingTested,
  refusedAs,
  refusing,
  reinput,
  reread,
  relist,
  dryRunIgnored,
  dryRunDone,
  dryRunAsSuccess,
} = tested;

/** The direction of the rules that an operation of one direction is about. */
export function directionOfCall({ action }: ReferenceCall): Direction {
  return action.endsWith('Egress') ? 'egress' : 'ingress';
}

/** The group that the request is about; refuses as the operation does. */
export function groupOf(call: ReferenceCall): Group {
  return call.behaviour.lookup.requested(call);
}

/** Replaces predicates of single fields. */
export function fields(matching: Partial<Behaviour['matching']>): Apply {
  return (b) => changed(b, { matching });
}

/** A wanted rule also names these, unless it has another description. */
export function alsoMatching(extra: FieldMatch<ReferenceCall>): Apply {
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
export function neverMatching(lost: FieldMatch<ReferenceCall>): Apply {
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

/** Responds with success and does nothing where a revoke of this kind is to be refused. */
export function overlooked(when: When): Apply {
  return tested.overlooked((_, call) => when(call));
}

/** A permission of a revoke has this member with a value that fits. */
export function hasPermission(fits: (permission: Permission) => boolean): When {
  return (call) => call.behaviour.requested.permissions(call).some(fits);
}

/** The request gives this parameter. */
export function gives(name: string): When {
  return (call) => isGiven(call.input, name);
}

/** Values of one member of one list of sources, in all permissions: `sourceValues(call, 'IpRanges', 'CidrIp')`. */
export function sourceValues(call: ReferenceCall, list: string, member: string): readonly string[] {
  return structs(call.input, 'IpPermissions').flatMap((permission) =>
    structs(permission, list).flatMap((source) => text(source, member) ?? []),
  );
}
