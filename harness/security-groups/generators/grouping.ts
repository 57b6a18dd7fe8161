/** The ways to put a list of rules into IpPermissions: what is merged, and in which order. */
import fc from 'fast-check';
import type { FixtureRule } from '../../cases/given.ts';
import { flatten, type NestedInput } from '../../wire/nesting.ts';
import type { Pair } from '../../wire/query.ts';
import { type ListedPermission, permissionOfRules } from './permission-of-rules.ts';
import { reordered, seed, seededNumbers } from './seeded-order.ts';

/** One way, as data. Each member is a seed of seeded-order.ts; 0 is the plain form. */
export interface PermissionGrouping {
  /** 0: each rule in a permission of its own. 1: all rules that may share a permission do. Any other: a seed by which some do. */
  readonly merging: number;
  readonly permissionOrder: number;
  /** Order of the sources within a permission, as far as they are of one kind. */
  readonly sourceOrder: number;
  /** Order of the parameters; numbers of list elements stay. */
  readonly parameterOrder: number;
}

/** A permission for each rule, in the order given: the shrink target. */
export const plainGrouping: PermissionGrouping = { merging: 0, permissionOrder: 0, sourceOrder: 0, parameterOrder: 0 };

/** Generates the seeds of a {@link PermissionGrouping}. */
export function permissionGrouping(): fc.Arbitrary<PermissionGrouping> {
  return fc.record({ merging: seed(), permissionOrder: seed(), sourceOrder: seed(), parameterOrder: seed() });
}

/** The rules as `IpPermissions.N.…`, in any legal grouping and order; shrinks to {@link plainGrouping}. */
export function groupedPermissionPairs(rules: readonly FixtureRule[]): fc.Arbitrary<readonly Pair[]> {
  return permissionGrouping().map((how) => permissionPairs(rules, how));
}

/** The rules as `IpPermissions.N.…` in one grouping. */
export function permissionPairs(
  rules: readonly FixtureRule[],
  how: PermissionGrouping = plainGrouping,
): readonly Pair[] {
  const pairs = flatten({ IpPermissions: permissions(rules, how).map(nested) });
  return reordered(pairs, how.parameterOrder);
}

/**
 * The permissions of one grouping. A source group never shares a permission with an address range or a prefix list:
 * the API reference forbids the first, and is silent on the second.
 */
export function permissions(rules: readonly FixtureRule[], how: PermissionGrouping): readonly ListedPermission[] {
  const merged = partition(rules, how.merging);
  return reordered(merged, how.permissionOrder).map((each) => permissionOfRules(reordered(each, how.sourceOrder)));
}

/** The rules of each permission of one grouping that names several sources. */
export function permissionsOfSeveral(
  rules: readonly FixtureRule[],
  how: PermissionGrouping,
): readonly (readonly FixtureRule[])[] {
  return partition(rules, how.merging).filter((each) => each.length > 1);
}

function partition(rules: readonly FixtureRule[], merging: number): readonly (readonly FixtureRule[])[] {
  const next = seededNumbers(merging);
  const parts: FixtureRule[][] = [];
  const partsByKey = new Map<string, FixtureRule[][]>();
  for (const rule of rules) {
    const key = sharingKey(rule);
    const open = partsByKey.get(key) ?? [];
    // The number drawn is the index of an open permission, or one beyond the last, which begins a new permission.
    const joined = merging === 1 ? open[0] : merging === 0 ? undefined : open[next(open.length + 1)];
    if (joined !== undefined) {
      joined.push(rule);
      continue;
    }
    const part = [rule];
    parts.push(part);
    open.push(part);
    partsByKey.set(key, open);
  }
  return parts;
}

/** Rules may share a permission if this text is the same: protocol, ports, and whether the source is a group. */
function sharingKey({ IpProtocol, FromPort, ToPort, GroupId }: FixtureRule): string {
  return JSON.stringify([IpProtocol, FromPort, ToPort, GroupId !== undefined]);
}

/** The same object with an index signature, which {@link flatten} asks for. */
function nested(permission: ListedPermission): { readonly [name: string]: NestedInput } {
  return Object.fromEntries(Object.entries(permission));
}
