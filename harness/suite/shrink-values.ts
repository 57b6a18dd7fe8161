/** Plainer values in the few rules that are left: what stays odd is what matters. */
import type { History } from '../arbitraries/history.ts';
import { numbersMean } from '../model/protocol.ts';
import type { FixtureRule, NamedRules } from './fixture.ts';

/** Rules in which values are made plainer; of more it is not worth a play for each value. */
const mostRules = 3;

/** Of the values that all rules share, each by itself becomes the plainest that its rules allow. */
export function plainerValues(history: History): readonly History[] {
  const all = Object.values(history.rules);
  if (all.length > mostRules) {
    return [];
  }
  // The source first: a rule that is not found speaks of its source while that is odd.
  const changes = [withPlainSource, withPlainProtocol, withPlainNumbers];
  return changes.flatMap((change) => {
    const rules = changed(history.rules, change);
    return rules === undefined ? [] : [{ ...history, rules }];
  });
}

/** How many values of these rules are not the plainest. */
export function oddValues(rules: NamedRules): number {
  return Object.values(rules).reduce((sum, rule) => sum + oddValuesOf(rule), 0);
}

/** The same rules stand in hundreds of smaller histories, and never change. */
const known = new WeakMap<FixtureRule, number>();

function oddValuesOf(rule: FixtureRule): number {
  const isOdd = (change: Change) => {
    const plain = change(rule);
    return plain !== undefined && text(plain) !== text(rule);
  };
  const count = known.get(rule) ?? [withPlainProtocol, withPlainSource, withPlainNumbers].filter(isOdd).length;
  known.set(rule, count);
  return count;
}

/** Undefined where the rule has no such value. */
type Change = (rule: FixtureRule) => FixtureRule | undefined;

/** Undefined when the rules do not share the value, or have no plainer one. */
function changed(rules: NamedRules, change: Change): NamedRules | undefined {
  const entries = Object.entries(rules).map(([name, rule]) => [name, rule, change(rule)] as const);
  const dropped = new Set(entries.map(([, rule, plain]) => valueLost(rule, plain)));
  const isShared = entries.every(([, , plain]) => plain !== undefined) && dropped.size === 1;
  return isShared ? Object.fromEntries(entries.map(([name, rule, plain]) => [name, plain ?? rule])) : undefined;
}

/** The members that change, with the values that they had. */
function valueLost(rule: FixtureRule, plain: FixtureRule | undefined): string {
  const kept = new Set(Object.entries(plain ?? {}).map((entry) => JSON.stringify(entry)));
  return Object.entries(rule)
    .map((entry) => JSON.stringify(entry))
    .filter((entry) => !kept.has(entry))
    .sort()
    .join();
}

function text(rule: FixtureRule): string {
  return JSON.stringify(Object.entries(rule).sort());
}

/** TCP; the numbers stay where they are ports. ICMP and ICMPv6 keep their sources, which TCP may have too. */
function withPlainProtocol(rule: FixtureRule): FixtureRule {
  const isPorts = numbersMean(rule.IpProtocol) === 'ports';
  const numbers = isPorts ? {} : { FromPort: '443', ToPort: '443' };
  return { ...rule, ...numbers, IpProtocol: 'tcp' };
}

function withPlainSource(rule: FixtureRule): FixtureRule {
  const { CidrIp: _, CidrIpv6: __, PrefixListId: ___, GroupId: ____, ...bare } = rule;
  return rule.IpProtocol === 'icmpv6' ? { ...bare, CidrIpv6: '2001:db8::/32' } : { ...bare, CidrIp: '192.0.2.0/24' };
}

function withPlainNumbers(rule: FixtureRule): FixtureRule | undefined {
  switch (numbersMean(rule.IpProtocol)) {
    case 'ports':
      return { ...rule, FromPort: '443', ToPort: '443' };
    case 'type-and-code':
      return { ...rule, FromPort: '3', ToPort: '1' };
    case 'nothing':
      return undefined;
  }
}
