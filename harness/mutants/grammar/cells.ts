/**
 * The dimensions of a revoke, as a server sees them: for each, its values and which of them a rule of a request
 * has.
 */
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, structs } from '../../reference/request/input.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Rule } from '../../security-groups/model/rule.ts';

/** What a mutant remembers of the requests before: how rules came to be, and the last request to each group. */
export interface Memory {
  /** Ways in which a rule came to be, by its id. */
  readonly setUps: Map<string, Set<string>>;
  /** By the group's id. */
  readonly lastRequest: Map<string, string>;
}

/** A rule that a request names: with an id where it exists, with its place among the rules of the request. */
export interface Named extends Rule {
  readonly id?: string;
  readonly groupId: string;
  /** From 1. */
  readonly place: number;
  /** How many permissions, or ids, the request has. */
  readonly parts: number;
  /** Whether its permission has several sources. */
  readonly isBeside: boolean;
}

/** A way in which requests differ. */
export interface Dimension {
  readonly values: readonly string[];
  /** Whether the rule of this call has the value. */
  readonly has: (value: string, named: Named, call: ReferenceCall, memory: Memory) => boolean;
}

/** A value of a dimension: `kind=group`. */
export type Value = `${string}=${string}`;

/** What goes wrong in a cell. */
export const verbs = ['refuses', 'keeps', 'removes-more', 'ignores-dry-run', 'accepts-mismatch'] as const;

/** What a mutant of the grammar does in its cell. */
export type Verb = (typeof verbs)[number];

/** The dimensions of a revoke by name. */
export const dimensions: Readonly<Record<string, Dimension>> = {
  form: {
    values: ['permission', 'rule-id', 'flat'],
    has: (value, _, call) => value === formOf(call),
  },
  kind: {
    values: ['ipv4', 'ipv6', 'group', 'self', 'prefix-list'],
    has: (value, { source, groupId }) =>
      value === (source.kind === 'group' && source.groupId === groupId ? 'self' : source.kind),
  },
  protocol: {
    values: ['tcp', 'udp', 'icmp', 'icmpv6', 'number', 'all'],
    has: (value, { protocol }) => value === (protocol === '-1' ? 'all' : /^\d+$/.test(protocol) ? 'number' : protocol),
  },
  identity: {
    values: ['session'],
    has: (value, _, { authentication }) => 'identity' in authentication && authentication.identity.name === value,
  },
  carriage: {
    values: ['post', 'get', 'presigned'],
    has: (value, _, { request }) =>
      value ===
      (request.method === 'POST' ? 'post' : request.target.includes('X-Amz-Signature=') ? 'presigned' : 'get'),
  },
  position: {
    values: ['alone', 'first', 'last', 'beside'],
    has: (value, named) => value === positionOf(named),
  },
  setUp: {
    values: ['usual', 'shared-permission', 'own-call', 'tagged', 'modified', 'authorised-again'],
    has: (value, { id }, call, { setUps }) => {
      if (id === undefined) return false;
      const ways = setUps.get(id) ?? new Set();
      const isTagged = call.store.tagsOf(id).size > 0;
      if (value === 'tagged') return isTagged;
      return value === 'usual' ? ways.size === 0 && !isTagged : ways.has(value);
    },
  },
  before: {
    values: ['dry-run', 'refusal', 'revoke'],
    has: (value, { groupId }, _, { lastRequest }) => lastRequest.get(groupId) === value,
  },
};

function formOf({ input }: ReferenceCall): string {
  if (isGiven(input, 'SecurityGroupRuleId')) return 'rule-id';
  return structs(input, 'IpPermissions').length > 0 ? 'permission' : 'flat';
}

function positionOf({ place, parts, isBeside }: Named): string {
  if (isBeside) return 'beside';
  if (parts === 1) return 'alone';
  return place === 1 ? 'first' : 'last';
}

/** The rules that permissions name, whether they exist or not. */
export function namedByValues(
  wanted: readonly Wanted[],
  existing: readonly StoredRule[],
  call: ReferenceCall,
): readonly Named[] {
  const parts = new Set(wanted.map(({ permission }) => permission)).size;
  const groupId = call.behaviour.lookup.requested(call).id;
  return wanted.map((rule) => {
    const found = existing.find((one) => call.behaviour.revoking.matches(rule, one, call));
    const isBeside = wanted.filter(({ permission }) => permission === rule.permission).length > 1;
    return {
      ...rule,
      ...{ groupId, place: rule.permission, parts, isBeside },
      ...(found === undefined ? {} : { id: found.id }),
    };
  });
}

/** The rules that ids name, of those that exist. */
export function namedByIds(ids: readonly string[], existing: readonly StoredRule[]): readonly Named[] {
  return ids.flatMap((id, index) => {
    const rule = existing.find((one) => one.id === id);
    return rule === undefined ? [] : [{ ...rule, place: index + 1, parts: ids.length, isBeside: false }];
  });
}
