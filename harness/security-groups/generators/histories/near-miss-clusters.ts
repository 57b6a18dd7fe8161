/**
 * Histories of near-miss clusters: rules are in a group together with all of their near misses, dozens at once, and each
 * request names some of them while the others exist. One revoke of a rule judges all of its near misses, and one of these
 * judges the rule.
 */
import fc from 'fast-check';
import type { FixtureRule } from '../../../cases/given.ts';
import { type PermissionGrouping, plainGrouping } from '../grouping.ts';
import { identity, rules } from '../rule.ts';
import { type NextNumber, reordered, seededNumbers } from '../seeded-order.ts';
import type { ValuePools } from '../value-pools.ts';
import { type EdgeRule, edgeDescriptions, edgeRules } from './edge-rules.ts';
import type { History, HistoryCommand, Revoke, RuleName } from './history.ts';
import { type NearMissField, nearMissFields } from './near-miss-fields.ts';
import { nearMisses } from './near-misses.ts';

/** Ways of naming rules; each may be left out for a target that is known to fail at it. Asked anew for every history. */
export type NamingWay = 'ids' | 'refusals' | 'mixed' | 'merging' | 'descriptions';

/** What is known of the target, so that clusters avoid failures that were reported already. */
export interface ClusterOptions {
  /** Whether a request for the one rule is known to be taken for the other, or, of equal ones, not to find it. */
  readonly isKnown: (wanted: FixtureRule, found: FixtureRule) => boolean;
  readonly can: (way: NamingWay) => boolean;
}

interface Cluster {
  readonly rule: FixtureRule;
  /** At least one. */
  readonly near: readonly FixtureRule[];
}

/** EC2's default quota is 60 rules of a group. */
const mostRules = 58;

/** More near misses of one rule would leave no place for others; the rest makes a cluster of its own. */
const mostNear = 8;

/** Phases of a history: more than one, so that what a group has been through shows too. */
const mostPhases = 6;

/**
 * Histories that together ask for every edge value and for every near miss of one. A schedule: the seed decides the
 * values between the edges, the order, and which request names what.
 *
 * The index of the command that failed, where the target was found to fail in a new way, is handed to `next`: the clusters
 * from that phase on come again, since one failure hides others.
 */
export function* edgeClusterHistories(
  pools: ValuePools,
  seed: number,
  options: ClusterOptions,
): Generator<History, undefined, number | undefined> {
  const next = seededNumbers(seed);
  let rest = edgeClusters(pools, next);
  while (rest.length > 0) {
    const { history, asked, left } = clusterHistory(rest, pools, next, options);
    rest = left;
    if (history.commands.length > 0) {
      const failedAt = yield history;
      // What a phase leaves wrong shows at the first command after it at the latest.
      const again = failedAt === undefined ? [] : asked.filter(({ ends }) => ends >= failedAt);
      rest = [...again.map(({ cluster }) => cluster), ...rest];
    }
  }
}

/** A history of the clusters of a few drawn rules. */
export function drawnClusterHistory(pools: ValuePools, options: ClusterOptions): fc.Arbitrary<History> {
  return fc.tuple(rules(pools, { min: 1, max: 6 }), fc.nat({ max: 0x7fffffff })).map(([all, seed]) => {
    const clusters = all.flatMap(({ Description: _, ...rule }) => clustersOf(rule, identityFields, pools));
    return clusterHistory(clusters, pools, seededNumbers(seed), options).history;
  });
}

/** A rule with another description is the same rule, and cannot be beside it. */
const identityFields = nearMissFields.filter((field) => field !== 'description');
const numberFields: readonly NearMissField[] = ['from', 'to', 'numbers', 'protocol'];
const sourceFields: readonly NearMissField[] = ['network', 'prefix-length', 'family', 'group', 'source-kind'];

/** Protocol by protocol in the order of the number; those of sources stay together, as they share permissions. */
function edgeClusters(pools: ValuePools, next: NextNumber): readonly Cluster[] {
  const anyOrder = () => 2 + next(0x7ffffff0);
  const all = edgeRules(pools, next).map((edge) => ({
    ...edge,
    clusters: clustersOf(edge.rule, fieldsOf(edge), pools),
  }));
  const protocols = [...new Set(all.map(({ rule }) => rule.IpProtocol))];
  return reordered(protocols, anyOrder()).flatMap((protocol) =>
    (['source', 'numbers'] as const).flatMap((what) => {
      const own = all.filter(({ rule, varies }) => rule.IpProtocol === protocol && varies === what);
      return reordered(
        own.flatMap(({ clusters }) => clusters),
        anyOrder(),
      );
    }),
  );
}

