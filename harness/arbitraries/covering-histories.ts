/**
 * Histories that together ask for every edge value, and for every rule that is almost it, in few calls: dozens of rules
 * stand at once, and each revoke names many of them while those that are almost the same stay.
 *
 * A schedule, not a draw: what a seed decides is the values between the edges, the order, and which request names what.
 */
import type { FixtureRule, NamedRules } from '../suite/fixture.ts';
import { edgeDescriptions } from './edge-descriptions.ts';
import { type Grouping, plainGrouping } from './grouping.ts';
import type { Command, History, Revoke, RuleName } from './history.ts';
import { nearMisses } from './near-misses.ts';
import { nextRound, type Round } from './round.ts';
import { identity } from './rule.ts';
import { type NextNumber, seededNumbers } from './seeded-order.ts';
import type { RuleWorld } from './small-world.ts';
import { type IsKnown, type Star, stars } from './star.ts';

/** Ways of asking; each may be left out for a target that is known to fail at it. Asked anew for every history. */
export type CoveringWay = 'ids' | 'refusals' | 'mixed' | 'merging' | 'descriptions';

export interface CoveringOptions {
  readonly isKnown: IsKnown;
  readonly can: (way: CoveringWay) => boolean;
  /** Another number once more is known than before. */
  readonly known: () => number;
}

/** Rounds on one group: more than one, so that what a group has been through shows too. */
const roundsOfHistory = 6;

/**
 * Ends when everything was asked for once. What a history was about from the round on in which it failed comes again
 * when something became known by it: one failure hides others.
 *
 * Is told the index of the command that failed, if one did, when it is asked for the next history.
 */
export function* coveringHistories(
  world: RuleWorld,
  seed: number,
  { isKnown, can, known }: CoveringOptions,
): Generator<History, undefined, number | undefined> {
  const next = seededNumbers(seed);
  let rest: readonly Star[] = stars(world, next);
  for (let number = 0; rest.length > 0; ) {
    const writer = new HistoryWriter(world, next, can);
    const asked: { readonly star: Star; readonly ends: number }[] = [];
    for (let index = 0; index < roundsOfHistory && rest.length > 0; index += 1, number += 1) {
      const { round, taken, rest: left } = nextRound(rest, isKnown);
      // What fits in no round at all would be tried for ever.
      rest = left.length === rest.length ? [] : left;
      writer.add(round, number);
      asked.push(...taken.map((star) => ({ star, ends: writer.commands.length })));
    }
    if (writer.commands.length > 0) {
      const before = known();
      const failedAt = (yield writer.history()) ?? 0;
      // What a round leaves wrong shows at the first command after it at the latest.
      const again = asked.filter(({ ends }) => ends >= failedAt).map(({ star }) => star);
      rest = known() === before ? rest : [...again, ...rest];
    }
  }
}

/** Puts rounds into one history; a rule that comes again keeps its name and its description. */
class HistoryWriter {
  readonly commands: Command[] = [];
  readonly #world: RuleWorld;
  readonly #next: NextNumber;
  readonly #can: CoveringOptions['can'];
  readonly #names = new Map<string, RuleName>();
  readonly #rules: Record<RuleName, FixtureRule> = {};
  readonly #texts: readonly string[];
  #given: readonly RuleName[] | undefined;

  constructor(world: RuleWorld, next: NextNumber, can: CoveringOptions['can']) {
    this.#world = world;
    this.#next = next;
    this.#can = can;
    this.#texts = world.descriptions && can('descriptions') ? edgeDescriptions(next) : [];
  }

