/** Pairs the items of revokedSecurityGroupRuleSet with the removed rules, and checks that the set is the difference of the states. */

import type { Mismatch } from '../../checks/finding.ts';
import type { SuccessOutcome } from '../../checks/outcome.ts';
import { isSameIpv6Range } from '../../wire/addresses/cidr.ts';
import { numbersText } from '../model/protocol.ts';
import { type RevokedItem, readRevokedItem, revokedElements } from './revoked-items.ts';
import type { NamedStoredRule, RuleSubject } from './rule-subject.ts';

/** An item of the response and the removed rule that it describes. */
export interface RevokedPair {
  readonly item: RevokedItem;
  readonly rule: NamedStoredRule;
}

/** Every item of the response paired with at most one removed rule, and what has no partner. */
export interface RevokedPairing {
  readonly pairs: readonly RevokedPair[];
  /** Removed rules without an item. */
  readonly unlisted: readonly NamedStoredRule[];
  /** Items without a removed rule. */
  readonly extra: readonly RevokedItem[];
}

type Likeness = (item: RevokedItem, rule: NamedStoredRule) => boolean;

/**
 * Pairs items with removed rules, the surest likeness first: by id, by all properties, by source, and last whatever is
 * left. So an item with one wrong member still finds its rule, and only the check of that member fails. An
 * item that names a rule which still exists is never paired by less than its id or all its properties.
 */
export function pairRevoked(
  items: readonly RevokedItem[],
  removed: readonly NamedStoredRule[],
  existing: readonly NamedStoredRule[],
): RevokedPairing {
  const namesAnother: Likeness = (item) => existing.some((rule) => sameId(item, rule) || sameProperties(item, rule));
  const likenesses: readonly Likeness[] = [
    sameId,
    sameProperties,
    (item, rule) => !namesAnother(item, rule) && sameSource(item, rule),
    (item, rule) => !namesAnother(item, rule),
  ];
  const pairs: RevokedPair[] = [];
  const unlisted = new Set(removed);
  const withId = byRuleId(removed);
  let extra = items;
  for (const alike of likenesses) {
    const unpaired: RevokedItem[] = [];
    for (const item of extra) {
      const candidates = alike === sameId ? (withId.get(item.securityGroupRuleId) ?? []) : unlisted;
      const rule = firstOf(candidates, (candidate) => unlisted.has(candidate) && alike(item, candidate));
      if (rule === undefined) {
        unpaired.push(item);
      } else {
        pairs.push({ item, rule });
        unlisted.delete(rule);
      }
    }
    extra = unpaired;
  }
  return { pairs, unlisted: [...unlisted], extra };
}

/** So that a response with thousands of items is paired in one pass. */
function byRuleId(rules: readonly NamedStoredRule[]): ReadonlyMap<string | undefined, readonly NamedStoredRule[]> {
  const byId = new Map<string | undefined, NamedStoredRule[]>();
  for (const rule of rules) {
    const known = byId.get(rule.ruleId);
    if (known === undefined) byId.set(rule.ruleId, [rule]);
    else known.push(rule);
  }
  return byId;
}

function firstOf<Value>(values: Iterable<Value>, isOne: (value: Value) => boolean): Value | undefined {
  for (const value of values) if (isOne(value)) return value;
  return undefined;
}

/** Many checks ask about the same response; it is paired once. */
const pairingBySubject = new WeakMap<RuleSubject, RevokedPairing>();

/**
 * The pairing of a response; undefined when the state was not read afterwards. Only rules of the operation's direction
 * that the named group lost must be listed: what else was lost is a matter of the state, not of the response.
 */
export function pairingOf(success: SuccessOutcome, subject: RuleSubject): RevokedPairing | undefined {
  const { removed, outcome } = subject;
  if (removed === undefined) {
    return undefined;
  }
  const known = success === outcome ? pairingBySubject.get(subject) : undefined;
  const pairing = known ?? pairingWith(success, subject, removed);
  if (success === outcome) {
    pairingBySubject.set(subject, pairing);
  }
  return pairing;
}