function fieldsOf({ rule, varies }: EdgeRule): readonly NearMissField[] {
  if (varies === 'numbers') return numberFields;
  return rule.GroupId === undefined ? sourceFields : [...sourceFields, 'protocol'];
}

function clustersOf(rule: FixtureRule, fields: readonly NearMissField[], pools: ValuePools): readonly Cluster[] {
  const near = nearMisses(rule, pools, { fields }).map((miss) => miss.rule);
  const count = Math.ceil(near.length / mostNear);
  return Array.from({ length: count }, (_, index) => ({ rule, near: near.filter((__, at) => at % count === index) }));
}

/** One history of as many of the clusters as fit; `ends`: the number of commands when its cluster has been asked for. */
function clusterHistory(clusters: readonly Cluster[], pools: ValuePools, next: NextNumber, options: ClusterOptions) {
  const writer = new HistoryWriter(pools, next, options.can);
  const asked: { readonly cluster: Cluster; readonly ends: number }[] = [];
  let left = clusters;
  for (let phase = 0; phase < mostPhases && left.length > 0; phase += 1) {
    const { centres, around, taken, rest } = nextPhase(left, options.isKnown);
    // What fits into no phase at all would be tried for ever.
    left = rest.length === left.length ? [] : rest;
    writer.add([...centres.values()], [...around.values()], phase);
    asked.push(...taken.map((cluster) => ({ cluster, ends: writer.commands.length })));
  }
  return { history: writer.history(), asked, left };
}

/** Takes from the list, in its order, the rules that can exist together; what is known already is dropped. */
function nextPhase(clusters: readonly Cluster[], isKnown: ClusterOptions['isKnown']) {
  const centres = new Map<string, FixtureRule>();
  const around = new Map<string, FixtureRule>();
  const rest: Cluster[] = [];
  const taken: Cluster[] = [];
  for (const cluster of clusters) {
    const { rule } = cluster;
    const near = cluster.near.filter(
      (other) => !isKnown(rule, other) && !isKnown(other, rule) && !isKnown(other, other),
    );
    if (isKnown(rule, rule) || near.length === 0) continue;
    const fits =
      !around.has(identity(rule)) &&
      near.every((other) => !centres.has(identity(other))) &&
      centres.size + around.size + near.length + 1 <= mostRules;
    if (!fits) {
      rest.push(cluster);
      continue;
    }
    taken.push(cluster);
    centres.set(identity(rule), rule);
    for (const other of near) around.set(identity(other), other);
  }
  return { centres, around, taken, rest };
}

/** Puts phases into one history; a rule that comes again keeps its name and its description. */
class HistoryWriter {
  readonly commands: HistoryCommand[] = [];
  readonly #pools: ValuePools;
  readonly #next: NextNumber;
  readonly #can: ClusterOptions['can'];
  readonly #names = new Map<string, RuleName>();
  readonly #rules: Record<RuleName, FixtureRule> = {};
  readonly #texts: readonly string[];
  #given: readonly RuleName[] | undefined;

  constructor(pools: ValuePools, next: NextNumber, can: ClusterOptions['can']) {
    this.#pools = pools;
    this.#next = next;
    this.#can = can;
    this.#texts = pools.descriptions && can('descriptions') ? edgeDescriptions(next) : [];
  }

