/** The rules of a row that exist before its request, of the operations that describe or change rules, and those around them. */
import type { FixtureRule, Given, NamedRules, SetUp } from '../../harness/cases/given.ts';
import type { ValuedRow, ValuedRule } from './row-rules.ts';

/** What exists before the request, and which of it the request leaves. */
export interface Existing {
  readonly given: Given;
  /** Names of the rules that no request of the row names. */
  readonly kept: readonly string[];
  /** Names of those that it names. */
  readonly old: readonly string[];
}

/** `oldOf`: a rule as it is before the request, with its description. Every description is stated, that of what stays as well. */
export function existing({ row, rules, base }: ValuedRow, oldOf: (rule: ValuedRule) => FixtureRule): Existing {
  const old: NamedRules = Object.fromEntries(rules.map((rule) => [`old-${rule.name}`, oldOf(rule)]));
  const neighbours: NamedRules = Object.fromEntries(
    rules.filter(hasNeighbour).map((rule) => [`near-${rule.name}`, neighbourOf(rule, oldOf)]),
  );
  const kept = { base: { ...base, Description: 'kept' }, ...neighbours };
  const setUp = Object.fromEntries(rules.flatMap((rule) => setUpOf(rule)));
  const former = Object.fromEntries(
    rules.filter((rule) => rule.setUp === 'modified').map((rule) => [`old-${rule.name}`, formerOf(oldOf(rule))]),
  );
  return {
    given: {
      ...(Object.keys(setUp).length === 0 ? {} : { setUp }),
      ...(Object.keys(former).length === 0 ? {} : { former }),
      main: { [row.direction]: { ...kept, ...old } },
    },
    kept: Object.keys(kept),
    old: Object.keys(old),
  };
}

/** The other source of its permission is a rule of the request too, where there is one. */
function hasNeighbour({ setUp, position }: ValuedRule): boolean {
  return setUp === 'shared-permission' && position !== 'beside';
}

function neighbourOf(rule: ValuedRule, oldOf: (rule: ValuedRule) => FixtureRule): FixtureRule {
  return { ...oldOf({ ...rule, values: rule.neighbour }), Description: `near-${rule.name}` };
}

function setUpOf(rule: ValuedRule): readonly (readonly [string, SetUp])[] {
  const { setUp = 'usual', name } = rule;
  if (setUp === 'usual') return [];
  return [[`old-${name}`, setUp], ...(hasNeighbour(rule) ? [[`near-${name}`, setUp] as const] : [])];
}

/** What a modified rule was before. */
function formerOf({ IpProtocol: _, FromPort, ToPort: __, ...rest }: FixtureRule): FixtureRule {
  return { IpProtocol: 'tcp', FromPort: '7', ToPort: FromPort ?? '9', ...rest };
}