function pairingWith(
  success: SuccessOutcome,
  { stored = [], groupId, direction }: RuleSubject,
  removed: readonly NamedStoredRule[],
): RevokedPairing {
  const gone = new Set(removed);
  const existing = stored.filter((rule) => !gone.has(rule));
  const pairing = pairRevoked((revokedElements(success) ?? []).map(readRevokedItem), removed, existing);
  const unlisted = pairing.unlisted.filter(
    (rule) => rule.direction === direction && (groupId === undefined || rule.groupId === groupId),
  );
  return { ...pairing, unlisted };
}

/** Every rule that the request removed is listed. */
export function judgeRevokedListed(success: SuccessOutcome, subject: RuleSubject): readonly Mismatch[] {
  const unlisted = pairingOf(success, subject)?.unlisted ?? [];
  const listed = revokedElements(success);
  return unlisted.slice(0, 3).map((rule) => ({
    kind: 'body',
    at: 'revokedSecurityGroupRuleSet',
    expected: `an item for the removed rule ${describeRule(rule)}`,
    observed: listed === undefined ? 'no such element' : `${listed.length} items, none for it`,
  }));
}

/**
 * Nothing is listed that was not removed. When nothing at all was removed, an item for a rule that exists is left to the
 * check of the state: the rule should have gone.
 */
export function judgeRevokedOnly(success: SuccessOutcome, subject: RuleSubject): readonly Mismatch[] {
  const { removed = [], stored = [] } = subject;
  const extra = (pairingOf(success, subject)?.extra ?? []).filter(
    (item) => removed.length > 0 || !stored.some((rule) => sameId(item, rule) || sameProperties(item, rule)),
  );
  return extra.slice(0, 3).map((item) => ({
    kind: 'body',
    at: 'revokedSecurityGroupRuleSet',
    expected: 'items for removed rules only',
    observed: describeItem(item),
  }));
}

/** The port texts that an item about this rule carries; undefined for protocols of which nothing is known. */
export function expectedPorts({ rule }: NamedStoredRule): readonly [from: string, to: string] | undefined {
  if (rule.protocol === '-1') {
    return ['-1', '-1'];
  }
  return rule.fromPort === undefined || rule.toPort === undefined
    ? undefined
    : [String(rule.fromPort), String(rule.toPort)];
}

function sameId(item: RevokedItem, rule: NamedStoredRule): boolean {
  return rule.ruleId !== undefined && item.securityGroupRuleId === rule.ruleId;
}

function sameProperties(item: RevokedItem, stored: NamedStoredRule): boolean {
  const ports = expectedPorts(stored);
  return (
    sameSource(item, stored) &&
    item.ipProtocol === stored.rule.protocol &&
    (ports === undefined || (item.fromPort === ports[0] && item.toPort === ports[1])) &&
    (item.groupId === undefined || item.groupId === stored.groupId)
  );
}

function sameSource(item: RevokedItem, { rule: { source } }: NamedStoredRule): boolean {
  switch (source.kind) {
    case 'ipv4':
      return item.cidrIpv4 === source.cidr;
    case 'ipv6':
      return item.cidrIpv6 !== undefined && isSameIpv6Range(item.cidrIpv6, source.cidr);
    case 'prefix-list':
      return item.prefixListId === source.prefixListId;
    case 'group':
      return item.referencedGroupId === source.groupId;
  }
}

function describeRule({ name, ruleId, rule }: NamedStoredRule): string {
  if (name !== undefined) return `"${name}"`;
  return ruleId ?? `${rule.protocol}${numbersText(rule.protocol, rule.fromPort, rule.toPort)}`;
}

function describeItem({ element: _, ...members }: RevokedItem): string {
  return `an item ${JSON.stringify(members).slice(0, 300)}`;
}