  history(): History {
    return { rules: this.#rules, given: this.#given ?? [], commands: this.commands };
  }

  /**
   * All exist; the centres go while their near misses stay, come back, and stay while those go. In every other phase all
   * of them go together then, in as few permissions as can be. Nothing is left in the end.
   */
  add(centres: readonly FixtureRule[], around: readonly FixtureRule[], phase: number): void {
    // What was authorised last is found last: now the centres, now the others.
    const all = this.#named(phase % 4 < 2 ? [...around, ...centres] : [...centres, ...around]);
    const inner = this.#named(centres);
    const outer = this.#named(around);
    if (all.length === 0) return;
    this.#addAll(all);
    this.commands.push(this.#revoke(inner, phase, phase % 4 === 1), this.#authorize(inner, phase));
    this.commands.push(...this.#refusals(centres, all, phase));
    const others = this.#byPermissions(outer, phase + 1);
    if (phase % 2 === 0) {
      const together = this.#described(this.#byPermissions(all, 0));
      this.commands.push(others, this.#authorize(outer, phase + 2), together);
    } else {
      this.commands.push(phase % 4 === 3 ? this.#described(others) : others);
      this.commands.push(...this.#formerIds(inner, outer, phase), this.#revoke(inner, phase + 3, phase % 4 === 3));
    }
  }

  /** Ids of existing rules, and last of a revoked one. */
  #formerIds(existing: readonly RuleName[], gone: readonly RuleName[], phase: number): readonly HistoryCommand[] {
    const isAsked = phase === 3 && this.#can('ids');
    return isAsked
      ? [{ kind: 'revoke-by-ids', rules: [...existing.slice(0, 4 + this.#next(5)), ...gone.slice(0, 1)] }]
      : [];
  }

  #described(revoke: Revoke): Revoke {
    return this.#can('descriptions') ? { ...revoke, descriptions: 'repeated' } : revoke;
  }

  #addAll(all: readonly RuleName[]): void {
    if (this.#given === undefined) this.#given = all;
    else this.commands.push({ kind: 'authorize', rules: all, grouping: this.#grouping(0) });
  }

  #authorize(names: readonly RuleName[], phase: number): HistoryCommand {
    return { kind: 'authorize', rules: names, grouping: this.#grouping(phase) };
  }

  #revoke(names: readonly RuleName[], phase: number, byIds: boolean): HistoryCommand {
    return byIds && this.#can('ids') ? { kind: 'revoke-by-ids', rules: names } : this.#byPermissions(names, phase);
  }

  /** Without descriptions, which would distinguish the rule from its near misses. */
  #byPermissions(names: readonly RuleName[], phase: number): Revoke {
    return { kind: 'revoke', rules: names, grouping: this.#grouping(phase), descriptions: 'left-out' };
  }

  /** In every other phase a revoke of absent near misses: alone, or one after several existing rules and before them. */
  #refusals(centres: readonly FixtureRule[], all: readonly RuleName[], phase: number): readonly HistoryCommand[] {
    if (phase % 2 !== 0 || !this.#can('refusals')) return [];
    const absent = this.#named(this.#absent(centres, all));
    if (phase % 4 === 0 || !this.#can('mixed')) return absent.map((name) => this.#byPermissions([name], 0));
    const some = all.filter((_, index) => index % 3 === 0);
    const [name] = absent;
    if (name === undefined) return [];
    // Merged or in another order it would not stay where it is.
    const mixed = (names: readonly RuleName[]) => ({ ...this.#byPermissions(names, 0), grouping: plainGrouping });
    return [mixed([...some, name]), mixed([name, ...some])];
  }

  /** Near misses of the centres, of which none exists; two at most. */
  #absent(centres: readonly FixtureRule[], all: readonly RuleName[]): readonly FixtureRule[] {
    const exists = (rule: FixtureRule) => all.some((name) => name === this.#names.get(identity(rule)));
    return centres
      .slice(0, 6)
      .flatMap((centre) => {
        const misses = nearMisses(centre, this.#pools, { fields: identityFields }).filter(({ rule }) => !exists(rule));
        const chosen = misses[this.#next(misses.length)];
        return chosen === undefined ? [] : [chosen.rule];
      })
      .slice(0, 2);
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
  #grouping(phase: number): PermissionGrouping {
    const any = () => 2 + this.#next(0x7ffffff0);
    const order = () => [0, 0, 1, any()][this.#next(4)] ?? 0;
    const merging = this.#can('merging') ? ([1, any(), 0, any()][phase % 4] ?? 0) : 0;
    const isPlain = phase % 4 === 2;
    return {
      merging,
      permissionOrder: isPlain ? 0 : order(),
      sourceOrder: order(),
      parameterOrder: isPlain ? 0 : order(),
    };
  }
}