  history(): History {
    return { rules: this.#rules as NamedRules, given: this.#given ?? [], commands: this.commands };
  }

  /**
   * All stand; the centres go while what is around them stays, come back, and stay while what is around them goes. In
   * every other round all of them go together then, in as few permissions as can be. Nothing is left in the end.
   */
  add({ centres, around }: Round, number: number): void {
    const isTogether = number % 2 === 0;
    // What was authorised last is found last: now the centres, now the others.
    const ordered = number % 4 < 2 ? [around, centres] : [centres, around];
    const all = this.#named(ordered.flat());
    const inner = this.#named(centres);
    const outer = this.#named(around);
    if (all.length === 0) return;
    this.#stand(all);
    this.commands.push(this.#revoke(inner, number, number % 4 === 1), this.#authorize(inner, number));
    this.commands.push(...this.#refusals(centres, all, number), this.#revoke(outer, number + 1, false));
    if (isTogether) {
      this.commands.push(this.#authorize(outer, number + 2), this.#described(this.#byPermissions(all, 0)));
    } else {
      this.commands.push(...this.#oldIds(inner, outer, number), this.#revoke(inner, number + 3, number % 4 === 3));
    }
  }

  /** Now and then, since what comes of it is open: ids of rules that stand, and last of one that does not any more. */
  #oldIds(standing: readonly RuleName[], gone: readonly RuleName[], number: number): readonly Command[] {
    const [old] = gone;
    const isAsked = number % 8 === 3 && old !== undefined && this.#can('ids');
    return isAsked ? [{ kind: 'revoke-by-ids', rules: [...standing.slice(0, 4 + this.#next(5)), old] }] : [];
  }

  #stand(all: readonly RuleName[]): void {
    if (this.#given === undefined) this.#given = all;
    else this.commands.push({ kind: 'authorize', rules: all, grouping: this.#grouping(0) });
  }

  #authorize(rules: readonly RuleName[], number: number): Command {
    return { kind: 'authorize', rules, grouping: this.#grouping(number) };
  }

  #revoke(rules: readonly RuleName[], number: number, byIds: boolean): Command {
    return byIds && this.#can('ids') ? { kind: 'revoke-by-ids', rules } : this.#byPermissions(rules, number);
  }

  #described(revoke: Revoke): Revoke {
    return this.#can('descriptions') ? { ...revoke, descriptions: 'repeated' } : revoke;
  }

  #byPermissions(rules: readonly RuleName[], number: number): Revoke {
    // A description would tell the rule from what is almost it: it is given where nothing else stands.
    return { kind: 'revoke', rules, grouping: this.#grouping(number), descriptions: 'left-out' };
  }

  /** In every other round: one rule that is not there or two, one by one; or one, behind several that are or before them. */
  #refusals(centres: readonly FixtureRule[], all: readonly RuleName[], number: number): readonly Command[] {
    if (number % 2 !== 0 || !this.#can('refusals')) return [];
    const isAlone = number % 4 === 0;
    const absent = this.#named(this.#absent(centres, all, number % 8 === 0 ? 2 : 1));
    if (isAlone || !this.#can('mixed')) {
      return absent.map((name) => this.#byPermissions([name], 0));
    }
    const some = all.filter((_, index) => index % 3 === 0);
    return absent.map((name) => {
      const rules = number % 8 === 2 ? [...some, name] : [name, ...some];
      // Merged or in another order it would not stay where it is.
      return { ...this.#byPermissions(rules, 0), grouping: plainGrouping };
    });
  }

  /** Near misses of the centres, of which none stands. */
  #absent(centres: readonly FixtureRule[], all: readonly RuleName[], count: number): readonly FixtureRule[] {
    const stands = (rule: FixtureRule) => all.some((name) => name === this.#names.get(identity(rule)));
    const others = centres.filter((_, index) => index < count * 3);
    return others
      .flatMap((centre) => {
        const misses = nearMisses(centre, this.#world).filter(
          ({ field, rule }) => field !== 'description' && !stands(rule),
        );
        const chosen = misses[this.#next(Math.max(misses.length, 1))];
        return chosen === undefined ? [] : [chosen.rule];
      })
      .slice(0, count);
  }

  #named(all: readonly FixtureRule[]): readonly RuleName[] {
    return all.map((rule) => {
      const known = this.#names.get(identity(rule));
      const name = known ?? `r${this.#names.size + 1}`;
      if (known === undefined) {
        const { Description: _, ...bare } = rule;
        const text = this.#texts[this.#next(this.#texts.length * 3)];
        this.#names.set(identity(rule), name);
        this.#rules[name] = text === undefined ? bare : { ...bare, Description: text };
      }
      return name;
    });
  }

  /** In turn: all that can share permissions do, some do, none does. */
  #grouping(number: number): Grouping {
    const any = () => 2 + this.#next(0x7ffffff0);
    const order = () => [0, 0, 1, any()][this.#next(4)] ?? 0;
    const merging = this.#can('merging') ? ([1, any(), 0, any()][number % 4] ?? 0) : 0;
    const isPlain = number % 4 === 2;
    return {
      merging,
      permissionOrder: isPlain ? 0 : order(),
      sourceOrder: order(),
      parameterOrder: isPlain ? 0 : order(),
    };
  }
}
