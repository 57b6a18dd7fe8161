/** Rules as DescribeSecurityGroups shows them. */

import type { Rule } from '../../security-groups/model/rule.ts';

/** All rules of one protocol and one pair of numbers. */
export interface MergedPermission {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  readonly rules: readonly Rule[];
}

/** One permission for each protocol and pair of numbers, in the order in which they first occur. */
export function mergeRules(rules: readonly Rule[]): readonly MergedPermission[] {
  const byNumbers = new Map<string, MergedPermission & { readonly rules: Rule[] }>();
  for (const rule of rules) {
    const { protocol, fromPort, toPort } = rule;
    const key = `${protocol} ${fromPort} ${toPort}`;
    const merged = byNumbers.get(key);
    if (merged === undefined) byNumbers.set(key, { protocol, fromPort, toPort, rules: [rule] });
    else merged.rules.push(rule);
  }
  return [...byNumbers.values()];
}
