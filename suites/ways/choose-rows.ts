/**
 * Chooses requests such that every two values that can meet in a rule do so, in few requests: each names as many rules as show
 * something new. A server is easily right in each value by itself and wrong where two meet.
 */
import {
  type Manner,
  type Part,
  pairsOf,
  type RowRule,
  rulesOfPart,
  rulesOfRow,
  valuesOf,
  type WayRow,
  type WayValues,
} from './row.ts';

/** Requests that need the same of a target; what few targets have is kept apart, so that the rest is asked without it. */
export interface WayPlan {
  readonly name: string;
  readonly kinds: readonly Part['kind'][];
  readonly protocols: readonly Part['protocol'][];
  readonly forms: readonly WayRow['form'][];
  readonly namings: readonly WayRow['naming'][];
  readonly directions: readonly WayRow['direction'][];
  readonly described: readonly Part['described'][];
  /** None where the rules do not exist before the request. */
  readonly setUps: readonly NonNullable<Part['setUp']>[];
  /** Whether a permission may have two sources. */
  readonly hasBeside: boolean;
}

/** What an operation is asked. */
export interface WayPlans {
  readonly plans: readonly WayPlan[];
  /** Whether a rule of these values shows what happens where those of these names meet. */
  readonly shows: (values: WayValues, names: readonly (keyof WayValues)[]) => boolean;
}

/** Requests with a name: `ipv4-2`. */
export interface NamedRow extends WayRow {
  readonly name: string;
}

/** Rules that a request names at most, but for a last permission with two. */
const mostRules = 6;

/** A permission or rule id that a request may have, with the pairs that it shows by its place. */
interface Candidate {
  readonly part: Part;
  readonly shows: Readonly<Record<Place, readonly string[]>>;
}

type Place = 'alone' | 'first' | 'later';

/** A way in which a request may be sent, with all that it may have. */
interface Choice {
  readonly manner: Manner;
  readonly candidates: readonly Candidate[];
}

/** The requests, the same each time. Tests hold the fixtures against them. */
export function chooseRows(all: WayPlans): readonly NamedRow[] {
  const open = new Set(possiblePairs(all));
  return all.plans.flatMap((plan) => {
    const choices = choicesOf(plan, all);
    const rows: NamedRow[] = [];
    for (;;) {
      const best = bestRow(choices, open);
      if (best === undefined) return rows;
      rows.push({ name: `${plan.name}-${rows.length + 1}`, ...best });
      for (const pair of shownBy(best, all)) open.delete(pair);
    }
  });
}

/** All pairs of values that requests of these plans can show. */
export function possiblePairs(all: WayPlans): ReadonlySet<string> {
  const choices = all.plans.flatMap((plan) => choicesOf(plan, all));
  return new Set(
    choices.flatMap(({ manner, candidates }) =>
      candidates.flatMap(({ shows: { alone, first, later } }) =>
        manner.form === 'flat' ? alone : [...alone, ...first, ...later],
      ),
    ),
  );
}

/** The pairs that a request shows. */
export function shownBy(row: WayRow, all: WayPlans): readonly string[] {
  return shownByRules(row, rulesOfRow(row), all);
}

function shownByRules(manner: Manner, rules: readonly RowRule[], { shows }: WayPlans): readonly string[] {
  return rules.flatMap((rule) => {
    const values = valuesOf(manner, rule);
    const pairs = pairsOf<keyof WayValues>(values);
    return pairs.flatMap(({ names, text }) => (shows(values, names) && isOwnOf(manner, names) ? [text] : []));
  });
}

/** What few targets have shows itself alone, so that the others are asked all the rest. */
const special = { identity: 'session', naming: 'name', direction: 'egress' } as const;

function isOwnOf(manner: Manner, names: readonly (keyof WayValues)[]): boolean {
  return (['identity', 'naming', 'direction'] as const).every(
    (name) => manner[name] !== special[name] || names.includes(name),
  );
}

/** The request that shows most that is open; undefined where none shows anything. */
function bestRow(choices: readonly Choice[], open: ReadonlySet<string>): WayRow | undefined {
  let best: { readonly row: WayRow | undefined; readonly gain: number } = { row: undefined, gain: 0 };
  for (const choice of choices) {
    for (const isAlone of choice.manner.form === 'flat' ? [true] : [false, true]) {
      const filled = fill(choice, isAlone, open);
      if (filled.gain > best.gain) best = filled;
    }
  }
  return best.row;
}

