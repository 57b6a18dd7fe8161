/** All near misses of a rule: rules that an exact match must distinguish from it. */

import type { FixtureRule } from '../../../cases/given.ts';
import { matches } from '../../model/match.ts';
import { modelRule } from '../model-rule.ts';
import { identity } from '../rule.ts';
import type { ValuePools } from '../value-pools.ts';
import type { NearMiss, NearMissField } from './near-miss-fields.ts';
import { portNearMisses, typeAndCodeNearMisses } from './near-numbers.ts';
import { protocolNearMisses } from './near-protocols.ts';
import { sourceNearMisses } from './near-sources.ts';

/** Options: rules to avoid, and the fields that may differ. */
export interface NearMissOptions {
  /** Further rules that exist in the group: no near miss is one of them. */
  readonly others?: readonly FixtureRule[];
  /** Only misses in these fields. */
  readonly fields?: readonly NearMissField[];
}

/**
 * Valid rules that differ from `rule` in one field, and are neither it nor one of the others, the nearest of each field
 * first. A miss in the description has the rule's own identity and another description; all others have another
 * identity, so that they miss whatever a target makes of descriptions.
 */
export function nearMisses(rule: FixtureRule, pools: ValuePools, options: NearMissOptions = {}): readonly NearMiss[] {
  const stored = [rule, ...(options.others ?? [])];
  const taken = new Set(stored.map(identity));
  const seen = new Set<string>();
  return candidates(rule, pools).filter(({ rule: miss, field }) => {
    if (options.fields !== undefined && !options.fields.includes(field)) return false;
    const key = identity(miss);
    const isMiss =
      field === 'description'
        ? !stored.some((each) => matches(modelRule(miss), modelRule(each)))
        : !taken.has(key) && !seen.has(key);
    seen.add(key);
    return isMiss;
  });
}

function candidates(rule: FixtureRule, pools: ValuePools): readonly NearMiss[] {
  const numbers = rule.IpProtocol.startsWith('icmp') ? typeAndCodeNearMisses(rule) : portNearMisses(rule);
  return [
    ...numbers,
    ...protocolNearMisses(rule, pools),
    ...sourceNearMisses(rule, pools),
    ...descriptionNearMisses(rule),
  ];
}

function descriptionNearMisses(rule: FixtureRule): readonly NearMiss[] {
  const text = rule.Description;
  const others =
    text === undefined ? ['office'] : [swappedCase(text), text.slice(0, -1).trim(), `${text.slice(0, 254)}.`];
  return others
    .filter((other) => other !== text && other !== '')
    .map((Description) => ({ field: 'description', rule: { ...rule, Description } }));
}

function swappedCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}
