/** Effort of a run: which cases and how many generated requests it has, and the calls that they are expected to cost. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../../cases/case.ts';
import { sendsOf, stepsOf, topicOf } from '../../cases/case-text.ts';
import { type CallCounts, totalCalls } from '../../checks/call-counts.ts';
import { packageRoot } from '../../package/package-root.ts';
import type { Level, Requirement } from '../../register/requirement.ts';
import type { Domain } from '../../scene/domain.ts';
import type { AllowedCalls, TestedOperation } from '../engine.ts';
import { estimateCalls } from './plan-batches.ts';

/** The values of `--effort`. */
export const efforts = ['smoke', 'default', 'deep'] as const;

/** How much a run tests. */
export type Effort = (typeof efforts)[number];

interface EffortLimits {
  /** Maximum calls on a conforming target: preparation and clean-up, listed cases, generated requests. */
  readonly asking: number;
  /** The same for a run of several operations, however many they are: their preparation and their resources are shared. */
  readonly askingSeveral: number;
  /** Calls that listed cases are chosen for. */
  readonly listed: number;
  /** Calls for searching counterexamples. */
  readonly generated: number;
  /** Further calls that a target with failures may cost, for confirming them and for shrinking counterexamples. */
  readonly allowed: AllowedCalls;
  /** Calls for cases of a batch that another case has spoilt: they are run again by themselves. */
  readonly spoilt: number;
}

/** Limits on calls by effort. */
export const effortLimits: Readonly<Record<Effort, EffortLimits>> = {
  smoke: {
    asking: 100,
    askingSeveral: 400,
    listed: 69,
    generated: 0,
    allowed: { confirming: 40, shrinking: 0 },
    spoilt: 60,
  },
  default: {
    asking: 1500,
    askingSeveral: 4000,
    listed: 1192,
    generated: 234,
    allowed: { confirming: 350, shrinking: 250 },
    spoilt: 2400,
  },
  deep: {
    asking: 10_000,
    askingSeveral: 40_000,
    listed: Number.POSITIVE_INFINITY,
    generated: 5000,
    allowed: { confirming: 3000, shrinking: 3000 },
    spoilt: 4000,
  },
};

/** How much more several operations may cost than one in shrinking and in repeating what others spoilt, however many they are. */
const severalTimes = 4;

/** What failures may cost. Each operation may fail in as many requirements as one that is tested by itself. */
function failingOf(effort: Effort, operations: number): Record<'confirming' | 'shrinking' | 'spoilt', number> {
  const { allowed, spoilt } = effortLimits[effort];
  const times = Math.min(operations, severalTimes);
  return {
    confirming: allowed.confirming * operations,
    shrinking: allowed.shrinking * times,
    spoilt: spoilt * times,
  };
}

/** Maximum calls for asking of a run of so many operations. */
export function askingOf(effort: Effort, operations: number): number {
  const { asking, askingSeveral } = effortLimits[effort];
  return Math.min(asking * operations, operations > 1 ? askingSeveral : asking);
}

/** Maximum calls of a run of so many operations at this effort, on whatever target. */
export function maxCallsOf(effort: Effort, operations = 1): number {
  const { confirming, shrinking, spoilt } = failingOf(effort, operations);
  return askingOf(effort, operations) + confirming + shrinking + spoilt;
}

/** Of a budget that does not pay for all that failures may cost, the part that is kept for them. */
const minFailingShare = 0.2;

/**
 * What may be spent on failures where the user limited the calls. What the effort does not need of a larger budget
 * confirms and shrinks more; of a smaller one, each gets its part of what asking leaves.
 */
export function allowedCalls(
  effort: Effort,
  planned: number,
  maxCalls = maxCallsOf(effort),
  operations = 1,
): AllowedCalls {
  const { spoilt, ...allowed } = failingOf(effort, operations);
  const usual = allowed.confirming + allowed.shrinking + spoilt;
  const surplus = maxCalls - maxCallsOf(effort, operations);
  if (surplus >= 0) {
    const toShrinking = allowed.shrinking === 0 ? 0 : Math.floor(surplus / 2);
    return { confirming: allowed.confirming + surplus - toShrinking, shrinking: allowed.shrinking + toShrinking };
  }
  const part = Math.min(1, Math.max(maxCalls - planned, maxCalls * minFailingShare) / usual);
  return { confirming: Math.floor(allowed.confirming * part), shrinking: Math.floor(allowed.shrinking * part) };
}

/** The cases and generated requests that an effort selects, with their expected cost in calls. */
export interface EffortPlan {
  readonly cases: readonly Case[];
  /** Of the listed cases alone. */
  readonly estimate: CallCounts;
  readonly generatedCalls: number;
}