/** The request of this manner whose rules, one by one, show most that is open. */
function fill({ manner, candidates }: Choice, isAlone: boolean, open: ReadonlySet<string>) {
  const parts: Part[] = [];
  const shown = new Set<string>();
  for (;;) {
    const place: Place = isAlone ? 'alone' : parts.length === 0 ? 'first' : 'later';
    let best: { part: Part | undefined; pairs: readonly string[] } = { part: undefined, pairs: [] };
    for (const { part, shows } of candidates) {
      if ((part.isBeside === true && isAlone) || isTaken(part, parts)) continue;
      const fresh = shows[place].filter((pair) => open.has(pair) && !shown.has(pair));
      if (best.part === undefined || fresh.length > best.pairs.length) best = { part, pairs: fresh };
    }
    // A request of several has two at least.
    if (best.part === undefined || (best.pairs.length === 0 && (isAlone || parts.length !== 1))) break;
    parts.push(best.part);
    for (const pair of best.pairs) shown.add(pair);
    if (isAlone || rulesOfRow({ ...manner, parts }).length >= mostRules) break;
  }
  return { row: { ...manner, parts }, gain: !isAlone && parts.length < 2 ? 0 : shown.size };
}

function choicesOf(plan: WayPlan, all: WayPlans): readonly Choice[] {
  return mannersOf(plan).map((manner) => ({
    manner,
    candidates: partsOf(plan, manner.form).map((part) => {
      const shown = (place: number, isAlone: boolean) => [
        ...new Set(shownByRules(manner, rulesOfPart(part, place, isAlone), all)),
      ];
      return { part, shows: { alone: shown(1, true), first: shown(1, false), later: shown(2, false) } };
    }),
  }));
}

function mannersOf({ forms, namings, directions }: WayPlan): readonly Manner[] {
  const manners: Manner[] = [];
  for (const form of forms)
    for (const naming of namings)
      for (const direction of directions)
        for (const identity of ['main', 'session'] as const)
          for (const carriage of ['post', 'get'] as const)
            manners.push({ form, carriage, identity, naming, direction });
  return manners;
}

/** What a permission can be in a request of this form. */
function partsOf({ kinds, protocols, described, setUps, hasBeside }: WayPlan, form: Manner['form']): readonly Part[] {
  const parts: Part[] = [];
  for (const kind of kinds)
    for (const protocol of protocols)
      for (const describedAs of form === 'flat' ? (['none'] as const) : described)
        for (const setUp of setUps.length === 0 ? [undefined] : setUps)
          for (const isBeside of hasBeside && form === 'permission' ? [false, true] : [false]) {
            const part = { kind, protocol, described: describedAs, ...(setUp === undefined ? {} : { setUp }) };
            parts.push(isBeside ? { ...part, isBeside } : part);
          }
  return parts.filter(isPossible);
}

function isPossible({ kind, protocol, setUp, isBeside }: Part): boolean {
  if (protocol === 'icmpv6' && kind !== 'ipv6') return false;
  if (protocol === 'icmp' && kind === 'ipv6') return false;
  // There is one prefix list, and the own group beside another one comes with that.
  if (kind === 'prefix-list' && (isBeside === true || setUp === 'shared-permission')) return false;
  return kind !== 'self' || isBeside !== true;
}

/** Rules without ports differ in their source alone, which groups have one of. */
function isTaken(part: Part, others: readonly Part[]): boolean {
  const sources = singleSources(part);
  return others.some(
    (other) => other.protocol === part.protocol && singleSources(other).some((one) => sources.includes(one)),
  );
}

function singleSources({ kind, protocol, setUp, isBeside }: Part): readonly Part['kind'][] {
  if ((protocol !== 'all' && protocol !== 'number') || kind === 'ipv4' || kind === 'ipv6') return [];
  // A rule that came in one permission with another has a neighbour of the other group.
  return isBeside === true || setUp === 'shared-permission' ? ['group', 'self'] : [kind];
}
