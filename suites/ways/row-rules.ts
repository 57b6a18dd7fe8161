/** The rules of a row with their values: no two rows of an operation share any that have ports or a range. */
import type { FixtureRule, NamedRules } from '../../harness/cases/given.ts';
import { rulePermissionPairs } from '../../harness/security-groups/groups.ts';
import type { NamedRow } from './choose-rows.ts';
import { type RowRule, rulesOfRow } from './row.ts';

/** A rule of a request. Its name, `2-1`, is made of the number of its permission and of its source in it. */
export interface ValuedRule extends RowRule {
  readonly name: string;
  /** The place of its row among the rows of the operation, from 1. */
  readonly row: number;
  /** Without a description. */
  readonly values: FixtureRule;
  /** A rule of the same protocol, ports and kind of source, but another source: what was set up beside it, where two came in one permission. */
  readonly neighbour: FixtureRule;
}

/** A row with the values of its rules. */
export interface ValuedRow {
  readonly row: NamedRow;
  readonly rules: readonly ValuedRule[];
  /** A rule that no request of the row names. */
  readonly base: FixtureRule;
}

/** Gives the rules of each row values. */
export function valued(rows: readonly NamedRow[]): readonly ValuedRow[] {
  return rows.map((row, index) => ({
    row,
    rules: rulesOfRow(row).map((rule) => valuedRule(rule, index + 1)),
    // As other cases have it. Where it differs from row to row, each row keeps its requests together.
    base: {
      ...{ IpProtocol: 'tcp', FromPort: '22', ToPort: '22' },
      CidrIp: index === 0 ? '203.0.113.0/24' : `203.0.113.${index + 1}/32`,
    },
  }));
}

function valuedRule(rule: RowRule, row: number): ValuedRule {
  const numbers = numbersOf(rule, row);
  return {
    ...rule,
    row,
    name: `${rule.place}-${rule.source}`,
    values: { ...numbers, ...sourceOf(rule, row, rule.source) },
    neighbour: {
      ...numbers,
      ...(rule.kind === 'group' || rule.kind === 'self' ? otherGroup(rule) : sourceOf(rule, row, 3)),
    },
  };
}

/** Protocols that have only a number. */
const numbersWithoutName = ['47', '50', '51', '97', '103', '112', '115'];

function numbersOf({ protocol, place }: RowRule, row: number): Pick<FixtureRule, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  const from = 20_000 + row * 100 + place * 10;
  switch (protocol) {
    case 'all':
      return { IpProtocol: '-1' };
    case 'number':
      return { IpProtocol: numbersWithoutName[(row + place) % numbersWithoutName.length] ?? '115' };
    case 'icmp':
      return { IpProtocol: 'icmp', FromPort: '8', ToPort: String((row * 7 + place) % 256) };
    case 'icmpv6':
      return { IpProtocol: 'icmpv6', FromPort: '128', ToPort: String((row * 7 + place) % 256) };
    default:
      // Ranges and single ports in turn.
      return { IpProtocol: protocol, FromPort: String(from), ToPort: String(place % 2 === 0 ? from + 5 : from) };
  }
}

type SourceOfRule = Omit<FixtureRule, 'IpProtocol' | 'FromPort' | 'ToPort'>;

function sourceOf({ kind, place }: RowRule, row: number, source: number): SourceOfRule {
  const sources: Readonly<Record<RowRule['kind'], SourceOfRule>> = {
    ipv4: { CidrIp: `10.${row + (source - 1) * 70}.${place}.0/24` },
    ipv6: { CidrIpv6: `2001:db8:${row + (source - 1) * 100}:${place}::/64` },
    group: { GroupId: '{peer}' },
    self: { GroupId: '{main}' },
    'prefix-list': { PrefixListId: '{prefix-list}' },
  };
  return sources[kind];
}

function otherGroup({ kind }: RowRule): SourceOfRule {
  return { GroupId: kind === 'group' ? '{main}' : '{peer}' };
}

/** `new-2-1`: the description of a rule, this word before its name; empty where it has none. */
export function descriptionOf({ described, name }: ValuedRule, word: string): string {
  return described === 'given' ? `${word}-${name}` : '';
}

/** The rules of a request as it leaves them, by their names in the case, with their descriptions. */
export function newRules(rules: readonly ValuedRule[], word: string): NamedRules {
  return Object.fromEntries(
    rules.map((rule) => [`new-${rule.name}`, { ...rule.values, Description: descriptionOf(rule, word) }]),
  );
}

/** `IpPermissions.…` of these rules; those of one permission share its protocol and ports. An empty description is left out. */
export function permissionParameters(rules: readonly ValuedRule[], word: string): Readonly<Record<string, string>> {
  const pairs = rules.flatMap((rule) => {
    const description = descriptionOf(rule, word);
    const wire = { ...rule.values, ...(description === '' ? {} : { Description: description }) };
    return rulePermissionPairs(wire, rule.place, rule.source);
  });
  return Object.fromEntries(pairs);
}