/**
 * Chooses the cases that an effort pays for: first those of fixtures/effort, then one case of every MUST and SHOULD
 * that they are not about, then a second, then one of every open question, and so on; all topics alike, each case
 * with its controls. The order of the topics stays. `required`: asked besides, whatever they cost; `listed`: calls that the
 * cases are chosen for, of one of several operations: those of fixtures/effort then come after the first case of every
 * MUST and SHOULD.
 */
export function planEffort(
  cases: readonly Case[],
  register: readonly Requirement[],
  effort: Effort,
  operation: TestedOperation,
  required: readonly Case[] = [],
  listed?: number,
): EffortPlan {
  const { generated, listed: ofOne } = effortLimits[effort];
  const { domain } = operation;
  const place = effort === 'smoke' || listed === undefined ? 'before-all' : 'after-one-of-each';
  const ranked = rank(cases, register, domain, firstAsked(effort, cases), place);
  const limit = listed ?? ofOne;
  // What sends more requests than may be made costs more than that too, without an estimate.
  const isPaidFor = (some: readonly Case[]) =>
    sendsIn(some) <= limit && totalCalls(estimateCalls(some, operation)) <= limit;
  let least = 0;
  let most = ranked.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (isPaidFor(sameStartTogether(withControls(cases, ranked.slice(0, middle)), domain))) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  const chosen = sameStartTogether(withControls(cases, [...ranked.slice(0, least), ...required]), domain);
  return { cases: chosen, estimate: estimateCalls(chosen, operation), generatedCalls: generated };
}

/** The number of requests that the cases themselves send, set-up aside. */
function sendsIn(cases: readonly Case[]): number {
  return cases.reduce((sum, one) => sum + (one.repeated ?? 1) * stepsOf(one).flatMap(sendsOf).length, 0);
}

/** Calls for one case of every MUST and SHOULD, with their controls: what one of several operations gets before depth. */
export function callsForEachRequirement(
  cases: readonly Case[],
  register: readonly Requirement[],
  operation: TestedOperation,
): number {
  const first = firstOfEach(cases, register, operation.domain);
  return totalCalls(estimateCalls(sameStartTogether(withControls(cases, first), operation.domain), operation));
}

/**
 * Cases that with their controls are about every MUST and SHOULD that has one: of each the lightest, but for those whose
 * requirements others are about as well. Those that prove less than others come last.
 */
function firstOfEach(cases: readonly Case[], register: readonly Requirement[], domain: Domain): readonly Case[] {
  const binding = new Set(register.filter(({ level }) => level !== 'OBSERVE').map(({ id }) => id));
  const open = new Set(binding);
  const byId = new Map(cases.map((one) => [one.id, one]));
  // A request and a reading for each step.
  const own = (one: Case) => stepsOf(one).length * 2 + domain.weightOf(one);
  // A control about the same requirement shows it by itself, and comes first.
  const ofControl = ({ control: id, requirements }: Case) => {
    const control = id === undefined ? undefined : byId.get(id);
    if (control?.requirements.some((one) => requirements.includes(one)) === true) return own(control);
    return id === undefined ? 0 : 1;
  };
  const weights = new Map(cases.map((one) => [one, own(one) + ofControl(one)]));
  const lightestFirst = strongestFirst(
    cases.toSorted((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0)),
    domain,
  );
  let first = lightestFirst.filter(({ requirements }) => {
    const isFirst = requirements.some((id) => open.has(id));
    for (const id of requirements) open.delete(id);
    return isFirst;
  });
  const shared = new Map<string, number>();
  const asked = withControls(cases, first);
  for (const id of asked.flatMap(({ requirements }) => requirements)) shared.set(id, (shared.get(id) ?? 0) + 1);
  const needs = ({ requirements }: Case) => requirements.filter((id) => binding.has(id));
  for (const one of first.filter((some) => needs(some).every((id) => (shared.get(id) ?? 0) > 1))) {
    const others = first.filter((other) => other !== one);
    const covered = new Set(withControls(cases, others).flatMap(({ requirements }) => requirements));
    if (needs(one).every((id) => covered.has(id))) first = others;
  }
  return first;
}

/** Cases that prove less than others of their kind come after these. */
function strongestFirst(cases: readonly Case[], domain: Domain): readonly Case[] {
  return cases.toSorted((one, other) => Number(domain.provesLess(one)) - Number(domain.provesLess(other)));
}

/** The first case of a requirement, where another one is asked in its place, comes before all second ones. */
const afterFirst = 0.25;

