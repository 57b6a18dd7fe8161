/** The places at which a fault takes hold of an authorise, of whichever direction. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { structs, text } from '../../reference/request/input.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Apply } from '../fault.ts';
import type { FaultRow } from '../fault-rows.ts';
import type { When } from '../operation-changes.ts';
import { changesOf } from '../operation-changes.ts';

/** Changes of an authorise, one for each of its steps. */
export const authorizes = changesOf(['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress']);

/** Stores new rules as others than were asked for. */
export function storing(change: (rule: StoredRule, call: ReferenceCall) => StoredRule): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        stored: (wanted, group, direction, call) => change(b.authorizing.stored(wanted, group, direction, call), call),
      },
    });
}

/** Responds with success and does not add these rules. */
export function losing(lost: (rule: Wanted, all: readonly Wanted[], call: ReferenceCall) => boolean): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const outcome = b.authorizing.outcome(existing, wanted, call);
          return outcome.kind === 'refused'
            ? outcome
            : { ...outcome, added: outcome.added.filter((rule) => !lost(rule, wanted, call)) };
        },
      },
    });
}

/** Refuses a rule as a duplicate of an existing one that differs from it. */
export function alsoDuplicate(same: (wanted: Wanted, existing: StoredRule) => boolean): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const rule = wanted.find((one) => existing.some((other) => same(one, other)));
          return rule === undefined
            ? b.authorizing.outcome(existing, wanted, call)
            : { kind: 'refused', code: 'InvalidPermission.Duplicate', rule };
        },
      },
    });
}

/** Adds a rule of this kind a second time where it exists already. */
export function addedTwice(when: (rule: Wanted, call: ReferenceCall) => boolean): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const outcome = b.authorizing.outcome(existing, wanted, call);
          const isOverlooked = outcome.kind === 'refused' && when(outcome.rule, call);
          return isOverlooked && outcome.code === 'InvalidPermission.Duplicate'
            ? { kind: 'authorized', added: wanted }
            : outcome;
        },
      },
    });
}

/** Some permission of the request, as sent. */
export function hasAnyPermission(fits: (permission: Permission) => boolean): When {
  return (call) => [...call.behaviour.requested.permissions(call), ...call.behaviour.requested.flat(call)].some(fits);
}

/** A row: a request with a permission of this kind is refused, though it is right. */
export function refuses(slug: string, id: string, means: string, fits: (permission: Permission) => boolean): FaultRow {
  return [slug, `authorize-${id}`, means, authorizes.refusing(hasAnyPermission(fits))];
}

/** Texts of the ranges of a family, as sent. */
export function rangesSent(call: ReferenceCall, family: 'ipv4' | 'ipv6'): readonly string[] {
  const [list, member] = family === 'ipv4' ? ['IpRanges', 'CidrIp'] : ['Ipv6Ranges', 'CidrIpv6'];
  const nested = structs(call.input, 'IpPermissions').flatMap((permission) =>
    structs(permission, list ?? '').flatMap((range) => text(range, member ?? '') ?? []),
  );
  const flat = family === 'ipv4' ? text(call.input, 'CidrIp') : undefined;
  return flat === undefined ? nested : [...nested, flat];
}

/** Takes a permission for another one, which is not to be refused. */
export function corrected(
  slug: string,
  id: string,
  means: string,
  change: (permission: Permission, call: ReferenceCall) => Permission,
): FaultRow {
  return [slug, `authorize-${id}`, means, authorizes.reread(change)];
}

/** Of a protocol with ports, by its name. */
export function isOfPorts({ IpProtocol }: Permission): boolean {
  return IpProtocol === 'tcp' || IpProtocol === 'udp';
}
