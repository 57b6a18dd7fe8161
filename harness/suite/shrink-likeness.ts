/** Which rules are most alike: those that a target takes for each other mostly are. */
import type { RuleName } from '../arbitraries/history.ts';
import type { FixtureRule, NamedRules } from './fixture.ts';

/**
 * The rules of most equal values first. Of those, each kind of difference in turn, as it is not known which of them
 * matters; and of one kind the ones whose other values are nearest.
 */
export function byLikeness(rules: NamedRules, name: RuleName, among: readonly RuleName[]): readonly RuleName[] {
  const own = rules[name] ?? { IpProtocol: '' };
  const ranked = among
    .map((other) => ({ other, ...difference(own, rules[other] ?? { IpProtocol: '' }) }))
    .sort((one, two) => one.distance - two.distance);
  const seen = new Map<string, number>();
  const placed = ranked.map(({ other, kind, values }) => {
    const turn = seen.get(kind) ?? 0;
    seen.set(kind, turn + 1);
    return { other, values, turn };
  });
  return placed.sort((one, two) => one.values - two.values || one.turn - two.turn).map(({ other }) => other);
}

/** Those that can share a permission side by side, in the order in which the first of each comes. */
export function sharing(rules: NamedRules, names: readonly RuleName[]): readonly RuleName[] {
  const places = new Map<string, number>();
  const placeOf = (name: RuleName): number => {
    const { IpProtocol, FromPort, ToPort, GroupId } = rules[name] ?? { IpProtocol: '' };
    const key = JSON.stringify([IpProtocol, FromPort, ToPort, GroupId !== undefined]);
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  };
  const placed = names.map((name) => ({ name, place: placeOf(name) }));
  return placed.sort((one, other) => one.place - other.place).map(({ name }) => name);
}

const sources = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;

interface Difference {
  /** What differs, and into which protocol and kind of source. */
  readonly kind: string;
  /** How many of protocol, numbers and source differ. */
  readonly values: number;
  /** That, less what is alike in the texts from their beginning. */
  readonly distance: number;
}

function difference(own: FixtureRule, other: FixtureRule): Difference {
  const source = (rule: FixtureRule) => sources.map((member) => rule[member] ?? '').join('');
  const numbers = ({ FromPort, ToPort }: FixtureRule) => (FromPort === undefined ? undefined : `${FromPort} ${ToPort}`);
  const kindOfSource = sources.find((member) => other[member] !== undefined);
  const all = [
    { kind: other.IpProtocol, texts: [own.IpProtocol, other.IpProtocol] },
    // Of a protocol that has no numbers, those of the other rule are none that differ.
    { kind: 'numbers', texts: [numbers(own) ?? numbers(other), numbers(other) ?? numbers(own)] },
    { kind: kindOfSource, texts: [source(own), source(other)] },
  ].filter(({ texts: [one, two] }) => one !== two);
  return {
    kind: all.map(({ kind }) => kind).join(),
    values: all.length,
    distance: all.reduce((sum, { texts: [one = '', two = ''] }) => sum + 1 - alike(one, two) / 100, 0),
  };
}

/** How many characters are the same, from the beginning. */
function alike(text: string, other: string): number {
  const at = [...text].findIndex((character, index) => character !== other[index]);
  return at < 0 ? text.length : at;
}