/** Open questions are asked when every MUST and SHOULD has been tried in so many ways. */
const roundsBeforeOpen = 2;

/**
 * Ids of the cases that come first, in their order. At default effort those that show what neither the first case of
 * their requirement nor generated requests show; at smoke those that show most for their calls.
 */
function firstAsked(effort: Effort, cases: readonly Case[]): ReadonlyMap<string, number> {
  if (effort === 'deep') return new Map();
  const path = join(packageRoot(), 'fixtures', 'effort', `${effort}.json`);
  const { cases: listed } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly string[] };
  const ids = listed.flatMap((entry) =>
    entry.endsWith('*') ? cases.filter(({ id }) => id.startsWith(entry.slice(0, -1))).map(({ id }) => id) : [entry],
  );
  return new Map(ids.map((id, index) => [id, index]));
}

/** The round in which the cases of {@link firstAsked} are chosen: round 0 has the first case of every MUST and SHOULD. */
const placeOfFirstAsked = { 'before-all': -1, 'after-one-of-each': 0.5 } as const;

const levelRank: Readonly<Record<Level, number>> = { MUST: 0, SHOULD: 1, OBSERVE: 2 };

function rank(
  cases: readonly Case[],
  register: readonly Requirement[],
  domain: Domain,
  firstIds: ReadonlyMap<string, number>,
  placeOfFirst: keyof typeof placeOfFirstAsked,
): readonly Case[] {
  const levels = new Map(register.map(({ id, level }) => [id, levelRank[level]]));
  const seen = new Map<string, number>();
  const perTopic = new Map<string, number>();
  const ordered = strongestFirst(cases, domain);
  const firstRound = placeOfFirstAsked[placeOfFirst];
  const areBeforeAll = placeOfFirst === 'before-all';
  // Of several operations, each asks as few cases first as show every requirement.
  const needed = areBeforeAll ? undefined : new Set(firstOfEach(ordered, register, domain));
  // Those that come before all count first: a requirement that one of them is about needs no other.
  const inTurn = areBeforeAll
    ? ordered.toSorted((one, other) => Number(firstIds.has(other.id)) - Number(firstIds.has(one.id)))
    : ordered;
  const keyed = inTurn.map((testCase) => {
    const rounds = testCase.requirements.map((id) => seen.get(id) ?? 0);
    const ranks = testCase.requirements.map((id) => levels.get(id) ?? 2);
    for (const id of testCase.requirements) {
      seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    const topic = topicOf(testCase.id);
    const place = perTopic.get(topic) ?? 0;
    perTopic.set(topic, place + 1);
    const level = Math.min(...ranks);
    const isOpen = level === levelRank.OBSERVE;
    const first = firstIds.get(testCase.id);
    const counted = Math.min(...rounds) + (isOpen ? roundsBeforeOpen : 0);
    const isNeeded = needed?.has(testCase);
    const round = isNeeded === undefined ? counted : isNeeded ? 0 : Math.max(counted, afterFirst);
    const isFirst = first !== undefined && firstRound < round;
    return { testCase, key: isFirst ? ([firstRound, 0, first] as const) : ([round, level, place] as const) };
  });
  return keyed
    .sort(({ key: one }, { key: other }) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .map(({ testCase }) => testCase);
}

/** Within a topic, cases that start from the same state follow each other: nothing need be set up between them. */
function sameStartTogether(cases: readonly Case[], domain: Domain): readonly Case[] {
  const groups = new Map<string, Case[]>();
  for (const testCase of cases) {
    const key = startOf(testCase, domain);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [testCase]);
    } else {
      group.push(testCase);
    }
  }
  return [...groups.values()].flat();
}

const starts = new WeakMap<Case, string>();

/** Equal for cases of a topic that start from the same state. */
function startOf(testCase: Case, domain: Domain): string {
  const known = starts.get(testCase);
  if (known !== undefined) {
    return known;
  }
  const start = `${topicOf(testCase.id)} ${domain.startOf(testCase)}`;
  starts.set(testCase, start);
  return start;
}

/** In the order of all cases, each with the case that must pass for it to prove anything, and that one's. */
export function withControls(all: readonly Case[], wanted: readonly Case[]): readonly Case[] {
  const byId = new Map(all.map((testCase) => [testCase.id, testCase]));
  const ids = new Set<string>();
  for (const testCase of wanted) {
    for (let next: Case | undefined = testCase; next !== undefined && !ids.has(next.id); ) {
      ids.add(next.id);
      next = next.control === undefined ? undefined : byId.get(next.control);
    }
  }
  return all.filter(({ id }) => ids.has(id));
}
